import type { OnDone, TaskContext } from '../workers/task.ts';
import { limitedWeight } from './bits.ts';
import { compileScorer, type Scorer } from './compile-scorer.ts';
import { type GivenPairs, inChunks, partsOf } from './given-pairs.ts';
import type { Model } from './predict.ts';
import type { ScoreRunner } from './score-tasks.ts';

const PAIRS_PER_PART = 100_000;

/**
 * Match weights in bits of given pairs, in their order, whatever they weigh: a pair that somebody asks about, or the edges
 * inside a cluster that blocking never made. `l` is to come before `r` where a comparison is not symmetrical.
 */
export async function scorePairs(
  runner: ScoreRunner,
  { parameters, shares }: Model,
  pairs: GivenPairs,
  onDone?: OnDone,
): Promise<Float64Array> {
  const model: Model = { parameters, shares };
  const parts = await runner.run('scorePairs', partsOf(pairs, PAIRS_PER_PART), onDone, model);
  const weights = new Float64Array(pairs.l.length);
  let at = 0;
  for (const part of parts) {
    weights.set(part, at);
    at += part.length;
  }
  return weights;
}

/** A record against itself: what it would weigh if it met its double. Records that weigh little can never be linked. */
export const selfWeights = (runner: ScoreRunner, model: Model): Promise<Float64Array> => {
  const records = Int32Array.from({ length: runner.prepared.size }, (_, i) => i);
  return scorePairs(runner, model, { l: records, r: records });
};

const scorers = new WeakMap<Model, Scorer>();

export function scoreTask({ prepared, plan }: TaskContext, pairs: GivenPairs, model: Model): Float64Array {
  const scorer = scorers.get(model) ?? compileScorer(prepared, plan, model.parameters, model.shares);
  scorers.set(model, scorer);
  const weights = new Float64Array(pairs.l.length);
  inChunks(pairs, (chunk, from) => {
    scorer.score(chunk, Number.NEGATIVE_INFINITY);
    for (let p = 0; p < chunk.count; p++) weights[from + p] = limitedWeight(scorer.weight[p] as number);
  });
  return weights;
}
