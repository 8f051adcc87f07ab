import { join } from 'node:path';
import { loadPipeline } from '@golden-thread/cli/load-pipeline';
import { writeDocuments } from './documents/documents.ts';
import { benchNight } from './night/night.ts';
import { drawPictures } from './pictures/pictures.ts';
import { benchQuality } from './quality/quality.ts';

const HELP = `npm run bench -- <what> [options]

  quality   precision, recall, twins and scripted families, two nights, on councils that the model never saw
              --people 10000  --seeds 1,2,3
  night     a first night and one with 1 % changed: where the time goes, and take beside COPY
              --people 40000
  pictures  draws docs/pictures from the demo's nights (npm run pictures)
  documents writes docs/generated from the declarations (npm run describe:docs)
`;

/** Runs a benchmark by name. Nothing here decides a test: figures are printed, never asserted. */
export async function main(args: readonly string[], root: string): Promise<number> {
  const [what] = args;
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
    case 'night':
      await benchNight(pipeline, Number(option('people', '40000')), print);
      return 0;
    case 'pictures':
      await drawPictures(pipeline, join(root, 'docs', 'pictures'), print);
      return 0;
    case 'documents':
      await writeDocuments(pipeline, join(root, 'docs', 'generated'), print);
      return 0;
    default:
      print(HELP);
      return what === undefined || what === '--help' ? 0 : 2;
  }
}
