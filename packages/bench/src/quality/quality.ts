import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openScratch } from '../scratch.ts';
import { measureQuality, type Quality } from './against-truth.ts';

const FIRST_NIGHT = '2026-03-02';

export interface QualityOptions {
  readonly people: number;
  readonly seeds: readonly string[];
}

/** One first night per seed, on a council that the model never saw, against the truth of that night. */
export async function benchQuality(
  pipeline: PipelineDeclaration,
  options: QualityOptions,
  print: (line: string) => void,
): Promise<readonly Quality[]> {
  print(
    `quality: ${options.people} people, seeds ${options.seeds.join(', ')}; model ${pipeline.model.name}, join ${pipeline.policy.join}, break ${pipeline.policy.break}, review ${pipeline.policy.review} bits`,
  );
  const all: Quality[] = [];
  for (const seed of options.seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const out = join(scratch.directory, 'council');
      await generateCouncil({ people: options.people, nights: 1, seed: Number(seed), out, start: FIRST_NIGHT });
      await runNight(scratch.settings(join(out, 'night-01'), SILENT), { businessDate: FIRST_NIGHT, again: false, scope: 'affected' });
      const quality = await measureQuality(scratch.warehouse, join(out, 'truth'), 1, pipeline.policy.join);
      all.push(quality);
      for (const line of qualityLines(seed, quality)) print(line);
    } finally {
      await scratch.close();
    }
  }
  return all;
}

function qualityLines(seed: string, q: Quality): readonly string[] {
  const share = (value: number) => `${(value * 100).toFixed(2)} %`;
  return [
    `seed ${seed}: ${q.records} records, ${q.persons} persons, ${q.truePairs} true pairs, ${q.reviewItems} review items`,
    `  precision ${q.precision.toFixed(4)}   recall ${q.recall.toFixed(4)}   never-link paths ${q.neverLinkPaths}`,
    `  twins: ${q.twinPairs} pairs, ${q.twinsMergedByName} merged holding both forenames, ${q.twinsMergedBySilence} merged by way of a record without one (${share(q.twinsMergedBySilence / Math.max(1, q.twinPairs))})`,
    `  hardness: exact name and date of birth miss ${share(q.missedByExactNames)} of true pairs; plain components would merge ${share(q.twinsMergedByComponents)} of twin pairs`,
  ];
}
