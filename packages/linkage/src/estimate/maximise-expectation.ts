import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { isWeighed, referenceGamma } from '../score/term-frequencies.ts';
import type { GammaPatterns } from './gamma-patterns.ts';

/** Probabilities by comparison and gamma: `levels[c][gamma]`. */
export type LevelProbabilities = readonly Float64Array[];

/** The parameters of a training session at one moment, of its own comparisons only. */
export interface EmParameters {
  readonly lambda: number;
  readonly m: LevelProbabilities;
  readonly u: LevelProbabilities;
}

export interface EmOptions {
  /** In the order of the patterns' gammas; their levels say which m and u are fixed and how frequencies weigh. */
  readonly comparisons: readonly PlannedComparison[];
  readonly fixLambda: boolean;
  readonly fixM: boolean;
  readonly fixU: boolean;
  /** Converged when no parameter moves by as much. */
  readonly convergence: number;
  readonly iterations: number;
}

export interface EmResult extends EmParameters {
  /** The parameters at the start and after each iteration. */
  readonly history: readonly EmParameters[];
  /** Natural logarithm, under each of the history's parameters. Without frequencies and with u fixed it never falls. */
  readonly logLikelihood: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
  /** Matches and non-matches expected at each level: what the last m and u were made of. */
  readonly matches: LevelProbabilities;
  readonly nonMatches: LevelProbabilities;
  /** Pairs at each level: where there is none, m and u are `NOT_OBSERVED`. */
  readonly pairs: LevelProbabilities;
}

/** m and u of a level that no pair of the session has. *Source*: `reference/splink.md` 2.4. */
export const NOT_OBSERVED = 1e-6;
/** Splink keeps Bayes factors between 1e−300 and 1e300. */
const MOST = 300 * Math.LN10;

/**
 * Expectation maximisation over counted gamma patterns, as Splink does it pair by pair: a pair's Bayes factor takes its
 * term frequencies into account, parameters that are fixed stay, and it ends when no m, u or λ moves by `convergence` or
 * after `iterations`. *Source*: `reference/splink.md` 2.5–2.7; likelihood and convergence are told besides.
 */
export function maximiseExpectation(patterns: GammaPatterns, start: EmParameters, options: EmOptions): EmResult {
  const free = freedom(options);
  const references = options.comparisons.map(referencesOf);
  const pairs = pairsByLevel(patterns, start.m);
  const history: EmParameters[] = [start];
  const logLikelihood: number[] = [];
  let now = start;
  let expected = expectation(patterns, now, references);
  let made = expected;
  let converged = false;
  while (!converged && history.length <= options.iterations && patterns.pairs > 0) {
    logLikelihood.push(expected.logLikelihood);
    made = expected;
    const next = maximisation(now, expected, pairs, patterns.pairs, free);
    converged = largestMove(now, next) < options.convergence;
    now = next;
    history.push(next);
    expected = expectation(patterns, now, references);
  }
  logLikelihood.push(expected.logLikelihood);
  return {
    ...now,
    history,
    logLikelihood,
    iterations: history.length - 1,
    converged,
    matches: made.matches,
    nonMatches: made.nonMatches,
    pairs,
  };
}

/** Of a comparison, by gamma: `[gamma whose u is the reference, weight]` of a level that is weighed by frequency. */
type References = readonly (readonly [number, number] | null)[];

function referencesOf(comparison: PlannedComparison): References {
  const byGamma: (readonly [number, number] | null)[] = [];
  for (const level of comparison.levels) {
    if (level.gamma >= 0) byGamma[level.gamma] = isWeighed(level) ? [referenceGamma(comparison, level), level.termFrequency.weight] : null;
  }
  return byGamma;
}

interface Expected {
  readonly matches: Float64Array[];
  readonly nonMatches: Float64Array[];
  matchesInAll: number;
  logLikelihood: number;
}

function expectation(patterns: GammaPatterns, parameters: EmParameters, references: readonly References[]): Expected {
  const { width, gammas, starts, frequencyBits, counts } = patterns;
  const logarithms = patternLogarithms(patterns, parameters, references);
  const expected: Expected = {
    matches: parameters.m.map((levels) => new Float64Array(levels.length)),
    nonMatches: parameters.u.map((levels) => new Float64Array(levels.length)),
    matchesInAll: 0,
    logLikelihood: 0,
  };
  for (let k = 0; k < patterns.size; k++) {
    const { match, other } = logarithms(k);
    let matched = 0;
    let all = 0;
    for (let e = starts[k] as number; e < (starts[k + 1] as number); e++) {
      const count = counts[e] as number;
      const nonMatch = other + (frequencyBits[e] as number) * Math.LN2;
      // A u of 0 makes a match certain, as in Splink.
      const odds = nonMatch === Number.NEGATIVE_INFINITY ? Number.POSITIVE_INFINITY : limited(match - nonMatch);
      const smaller = Math.exp(odds < 0 ? odds : -odds);
      matched += count * (odds < 0 ? smaller / (1 + smaller) : 1 / (1 + smaller));
      expected.logLikelihood += count * ((match > nonMatch ? match : nonMatch) + Math.log1p(smaller));
      all += count;
    }
    expected.matchesInAll += matched;
    for (let c = 0; c < width; c++) {
      const gamma = gammas[k * width + c] as number;
      if (gamma < 0) continue;
      addTo(expected.matches[c], gamma, matched);
      addTo(expected.nonMatches[c], gamma, all - matched);
    }
  }
  return expected;
}

/** Of a pattern, the logarithms of λ · Π m and (1 − λ) · Π u, the latter less what its frequencies are set against. The object is used again. */
function patternLogarithms(
  { width, gammas, weighed }: GammaPatterns,
  { lambda, m, u }: EmParameters,
  references: readonly References[],
): (k: number) => { readonly match: number; readonly other: number } {
  const logM = m.map((levels) => levels.map(Math.log));
  const logU = u.map((levels) => levels.map(Math.log));
  const answer = { match: 0, other: 0 };
  return (k) => {
    let certain = false;
    answer.match = Math.log(lambda);
    answer.other = Math.log1p(-lambda);
    for (let c = 0; c < width; c++) {
      const gamma = gammas[k * width + c] as number;
      if (gamma < 0) continue;
      answer.match += logM[c]?.[gamma] as number;
      answer.other += logU[c]?.[gamma] as number;
      certain ||= u[c]?.[gamma] === 0;
      const reference = weighed[k * width + c] === 1 ? references[c]?.[gamma] : null;
      if (reference) answer.other -= reference[1] * (logU[c]?.[reference[0]] as number);
    }
    if (certain) answer.other = Number.NEGATIVE_INFINITY;
    return answer;
  };
}

function addTo(levels: Float64Array | undefined, gamma: number, count: number): void {
  if (levels !== undefined) levels[gamma] = (levels[gamma] as number) + count;
}

const limited = (logOdds: number): number => (logOdds > MOST ? MOST : logOdds < -MOST ? -MOST : logOdds);

interface Freedom {
  readonly lambda: boolean;
  readonly m: readonly Uint8Array[];
  readonly u: readonly Uint8Array[];
}

/** 1 for each m and u that may move. */
function freedom({ comparisons, fixLambda, fixM, fixU }: EmOptions): Freedom {
  const by = (fixed: boolean, of: 'fixM' | 'fixU') =>
    comparisons.map(({ levels }) => {
      const moves: number[] = [];
      for (const level of levels) if (level.gamma >= 0) moves[level.gamma] = Number(!fixed && !level[of]);
      return Uint8Array.from(moves);
    });
  return { lambda: !fixLambda, m: by(fixM, 'fixM'), u: by(fixU, 'fixU') };
}

function maximisation(now: EmParameters, expected: Expected, pairs: LevelProbabilities, all: number, free: Freedom): EmParameters {
  const next = (counts: readonly Float64Array[], before: LevelProbabilities, moves: readonly Uint8Array[]) =>
    before.map((levels, c) => {
      const total = (counts[c] as Float64Array).reduce((sum, count) => sum + count, 0);
      return levels.map((value, gamma) => {
        if (moves[c]?.[gamma] !== 1) return value;
        if (pairs[c]?.[gamma] === 0) return NOT_OBSERVED;
        return total > 0 ? (counts[c]?.[gamma] as number) / total : value;
      });
    });
  return {
    lambda: free.lambda ? expected.matchesInAll / all : now.lambda,
    m: next(expected.matches, now.m, free.m),
    u: next(expected.nonMatches, now.u, free.u),
  };
}

function pairsByLevel({ width, size, gammas, starts, counts }: GammaPatterns, like: LevelProbabilities): Float64Array[] {
  const pairs = like.map((levels) => new Float64Array(levels.length));
  for (let k = 0; k < size; k++) {
    let all = 0;
    for (let e = starts[k] as number; e < (starts[k + 1] as number); e++) all += counts[e] as number;
    for (let c = 0; c < width; c++) {
      const gamma = gammas[k * width + c] as number;
      if (gamma >= 0) addTo(pairs[c], gamma, all);
    }
  }
  return pairs;
}

function largestMove(before: EmParameters, after: EmParameters): number {
  const among = (x: LevelProbabilities, y: LevelProbabilities) =>
    x.reduce(
      (largest, levels, c) => levels.reduce((most, value, gamma) => Math.max(most, Math.abs((y[c]?.[gamma] as number) - value)), largest),
      0,
    );
  return Math.max(Math.abs(after.lambda - before.lambda), among(before.m, after.m), among(before.u, after.u));
}
