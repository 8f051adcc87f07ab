import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import type { NightSettings } from '@golden-thread/orchestrator/night';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch, settingsOver } from '../scratch.ts';
import { measureQuality, type Quality } from './against-truth.ts';
import { type FamilyOutcome, familyLines, measureFamilies } from './families.ts';

const NIGHTS = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;

export interface QualityOptions {
  readonly people: number;
  readonly seeds: readonly string[];
}

/** What a night came to. */
export interface NightQuality {
  readonly night: number;
  readonly quality: Quality;
  readonly families: readonly FamilyOutcome[];
}

/** Three nights per seed, on a council that the model never saw, each against the truth of that night. */
export async function benchQuality(pipeline: PipelineDeclaration, options: QualityOptions, print: (line: string) => void): Promise<void> {
  const { join: joinBits, break: breakBits, review, margin } = pipeline.policy;
  print(
    `quality: ${options.people} people, seeds ${options.seeds.join(', ')}; model ${pipeline.model.name}; join ${joinBits}, break ${breakBits}, review ${review}, margin ${margin} bits`,
  );
  for (const seed of options.seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const council = { people: options.people, seed: Number(seed), out: join(scratch.directory, 'council') };
      const nights = await measureNights(scratch.warehouse, pipeline, council);
      for (const { night, quality } of nights) for (const line of qualityLines(seed, night, quality)) print(line);
      for (const { night, families } of nights) for (const line of familyLines(night, families)) print(line);
    } finally {
      await scratch.close();
    }
  }
}

/** Makes a council, runs its three nights in a warehouse, and measures each. */
export async function measureNights(
  warehouse: NightSettings['warehouse'],
  pipeline: PipelineDeclaration,
  council: { readonly people: number; readonly seed: number; readonly out: string },
): Promise<readonly NightQuality[]> {
  await generateCouncil({ ...council, nights: NIGHTS.length, start: NIGHTS[0], story: 'none' });
  const truth = join(council.out, 'truth');
  const measured: NightQuality[] = [];
  for (const [i, businessDate] of NIGHTS.entries()) {
    const night = i + 1;
    const settings = settingsOver(warehouse, pipeline, join(council.out, `night-0${night}`), SILENT);
    await runNight(settings, { businessDate, again: false, scope: 'affected' });
    measured.push({
      night,
      quality: await measureQuality(warehouse, truth, night, pipeline.policy.join),
      families: await measureFamilies(warehouse, truth, night),
    });
  }
  return measured;
}

function qualityLines(seed: string, night: number, q: Quality): readonly string[] {
  const share = (value: number, of = 1) => `${((value / Math.max(1, of)) * 100).toFixed(2)} %`;
  return [
    `seed ${seed}, night ${night}: ${q.records} records, ${q.persons} persons, ${q.truePairs} true pairs, ${q.reviewItems} review items`,
    `  precision ${q.precision.toFixed(4)}   recall ${q.recall.toFixed(4)}   never-link paths ${q.neverLinkPaths}`,
    `  linkable beforehand: ${q.linkablePairs} pairs (${share(q.linkablePairs, q.truePairs)}), recall ${q.linkableRecall.toFixed(4)}   persons exactly right ${share(q.exactlyRight)}`,
    ...q.subgroups.map(
      ({ group, pairs, recall }) =>
        `    ${group.padEnd(24)} ${String(pairs).padStart(7)} pairs  recall ${recall.toFixed(4)}${recall < q.linkableRecall - 0.02 ? '  more than 2 points below' : ''}`,
    ),
    `  twins: ${q.twinPairs} pairs, ${q.twinsMergedByName} merged holding both forenames, ${q.twinsMergedBySilence} merged by way of a record without one (${share(q.twinsMergedBySilence, q.twinPairs)})`,
    `  the twin rule keeps ${q.truePairsKeptByTwinRule} true pairs apart that weigh enough (${share(q.truePairsKeptByTwinRule, q.truePairs)})`,
    `  hardness: exact name and date of birth miss ${share(q.missedByExactNames)} of true pairs; plain components would merge ${share(q.twinsMergedByComponents)} of twin pairs`,
  ];
}
