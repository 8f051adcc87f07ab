import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { TaskContext } from '../workers/task.ts';
import { kernelOf } from './kernel-of.ts';
import { gammasAboveNull } from './pattern-layout.ts';

/** How often each level of every comparison holds: `counts[c][gamma]`. Silent pairs are left out. */
export interface LevelTally {
  readonly counts: readonly Float64Array[];
  add(chunk: PairChunk): void;
}

export function levelTally(context: TaskContext): LevelTally {
  const { comparisons } = context.plan;
  const kernels = comparisons.map((_, c) => kernelOf(context, c));
  const counts = comparisons.map((comparison) => new Float64Array(gammasAboveNull(comparison)));
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  return {
    counts,
    add(chunk) {
      kernels.forEach((kernel, c) => {
        kernel(chunk, at, chunk.count, gammas, open);
        addGammas(gammas, chunk.count, counts[c] as Float64Array);
      });
    },
  };
}

function addGammas(gammas: Int8Array, count: number, levels: Float64Array): void {
  for (let p = 0; p < count; p++) {
    const gamma = gammas[p] as number;
    if (gamma >= 0) levels[gamma] = (levels[gamma] as number) + 1;
  }
}
