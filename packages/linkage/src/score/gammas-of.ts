import { kernelOf } from '../estimate/kernel-of.ts';
import { CHUNK_PAIRS } from '../pair-chunk.ts';
import type { OnDone, TaskContext } from '../workers/task.ts';
import { type GivenPairs, inChunks, partsOf } from './given-pairs.ts';
import type { ScoreRunner } from './score-tasks.ts';

const PAIRS_PER_PART = 100_000;

/**
 * Gammas of given pairs, worked out again: `gammas[p * comparisons + c]`. Predict does not keep them, so that a pair takes
 * 17 bytes; only what is written out needs them.
 */
export async function gammasOf(runner: ScoreRunner, pairs: GivenPairs, onDone?: OnDone): Promise<Int8Array> {
  const parts = await runner.run('gammasOf', partsOf(pairs, PAIRS_PER_PART), onDone, undefined);
  const gammas = new Int8Array(pairs.l.length * runner.plan.comparisons.length);
  let at = 0;
  for (const part of parts) {
    gammas.set(part, at);
    at += part.length;
  }
  return gammas;
}

export function gammasTask(context: TaskContext, pairs: GivenPairs, _shared: undefined): Int8Array {
  const { comparisons } = context.plan;
  const width = comparisons.length;
  const kernels = comparisons.map((_, c) => kernelOf(context, c));
  const all = new Int8Array(pairs.l.length * width);
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  inChunks(pairs, (chunk, from) => {
    for (const [c, kernel] of kernels.entries()) {
      kernel(chunk, at, chunk.count, gammas, open);
      for (let p = 0; p < chunk.count; p++) all[(from + p) * width + c] = gammas[p] as number;
    }
  });
  return all;
}
