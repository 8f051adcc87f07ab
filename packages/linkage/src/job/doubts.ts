import { counted, grouped, percent } from '../charts/words.ts';
import type { LevelEstimate } from '../estimate/combine-estimates.ts';
import type { TrainingFacts } from '../estimate/train-plan.ts';
import type { LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';
import type { ChosenWeight } from './choose-weight.ts';

/** What a job came to, as far as it says whether its model is to be trusted. */
export interface Doubtful {
  readonly plan: LinkagePlan;
  readonly trained: {
    readonly sessions: readonly { readonly rule: { readonly text: string } }[];
    readonly model: Pick<TrainingFacts, 'estimates' | 'prior'>;
  } | null;
  readonly pairs: ScoredPairs;
  readonly chosen: ChosenWeight | null;
}

/** Sessions that differ by chance, or on what hardly ever happens, do so by less. */
const APART = 8;
const OFTEN = 0.05;
/** Matches that a session would have had on a level by what another says: of fewer nothing follows. */
const ENOUGH = 10;
/** A share of matches among all pairs that no list of people has, and pairs of which that is said. */
const FREQUENT = 0.05;
const LARGE = 10_000;
const PRECISE = 0.9;
const NEAR_BITS = 2;
/** More pairs near the threshold than this share of the links. */
const MANY = 0.2;

/**
 * What speaks against a model, though nothing failed: one sentence each, with what to do; empty where nothing does.
 * Nothing of it needs a truth, and a wrong model that is sure of itself has none of these signs.
 */
export function doubtsOf({ plan, trained, pairs, chosen }: Doubtful): readonly string[] {
  return [
    ...priorDoubted(trained),
    ...sessionsApart(plan, trained),
    ...(chosen === null ? [] : [...notPrecise(chosen), ...near(pairs, chosen.weight)]),
  ];
}

function priorDoubted(trained: Doubtful['trained']): readonly string[] {
  const prior = trained?.model.prior ?? null;
  if (prior === null) return [];
  if (prior.observed === 0)
    return ['The deterministic rules find no pair at all, so how many matches there are is a guess: give rules that most matches keep.'];
  if (prior.cartesian < LARGE || prior.lambda <= FREQUENT) return [];
  return [
    `By the deterministic rules ${percent(prior.lambda)} of all pairs are matches, ${grouped(prior.lambda * prior.cartesian)} in all, which would make most records one: give rules that hardly any two people share.`,
  ];
}

interface Apart {
  readonly level: string;
  readonly low: number;
  readonly lowRule: string;
  readonly high: number;
  readonly highRule: string;
}

function sessionsApart({ comparisons }: LinkagePlan, trained: Doubtful['trained']): readonly string[] {
  const rules = new Set(trained?.sessions.map(({ rule }) => rule.text));
  const estimates = (trained?.model.estimates ?? []).filter(({ of, method }) => of === 'm' && rules.has(method));
  const apart = comparisons.flatMap((comparison, c) =>
    comparison.levels.flatMap(({ gamma }) =>
      levelApart(
        comparison,
        gamma,
        estimates.filter((estimate) => estimate.comparison === c),
      ),
    ),
  );
  const [worst] = apart.toSorted((x, y) => x.low / x.high - y.low / y.high);
  if (worst === undefined) return [];
  const { level, low, lowRule, high, highRule } = worst;
  const others = apart.length === 1 ? '' : ` (and on ${counted(apart.length - 1, 'other answer')})`;
  return [
    `The training sessions disagree: “${level}” is the answer of ${percent(low)} of matches by “${lowRule}” and of ${percent(high)} by “${highRule}”${others}, so that one of them took something else for a match, such as a household: train on rules whose pairs are mostly one person.`,
  ];
}

/** The two sessions that are furthest apart on a level. */
function levelApart(comparison: PlannedComparison, gamma: number, estimates: readonly LevelEstimate[]): readonly Apart[] {
  const known = estimates.flatMap(({ method, weight, probabilities }) => {
    const m = gamma < 0 ? null : probabilities[gamma];
    return m === null || m === undefined ? [] : [{ method, weight, m }];
  });
  const low = known.toSorted((x, y) => x.m - y.m)[0];
  const high = known.toSorted((x, y) => y.m - x.m)[0];
  if (low === undefined || high === undefined) return [];
  if (high.m <= OFTEN || high.m <= APART * low.m || Math.min(low.weight, high.weight) * high.m < ENOUGH) return [];
  const label = comparison.levels.find((level) => level.gamma === gamma)?.label ?? '';
  return [{ level: `${comparison.name}: ${label}`, low: low.m, lowRule: low.method, high: high.m, highRule: high.method }];
}

function notPrecise({ weight, tried }: ChosenWeight): readonly string[] {
  const precision = tried.find((one) => one.weight === weight)?.precision ?? 1;
  if (precision >= PRECISE) return [];
  return [
    `Of the pairs inside the clusters at ${weight} bits the model itself expects only ${percent(precision)} to be right. A model may be too strict with itself: read some of the lightest pairs inside clusters, and where they are wrong give a higher --cluster-weight, or train on other rules.`,
  ];
}

function near({ count, weight }: ScoredPairs, threshold: number): readonly string[] {
  let [close, linked] = [0, 0];
  for (let p = 0; p < count; p++) {
    const bits = weight[p] as number;
    if (Math.abs(bits - threshold) <= NEAR_BITS) close++;
    if (bits >= threshold) linked++;
  }
  if (close < ENOUGH || close <= MANY * linked) return [];
  return [
    `${grouped(close)} pairs lie within ${NEAR_BITS} bits of the threshold, and ${grouped(linked)} are linked at all: a small change of the model decides much, so read some of these pairs (--threshold-weight ${threshold - NEAR_BITS} --retain …) and set --cluster-weight by them.`,
  ];
}
