import type { LinkagePlan, ModelParameters } from '../plan/linkage-plan.ts';
import { modelLambda, type PlannedSession } from './plan-session.ts';

/** What one method found for m or u of one comparison. */
export interface LevelEstimate {
  readonly comparison: number;
  readonly of: 'm' | 'u';
  /** In words: the method, and its rule. */
  readonly method: string;
  /** By gamma; `null` for a level that no pair had. */
  readonly probabilities: readonly (number | null)[];
  /** Pairs (matches for m, others for u) that stand behind the probabilities. */
  readonly weight: number;
}

/**
 * What half a pair is added to. `unobserved`: to levels that no pair has, which otherwise (`none`, Splink's way) keep what
 * they started from. `all`: to every level, so that one that is hardly ever seen says little.
 */
export type Smoothing = 'none' | 'unobserved' | 'all';

export interface CombineOptions {
  readonly combine: 'normalised' | 'median';
  readonly smoothing: Smoothing;
}

const HALF_A_PAIR = 0.5;

/**
 * m and u of the model by the estimates of all methods and sessions so far; levels that are fixed, or that nothing was
 * estimated for, stay as in `start`. `median` is Splink's: level by level over every estimate, so that a comparison's m
 * need not add up to 1. `normalised` adds up the pairs behind the estimates, and divides by what they add up to.
 * *Source*: `reference/splink.md` 2.6.
 */
export function combineEstimates(
  { comparisons }: LinkagePlan,
  start: ModelParameters,
  estimates: readonly LevelEstimate[],
  options: CombineOptions,
): Pick<ModelParameters, 'm' | 'u'> {
  const u = comparisons.map(({ levels }, c) =>
    combined(start.u[c] ?? new Float64Array(0), fixedGammas(levels, 'fixU'), of(estimates, c, 'u'), options, null),
  );
  const m = comparisons.map(({ levels }, c) =>
    combined(start.m[c] ?? new Float64Array(0), fixedGammas(levels, 'fixM'), of(estimates, c, 'm'), options, u[c] ?? null),
  );
  return { m, u };
}

/** λ of the model by those of its sessions: `1 / median(1 / λ)`. *Source*: `reference/splink.md` 2.6. */
export function lambdaFromSessions(
  sessions: readonly { readonly session: PlannedSession; readonly lambda: number }[],
  parameters: Pick<ModelParameters, 'm' | 'u'>,
): number {
  return 1 / median(sessions.map(({ session, lambda }) => 1 / modelLambda(session, lambda, parameters)));
}

const of = (estimates: readonly LevelEstimate[], comparison: number, what: 'm' | 'u'): readonly LevelEstimate[] =>
  estimates.filter((estimate) => estimate.comparison === comparison && estimate.of === what);

function fixedGammas(levels: LinkagePlan['comparisons'][number]['levels'], flag: 'fixM' | 'fixU'): ReadonlySet<number> {
  return new Set(levels.filter((level) => level[flag]).map(({ gamma }) => gamma));
}

function combined(
  start: Float64Array,
  fixed: ReadonlySet<number>,
  estimates: readonly LevelEstimate[],
  { combine, smoothing }: CombineOptions,
  u: Float64Array | null,
): Float64Array {
  if (estimates.length === 0) return start;
  const found = combine === 'median' ? mediansOf(start.length, estimates) : sharesOf(start, fixed, estimates);
  const weight = estimates.reduce((total, estimate) => total + estimate.weight, 0);
  return start.map((before, gamma) => {
    if (fixed.has(gamma)) return before;
    const value = found[gamma] ?? null;
    if (value === null) return smoothing === 'none' || weight <= 0 ? before : smoothed(0, weight, 1, u?.[gamma]);
    return smoothing === 'all' ? smoothed(value, weight, start.length, u?.[gamma]) : value;
  });
}

/** A share with half a pair at each level. A level that no match has shown never speaks for a match: its m is at most its u. */
function smoothed(share: number, weight: number, levels: number, u: number | undefined): number {
  const value = (share * weight + HALF_A_PAIR) / (weight + HALF_A_PAIR * levels);
  return u !== undefined && share * weight < HALF_A_PAIR ? Math.min(value, u) : value;
}

function mediansOf(gammas: number, estimates: readonly LevelEstimate[]): readonly (number | null)[] {
  return Array.from({ length: gammas }, (_, gamma) => {
    const values = estimates.flatMap(({ probabilities }) => probabilities[gamma] ?? []);
    return values.length === 0 ? null : median(values);
  });
}

/** Levels that are not fixed share what the fixed ones leave. A single estimate comes back as it is. */
function sharesOf(start: Float64Array, fixed: ReadonlySet<number>, estimates: readonly LevelEstimate[]): readonly (number | null)[] {
  const [only, ...more] = estimates;
  if (only !== undefined && more.length === 0) return only.probabilities;
  const left = [...fixed].reduce((rest, gamma) => rest - (start[gamma] ?? 0), 1);
  const pairs = Array.from(start, (_, gamma) => {
    const seen = estimates.filter(({ probabilities }) => typeof probabilities[gamma] === 'number');
    if (fixed.has(gamma) || seen.length === 0) return null;
    return seen.reduce((total, { probabilities, weight }) => total + (probabilities[gamma] ?? 0) * weight, 0);
  });
  const all = pairs.reduce<number>((total, count) => total + (count ?? 0), 0);
  if (all <= 0 || left <= 0) return pairs.map(() => null);
  return pairs.map((count) => (count === null ? null : (count / all) * left));
}

/** As Python's: the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
