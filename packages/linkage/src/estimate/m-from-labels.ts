import { CHUNK_PAIRS, emptyChunk } from '../pair-chunk.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { TaskContext } from '../workers/task.ts';
import type { LevelEstimate } from './combine-estimates.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { levelTally } from './level-tally.ts';
import { pairsOfRules } from './rule-tasks.ts';

/** Pairs that people have judged: `score[k]` is how sure they are that records `l[k]` and `r[k]` are the same, 0 to 1. */
export interface LabelledPairs {
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly score: Float64Array;
}

/** From here on a labelled pair is a match. */
const MATCH_FROM = 0.5;

/**
 * m from labelled pairs: the levels of those that are matches. Pairs that were judged not to match take no part, unless
 * `allAreMatches`, which is what Splink does. *Source*: `reference/splink.md` 2.9.
 */
export function mFromLabels(
  context: TaskContext,
  { l, r, score }: LabelledPairs,
  { allAreMatches = false }: { readonly allAreMatches?: boolean } = {},
): readonly LevelEstimate[] {
  const tally = levelTally(context);
  const chunk = emptyChunk();
  for (let k = 0; k < l.length; k++) {
    if (!allAreMatches && (score[k] as number) < MATCH_FROM) continue;
    const [x, y] = [l[k] as number, r[k] as number];
    chunk.a[chunk.count] = Math.min(x, y);
    chunk.b[chunk.count] = Math.max(x, y);
    if (++chunk.count < CHUNK_PAIRS) continue;
    tally.add(chunk);
    chunk.count = 0;
  }
  tally.add(chunk);
  return estimatesOf(tally.counts, 'm', 'labelled pairs');
}

/** The rule of the pairs that share a label. */
export function labelRule(column: string): PlannedRule {
  const side = (of: 'l' | 'r') => ({ kind: 'column', name: column, side: of }) as const;
  return { text: `same ${column}`, condition: { kind: 'binary', op: '=', left: side('l'), right: side('r') }, explode: [] };
}

/** m from a column that names the true entity: the levels of all pairs that share a name. */
export async function mFromColumn(
  runner: EstimateRunner,
  column: string,
  onDone?: (done: number, of: number) => void,
): Promise<readonly LevelEstimate[]> {
  const { index, inputs } = await pairsOfRules(runner, [labelRule(column)]);
  const counted = await runner.run('countRuleLevels', inputs, onDone, { index });
  const counts = levelTally(runner).counts;
  for (const part of counted)
    part.forEach((levels, c) => {
      const total = counts[c] as Float64Array;
      for (let gamma = 0; gamma < levels.length; gamma++) total[gamma] = (total[gamma] as number) + (levels[gamma] as number);
    });
  return estimatesOf(counts, 'm', `column ${column}`);
}

/** Each comparison's levels by their share of the pairs that are not silent. A comparison without such a pair has no estimate. */
export function estimatesOf(counts: readonly Float64Array[], of: 'm' | 'u', method: string): readonly LevelEstimate[] {
  return counts.flatMap((levels, comparison) => {
    const weight = levels.reduce((total, count) => total + count, 0);
    if (weight === 0) return [];
    return { comparison, of, method, weight, probabilities: Array.from(levels, (count) => (count === 0 ? null : count / weight)) };
  });
}
