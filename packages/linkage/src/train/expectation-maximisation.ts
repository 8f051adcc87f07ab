import type { GammaPatterns } from './gamma-patterns.ts';

/** Probabilities by comparison and gamma: `levels[c][gamma]`. */
export type LevelProbabilities = readonly Float64Array[];

export interface EmStart {
  readonly lambda: number;
  readonly m: LevelProbabilities;
  /** Held fixed. */
  readonly u: LevelProbabilities;
}

export interface EmOptions {
  readonly iterations?: number;
  /** Converged when no parameter moves by as much. */
  readonly tolerance?: number;
}

export interface EmResult {
  readonly lambda: number;
  readonly m: LevelProbabilities;
  /** Matches expected at each comparison's level: what `m` was made of. */
  readonly expected: LevelProbabilities;
  readonly iterations: number;
  readonly converged: boolean;
  /** Natural logarithm, before each iteration and at the end; it never falls. */
  readonly logLikelihood: readonly number[];
}

/**
 * Expectation maximisation of λ and m over counted gamma patterns, u being known. A silent comparison takes no part in its
 * pattern. *Source*: Winkler 1988; `reference/splink.md` 2.6, with the likelihood computed and the outcome told.
 */
export function maximiseExpectation(
  { width, gammas, counts }: GammaPatterns,
  start: EmStart,
  { iterations = 200, tolerance = 1e-5 }: EmOptions = {},
): EmResult {
  let lambda = start.lambda;
  let m = start.m;
  const logLikelihood: number[] = [];
  const pairs = counts.reduce((total, count) => total + count, 0);
  const logU = start.u.map((levels) => levels.map(Math.log));

  /** Matches expected in each level, and in all; the likelihood on the way. */
  const expect = (): { expected: Float64Array[]; matches: number } => {
    const expected = m.map((levels) => new Float64Array(levels.length));
    const logM = m.map((levels) => levels.map(Math.log));
    const [logLambda, logRest] = [Math.log(lambda), Math.log1p(-lambda)];
    let matches = 0;
    let likelihood = 0;
    for (let k = 0; k < counts.length; k++) {
      let match = logLambda;
      let other = logRest;
      for (let c = 0; c < width; c++) {
        const gamma = gammas[k * width + c] as number;
        if (gamma < 0) continue;
        match += logM[c]?.[gamma] as number;
        other += logU[c]?.[gamma] as number;
      }
      const either = logSum(match, other);
      const count = counts[k] as number;
      const matched = count * Math.exp(match - either);
      likelihood += count * either;
      matches += matched;
      for (let c = 0; c < width; c++) {
        const gamma = gammas[k * width + c] as number;
        const levels = expected[c];
        if (gamma >= 0 && levels !== undefined) levels[gamma] = (levels[gamma] as number) + matched;
      }
    }
    logLikelihood.push(likelihood);
    return { expected, matches };
  };

  let converged = pairs === 0;
  let done = 0;
  let { expected, matches } = expect();
  while (!converged && done < iterations) {
    const nextLambda = Math.min(Math.max(matches / pairs, Number.MIN_VALUE), 1 - Number.EPSILON);
    const nextM = expected.map((levels, c) => shares(levels, m[c] ?? levels));
    const moved = Math.max(Math.abs(nextLambda - lambda), ...nextM.map((levels, c) => largestMove(levels, m[c] ?? levels)));
    lambda = nextLambda;
    m = nextM;
    converged = moved < tolerance;
    done++;
    ({ expected, matches } = expect());
  }
  return { lambda, m, expected, iterations: done, converged, logLikelihood };
}

function logSum(x: number, y: number): number {
  const larger = Math.max(x, y);
  return larger + Math.log1p(Math.exp(Math.min(x, y) - larger));
}

function shares(expected: Float64Array, otherwise: Float64Array): Float64Array {
  const total = expected.reduce((sum, count) => sum + count, 0);
  return total > 0 ? expected.map((count) => count / total) : otherwise;
}

function largestMove(now: Float64Array, before: Float64Array): number {
  return now.reduce((largest, value, gamma) => Math.max(largest, Math.abs(value - (before[gamma] as number))), 0);
}
