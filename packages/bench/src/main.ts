import { join } from 'node:path';
import { loadPipeline } from '@golden-thread/cli/load-pipeline';
import { writeDocuments } from './documents/documents.ts';
import { benchLinkage } from './linkage/bench.ts';
import { PEERS } from './linkage/peers.ts';
import { benchNight } from './night/night.ts';
import { benchPreview } from './night/preview.ts';
import { drawPictures } from './pictures/pictures.ts';
import { drawPreview } from './pictures/preview.ts';
import { drawReport } from './pictures/report.ts';
import { benchFamilies } from './quality/bench-families.ts';
import { benchBesideSplink } from './quality/beside-splink.ts';
import { benchMonth } from './quality/month.ts';
import { benchQuality } from './quality/quality.ts';
import { benchTwins } from './quality/twins.ts';

const HELP = `npm run bench -- <what> [options]

  quality   precision, recall, twins and scripted families, three nights, on councils that the model never saw
              --people 10000  --seeds 1,2,3
  families  every scripted family, expected and found, three nights; exit code 1 where one differs
              --people 4000  --seeds 1  --write docs/families.md
  month     thirty nights of 1 %: every id that changed, and the event that explains it; exit code 1 where one is not explained
              --people 2000  --seeds 1  --nights 30
  twins     one night of a council full of twins: pairs merged by name and by silence, and what the twin rule costs; exit code 1
            where one pair is merged by name, or one in a hundred by way of a record without a forename
              --people 36000  --seeds 1  --births 0.5
  splink    the same beside Splink 5 at its best threshold, the same comparisons: first night, plain components and refusing
              --people 10000  --seeds 1,2,3
  night     a first night, one with 1 % changed and one with none: time of each step, rows, memory; take beside COPY
              --people 40000
  preview   what a change of the match policy would do, after a first night: how long it takes to answer
              --people 40000
  linkage   linking by Splink 5, Splink 4, GoldenMatch and ours: output equal first, then time, memory, quality
              --sizes 1000000  --runs 1  --peers splink-5,splink-4,goldenmatch  --data folder of Splink's example data
  pictures  draws docs/pictures from the demo's nights, and the report of gt link (npm run pictures)
  documents writes docs/generated from the declarations (npm run describe:docs)
`;

/** Runs a benchmark by name. Nothing here decides a test: figures are printed, never asserted. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const what = args.includes('--help') ? undefined : args[0];
  const option = (name: string, otherwise: string): string => {
    const at = args.indexOf(`--${name}`);
    return at === -1 ? otherwise : (args[at + 1] ?? otherwise);
  };
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const pipeline = await loadPipeline(join(root, 'pipelines', 'single-view'));
  switch (what) {
    case 'quality':
      await benchQuality(pipeline, { people: Number(option('people', '10000')), seeds: option('seeds', '1,2,3').split(',') }, print);
      return 0;
    case 'families': {
      const families = {
        people: Number(option('people', '4000')),
        seeds: option('seeds', '1').split(','),
        write: option('write', '') || null,
      };
      return (await benchFamilies(pipeline, families, print)) ? 0 : 1;
    }
    case 'month': {
      const month = {
        people: Number(option('people', '2000')),
        seeds: option('seeds', '1').split(','),
        nights: Number(option('nights', '30')),
      };
      return (await benchMonth(pipeline, month, print)) ? 0 : 1;
    }
    case 'twins': {
      const twins = {
        people: Number(option('people', '36000')),
        seeds: option('seeds', '1').split(','),
        twinBirths: Number(option('births', '0.5')),
      };
      return (await benchTwins(pipeline, twins, print)) ? 0 : 1;
    }
    case 'splink':
      await benchBesideSplink(
        pipeline,
        { people: Number(option('people', '10000')), seeds: option('seeds', '1,2,3').split(','), root },
        print,
      );
      return 0;
    case 'night':
      await benchNight(pipeline, Number(option('people', '40000')), print);
      return 0;
    case 'preview':
      await benchPreview(pipeline, Number(option('people', '40000')), print);
      return 0;
    case 'linkage': {
      const peers = option('peers', 'splink-5,splink-4,goldenmatch')
        .split(',')
        .flatMap((name) => PEERS.find((peer) => peer === name) ?? []);
      const sizes = option('sizes', '1000000')
        .split(',')
        .filter((size) => size !== '')
        .map(Number);
      const equal = await benchLinkage({ sizes, peers, root, data: option('data', '') || null, runs: Number(option('runs', '1')) }, print);
      return equal ? 0 : 1;
    }
    case 'pictures':
      await drawPictures(pipeline, join(root, 'docs', 'pictures'), print);
      await drawReport(join(root, 'docs', 'pictures'), print);
      await drawPreview(pipeline, join(root, 'docs', 'pictures'), print);
      return 0;
    case 'documents':
      await writeDocuments(pipeline, join(root, 'docs', 'generated'), print);
      return 0;
    default:
      print(HELP);
      return what === undefined ? 0 : 2;
  }
}
