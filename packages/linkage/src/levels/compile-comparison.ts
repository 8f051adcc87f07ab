import type { PairChunk } from '../pair-chunk.ts';
import type { CountedBy, PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { LevelStage } from './level-stage.ts';
import { stagesOf } from './stages-of.ts';

/**
 * Answers one comparison for the pairs of a chunk at the positions `at[0]` to `at[count − 1]`: writes the gamma of
 * pair *p* at `gammas[p]`. `open` is scratch of a chunk's length.
 */
export type ComparisonKernel = (chunk: PairChunk, at: Int32Array, count: number, gammas: Int8Array, open: Int32Array) => void;

/** The kernel of a comparison over prepared records. */
export function compileComparison(prepared: Prepared, comparison: PlannedComparison, countedBy: CountedBy): ComparisonKernel {
  const { stages, rest } = stagesOf(prepared, comparison, countedBy);
  return (chunk, at, count, gammas, open) => {
    let from = at;
    let left = count;
    for (let s = 0; s < stages.length && left > 0; s++) {
      left = (stages[s] as LevelStage)(chunk, gammas, from, left, open);
      from = open;
    }
    for (let k = 0; k < left; k++) gammas[from[k] as number] = rest;
  };
}
