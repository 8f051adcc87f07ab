import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { readTruth } from '../csv.ts';
import { openScratch, settingsOver } from '../scratch.ts';
import { measureQuality, type Quality } from './against-truth.ts';
import type { QualityOptions } from './quality.ts';

const FIRST_NIGHT = '2026-03-02';
/** Share of twin pairs that may be one person by way of a record without a forename. */
const MOST_BY_SILENCE = 0.01;

/** Gives about 30 % of pairs names that sound alike: a girl's and a boy's seldom do, and many a name has nothing like it. */
const ALIKE = { paired: 0.9, alike: 0.9 };

/**
 * A council of which so many births are of twins: how many pairs become one person although their records carry forenames, which
 * nobody's judgement asks for here, how many by way of a record without one, and which true links the twin rule costs.
 * @returns whether none is merged by name, and fewer than one in a hundred by silence.
 */
export async function benchTwins(
  pipeline: PipelineDeclaration,
  { people, seeds, twinBirths }: QualityOptions & { readonly twinBirths: number },
  print: (line: string) => void,
): Promise<boolean> {
  const twins = { births: twinBirths, ...ALIKE };
  let good = true;
  for (const seed of seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const out = join(scratch.directory, 'council');
      await generateCouncil({ people, seed: Number(seed), nights: 1, out, start: FIRST_NIGHT, story: 'none', twins });
      const settings = settingsOver(scratch.warehouse, pipeline, join(out, 'night-01'), SILENT);
      await runNight(settings, { businessDate: FIRST_NIGHT, again: false, scope: 'affected' });
      const truth = join(out, 'truth');
      const quality = await measureQuality(scratch.warehouse, truth, 1, pipeline.policy.join);
      print(`twins: ${people} people, seed ${seed}, ${twinBirths} of births are of twins; ${quality.records} records`);
      for (const line of twinLines(quality, readTruth(join(truth, 'twins.csv')))) print(line);
      good &&= quality.twinsMergedByName === 0 && quality.twinsMergedBySilence < MOST_BY_SILENCE * quality.twinPairs;
    } finally {
      await scratch.close();
    }
  }
  return good;
}

function twinLines(q: Quality, born: readonly Readonly<Record<string, string>>[]): readonly string[] {
  const share = (value: number, of: number) => `${((value / Math.max(1, of)) * 100).toFixed(2)} %`;
  const alike = born.filter((pair) => pair['names_alike'] === '1').length;
  return [
    `  ${q.twinPairs} pairs with records of both; of all born, ${share(alike, born.length)} have names that sound alike`,
    `  merged holding both forenames, without anybody's judgement: ${q.twinsMergedByName}`,
    `  merged by way of a record without a forename: ${q.twinsMergedBySilence} (${share(q.twinsMergedBySilence, q.twinPairs)})`,
    `  plain components at the same line would merge ${(q.twinsMergedByComponents * 100).toFixed(2)} % of the pairs`,
    `  the twin rule costs ${q.truePairsKeptByTwinRule} of ${q.truePairs} true links (${share(q.truePairsKeptByTwinRule, q.truePairs)}): pairs of one child that weigh enough and are kept apart`,
    `  precision ${q.precision.toFixed(4)}   recall ${q.recall.toFixed(4)}   questions for people ${q.reviewItems}`,
  ];
}
