import { type CandidateTask, candidateTasks } from '../candidates/candidate-tasks.ts';
import { type CompiledRules, compileRules, openRules } from '../candidates/compile-rules.ts';
import { type CandidateScope, enumerateTask } from '../candidates/enumerate-task.ts';
import { pairSetOf } from '../candidates/pair-set.ts';
import type { RuleIndex } from '../candidates/rule-index.ts';
import type { PairChunk } from '../pair-chunk.ts';
import type { ModelParameters } from '../plan/linkage-plan.ts';
import type { OnDone, TaskContext } from '../workers/task.ts';
import { limitedWeight } from './bits.ts';
import { compileScorer, type Scorer } from './compile-scorer.ts';
import type { ScoreRunner } from './score-tasks.ts';
import { type PairCollector, pairCollector, type ScoredPairs, sortedPairs } from './scored-pairs.ts';
import type { TermFrequencyShares } from './term-frequencies.ts';

/** A model as it is used: its parameters, and the frequencies that it weighs by. */
export interface Model {
  readonly parameters: ModelParameters;
  readonly shares: TermFrequencyShares;
}

export interface PredictOptions {
  /** Pairs that weigh as much or more, in bits, are kept. */
  readonly floor: number;
  /** 1 for each record that is new or changed: pairs of two others are not made. */
  readonly changed?: Uint8Array | null;
  /** `false`: nor are pairs of two changed records. */
  readonly amongChanged?: boolean;
  /** Pairs that are never made: record numbers, two a pair, either way round. */
  readonly barred?: Int32Array | null;
  /** The plan's rules, where they have been compiled already: to count them, say. */
  readonly compiled?: CompiledRules;
  /** Gammas are kept beside the pairs: a byte a comparison. */
  readonly keepGammas?: boolean;
  /** How the work is cut; it changes no answer. */
  readonly pairsPerTask?: number;
  readonly onDone?: OnDone;
}

interface PredictShared {
  readonly index: RuleIndex;
  /** `null`: pairs are not scored. */
  readonly model: Model | null;
  readonly floor: number;
  readonly changed: Uint8Array | null;
  readonly amongChanged: boolean;
  readonly barred: Int32Array | null;
  readonly keepGammas: boolean;
}

/** So many candidate pairs are one task: some milliseconds of work. */
const PAIRS_PER_TASK = 250_000;

/**
 * The pairs that the plan's blocking rules make and that weigh the floor or more: each once, ordered by l, then r. Memory
 * follows the pairs that are kept, not those that are made.
 */
export const predict = (runner: ScoreRunner, { parameters, shares }: Model, options: PredictOptions): Promise<ScoredPairs> =>
  makePairs(runner, { parameters, shares }, options);

/** All pairs that the plan's blocking rules make, without a weight (0): a deterministic link. */
export const linkByRules = (runner: ScoreRunner, options: Omit<PredictOptions, 'floor'> = {}): Promise<ScoredPairs> =>
  makePairs(runner, null, { ...options, floor: 0, keepGammas: false });

/**
 * Pairs of a new record with an old one, and with `amongChanged` (the default) of two new ones; pairs of two old records
 * are not made.
 */
export const linkNewAgainstOld = (
  runner: ScoreRunner,
  model: Model,
  options: PredictOptions & { readonly changed: Uint8Array },
): Promise<ScoredPairs> => predict(runner, model, options);

async function makePairs(runner: ScoreRunner, model: Model | null, options: PredictOptions): Promise<ScoredPairs> {
  const { prepared, plan } = runner;
  const { floor, changed = null, amongChanged = true, barred = null, keepGammas = false } = options;
  const compiled = options.compiled ?? compileRules(prepared, plan.rules, plan);
  const tasks = candidateTasks(compiled, options.pairsPerTask ?? PAIRS_PER_TASK);
  const shared: PredictShared = { index: compiled.index, model, floor, changed, amongChanged, barred, keepGammas };
  return sortedPairs(await runner.run('predict', tasks, options.onDone, shared), prepared.size, keepGammas ? plan.comparisons.length : 0);
}

/** The pairs of one candidate task that weigh the floor or more. */
export function predictTask(context: TaskContext, task: CandidateTask, shared: PredictShared): ScoredPairs {
  const { rules, scope, score, collector } = predictor(context, shared);
  enumerateTask(rules, task, scope, score);
  return collector.taken();
}

interface Predictor {
  readonly rules: CompiledRules;
  readonly scope: CandidateScope;
  readonly score: (chunk: PairChunk) => void;
  readonly collector: PairCollector;
}

const predictors = new WeakMap<PredictShared, Predictor>();

function predictor(context: TaskContext, shared: PredictShared): Predictor {
  const known = predictors.get(shared);
  if (known !== undefined) return known;
  const { model, changed, amongChanged, barred, keepGammas } = shared;
  const collector = pairCollector(keepGammas ? context.plan.comparisons.length : 0);
  const apart = amongChanged ? null : changed;
  const made: Predictor = {
    rules: openRules(context.prepared, shared.index),
    scope: { changed, barred: barred === null ? null : pairSetOf(context.prepared.size, pairsOf(barred)) },
    score:
      model === null
        ? collectAll(collector, apart)
        : collectFrom(compileScorer(context.prepared, context.plan, model.parameters, model.shares), shared, collector, apart),
    collector,
  };
  predictors.set(shared, made);
  return made;
}

/** `apart`: pairs of two of these records are left out. */
function collectFrom(
  scorer: Scorer,
  { floor, keepGammas }: PredictShared,
  collector: PairCollector,
  apart: Uint8Array | null,
): (chunk: PairChunk) => void {
  return (chunk) => {
    const count = scorer.score(chunk, floor);
    for (let k = 0; k < count; k++) {
      const p = scorer.alive[k] as number;
      const weight = limitedWeight(scorer.weight[p] as number);
      const [l, r] = [chunk.a[p] as number, chunk.b[p] as number];
      if (weight < floor || areBoth(apart, l, r)) continue;
      collector.add(l, r, weight, chunk.rule[p] as number);
      if (keepGammas) collector.addGammas(scorer.gammas, p);
    }
  };
}

function collectAll(collector: PairCollector, apart: Uint8Array | null): (chunk: PairChunk) => void {
  return ({ a, b, rule, count }) => {
    for (let p = 0; p < count; p++) {
      const [l, r] = [a[p] as number, b[p] as number];
      if (!areBoth(apart, l, r)) collector.add(l, r, 0, rule[p] as number);
    }
  };
}

const areBoth = (marked: Uint8Array | null, l: number, r: number): boolean => marked !== null && marked[l] === 1 && marked[r] === 1;

function* pairsOf(barred: Int32Array): Generator<readonly [number, number]> {
  for (let k = 0; k < barred.length; k += 2) yield [barred[k] as number, barred[k + 1] as number];
}
