import { type CompiledRules, openRules } from '../candidates/compile-rules.ts';
import { countCandidates } from '../candidates/count-candidates.ts';
import { forgetRules, indexedRules } from '../estimate/indexed-rules.ts';
import { roundBits } from '../fellegi-sunter.ts';
import { NO_RULE } from '../pair-chunk.ts';
import type { GivenPairs } from '../score/given-pairs.ts';
import { predict } from '../score/predict.ts';
import { scorePairs } from '../score/score-pairs.ts';
import { pairsFrom, type ScoredPairs } from '../score/scored-pairs.ts';
import type { EngineRunner } from '../workers/runner.ts';
import { describePairs } from './describe-pairs.ts';
import type { PeopleModel } from './people-model.ts';

/**
 * Pairs of records of people, column by column: pair *p* is record `a[p]` before `b[p]`. `weight` in bits, prior included,
 * to a millionth; `facts` as `shapes/pair-facts`; `gammas` as `gamma-code`; `rule` the first blocking rule that makes the
 * pair, or 255 where it came without one.
 */
export interface PeoplePairs {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly weight: Float64Array;
  readonly facts: Int32Array;
  readonly gammas: Int32Array;
  readonly rule: Uint8Array;
}

/** What a blocking rule costs before anyone pays for it. */
export interface RuleCost {
  /** Position of the rule in the declaration, from 0. */
  readonly rule: number;
  /** Pairs that the rule's blocks hold: never fewer than the candidate pairs that the rule adds. */
  readonly pairs: number;
}

export interface LinkPeopleOptions {
  /** Pairs that weigh as much or more, in bits, are kept. */
  readonly floor: number;
  /** 1 for each changed record: only pairs that hold one are made. `null`: all pairs. */
  readonly changed: Uint8Array | null;
  /** Pairs that are never made. */
  readonly barred: readonly (readonly [number, number])[];
}

/** Weights are kept to a millionth: a pair that rounding lifts to the floor is kept. */
const ROUNDING_BITS = 1e-6;

/** The records sorted into the blocks of the declaration's rules, by all workers. */
export async function blockPeople(runner: EngineRunner): Promise<CompiledRules> {
  const blocks = openRules(runner.prepared, await indexedRules(runner, runner.plan.rules));
  forgetRules(runner);
  return blocks;
}

/** Counts each rule's pairs from the sizes of its blocks, without making one. */
export const costOfRules = (blocks: CompiledRules, changed: Uint8Array | null): readonly RuleCost[] =>
  countCandidates(blocks, { changed, exactUpTo: 0 }).map(({ rule, bound }) => ({ rule, pairs: bound }));

/** The pairs that blocking makes and that weigh the floor or more: each once, ordered by a, then b. */
export async function linkPeople(
  runner: EngineRunner,
  blocks: CompiledRules,
  model: PeopleModel,
  { floor, changed, barred }: LinkPeopleOptions,
): Promise<PeoplePairs> {
  const found = await predict(runner, model, {
    floor: floor - ROUNDING_BITS,
    changed: changed === null ? null : sharedBytes(changed),
    barred: barred.length === 0 ? null : Int32Array.from(barred.flat()),
    compiled: blocks,
  });
  for (let p = 0; p < found.count; p++) found.weight[p] = roundBits(found.weight[p] as number);
  return described(runner, model, pairsFrom(found, floor));
}

/** Scores given pairs, in their order, whatever they weigh: the edges inside a cluster that blocking never made. */
export async function scorePeople(runner: EngineRunner, model: PeopleModel, pairs: GivenPairs): Promise<PeoplePairs> {
  const l = pairs.l.map((one, p) => Math.min(one, pairs.r[p] as number));
  const r = pairs.l.map((one, p) => Math.max(one, pairs.r[p] as number));
  const weight = await scorePairs(runner, model, { l, r });
  return described(runner, model, {
    count: l.length,
    l,
    r,
    weight: weight.map(roundBits),
    rule: new Uint8Array(l.length).fill(NO_RULE),
  });
}

async function described(runner: EngineRunner, { names }: PeopleModel, { count, l, r, weight, rule }: ScoredPairs): Promise<PeoplePairs> {
  const { facts, gammas } = await describePairs(runner, names, { l, r });
  return { count, a: l, b: r, weight, facts, gammas, rule };
}

function sharedBytes(bytes: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
