import { kernelOf } from '../estimate/kernel-of.ts';
import { compileFacts } from '../facts/compile-facts.ts';
import type { KnownNames } from '../facts/forename-relation.ts';
import { CHUNK_PAIRS } from '../pair-chunk.ts';
import { type GivenPairs, inChunks, partsOf } from '../score/given-pairs.ts';
import type { OnDone, RunnerOf, TaskContext } from '../workers/task.ts';
import { stridesOf } from './gamma-code.ts';

/** What is told of a pair beside its weight: facts as `shapes/pair-facts`, gammas as `gamma-code`. */
export interface PairDescriptions {
  readonly facts: Int32Array;
  readonly gammas: Int32Array;
}

/** The tasks of people's records that others do not have. */
export const peopleTasks = { describePairs: describePairsTask };

export type DescribeRunner = RunnerOf<typeof peopleTasks>;

const PAIRS_PER_PART = 50_000;

/** Facts and gammas of given pairs, in their order. */
export async function describePairs(
  runner: DescribeRunner,
  names: KnownNames,
  pairs: GivenPairs,
  onDone?: OnDone,
): Promise<PairDescriptions> {
  const parts = await runner.run('describePairs', partsOf(pairs, PAIRS_PER_PART), onDone, names);
  const all = { facts: new Int32Array(pairs.l.length), gammas: new Int32Array(pairs.l.length) };
  let at = 0;
  for (const { facts, gammas } of parts) {
    all.facts.set(facts, at);
    all.gammas.set(gammas, at);
    at += facts.length;
  }
  return all;
}

const compiled = new WeakMap<KnownNames, ReturnType<typeof compileFacts>>();

export function describePairsTask(context: TaskContext, pairs: GivenPairs, names: KnownNames): PairDescriptions {
  const facts = compiled.get(names) ?? compileFacts(context.prepared, names);
  compiled.set(names, facts);
  const kernels = context.plan.comparisons.map((_, c) => kernelOf(context, c));
  const strides = stridesOf(context.plan);
  const found = { facts: new Int32Array(pairs.l.length), gammas: new Int32Array(pairs.l.length) };
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  inChunks(pairs, (chunk, from) => {
    for (const [c, kernel] of kernels.entries()) {
      const stride = strides[c] as number;
      kernel(chunk, at, chunk.count, gammas, open);
      for (let p = 0; p < chunk.count; p++)
        found.gammas[from + p] = (found.gammas[from + p] as number) + ((gammas[p] as number) + 1) * stride;
    }
    for (let p = 0; p < chunk.count; p++) found.facts[from + p] = facts.encodedFactsOf(chunk.a[p] as number, chunk.b[p] as number);
  });
  return found;
}
