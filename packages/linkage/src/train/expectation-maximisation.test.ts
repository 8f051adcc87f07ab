import { seededRandom } from '@golden-thread/shapes/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maximiseExpectation } from './expectation-maximisation.ts';
import type { GammaPatterns } from './gamma-patterns.ts';

const LAMBDA = 0.2;
const M = [
  [0.05, 0.15, 0.8],
  [0.1, 0.9],
  [0.3, 0.7],
  [0.02, 0.08, 0.2, 0.7],
];
const U = [
  [0.9, 0.08, 0.02],
  [0.97, 0.03],
  [0.6, 0.4],
  [0.7, 0.2, 0.06, 0.04],
];
const arrays = (levels: readonly (readonly number[])[]) => levels.map((of) => Float64Array.from(of));
const flat = (levels: readonly (readonly number[])[]) => arrays(levels).map((of) => of.map(() => 1 / of.length));

/** Pairs drawn from the model with these parameters; each comparison is silent one time in ten. */
function drawn(pairs: number, seed: string): GammaPatterns {
  const random = seededRandom(seed);
  const counts = new Map<string, number>();
  const draw = (of: readonly number[]) => {
    const at = random.next();
    return of.findIndex((_, level) => at < of.slice(0, level + 1).reduce((total, share) => total + share, 0));
  };
  for (let p = 0; p < pairs; p++) {
    const levels = random.next() < LAMBDA ? M : U;
    const pattern = levels.map((of) => (random.next() < 0.1 ? -1 : draw(of))).join(',');
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return {
    width: M.length,
    gammas: Int8Array.from([...counts.keys()].flatMap((pattern) => pattern.split(',').map(Number))),
    counts: Float64Array.from(counts.values()),
  };
}

describe('expectation maximisation', () => {
  it('recovers the parameters that pairs were drawn from', () => {
    const found = maximiseExpectation(drawn(400_000, 'known'), { lambda: 0.5, m: flat(M), u: arrays(U) });
    expect(found.converged).toBe(true);
    expect(found.lambda).toBeCloseTo(LAMBDA, 2);
    M.forEach((levels, c) => levels.forEach((m, gamma) => expect(Math.abs((found.m[c]?.[gamma] ?? 0) - m)).toBeLessThan(0.01)));
  });

  it('expects of a pattern the posterior by hand: Bayes factor 1/3 · 7 · 1/3, so 7 matches to 9 others', () => {
    const patterns = { width: 3, gammas: Int8Array.of(0, 1, 0), counts: Float64Array.of(1) };
    const { expected } = maximiseExpectation(
      patterns,
      {
        lambda: 0.5,
        m: arrays([
          [0.3, 0.7],
          [0.3, 0.7],
          [0.3, 0.7],
        ]),
        u: arrays([
          [0.9, 0.1],
          [0.9, 0.1],
          [0.9, 0.1],
        ]),
      },
      { iterations: 0 },
    );
    expect(expected[1]?.[1]).toBeCloseTo(7 / 16, 12);
  });

  it('never lets the likelihood fall', () => {
    const probabilities = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    const patterns = fc.array(
      fc.tuple(fc.integer({ min: -1, max: 2 }), fc.integer({ min: -1, max: 2 }), fc.integer({ min: 1, max: 500 })),
      { minLength: 1, maxLength: 12 },
    );
    fc.assert(
      fc.property(patterns, fc.double({ min: 0.01, max: 0.99, noNaN: true }), probabilities, probabilities, (rows, lambda, m, u) => {
        const normal = (of: readonly number[]) => Float64Array.from(of, (share) => share / of.reduce((total, one) => total + one, 0));
        const found = maximiseExpectation(
          {
            width: 2,
            gammas: Int8Array.from(rows.flatMap(([x, y, _]) => [x, y])),
            counts: Float64Array.from(rows, ([, , count]) => count),
          },
          { lambda, m: [normal(m), normal(m)], u: [normal(u), normal(u)] },
          { iterations: 30 },
        );
        found.logLikelihood.forEach((likelihood, k) =>
          expect(likelihood).toBeGreaterThanOrEqual(
            (found.logLikelihood[k - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9 * (1 + Math.abs(likelihood)),
          ),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('says when it was stopped before it converged', () => {
    const found = maximiseExpectation(drawn(2000, 'short'), { lambda: 0.5, m: flat(M), u: arrays(U) }, { iterations: 1 });
    expect([found.converged, found.iterations, found.logLikelihood.length]).toEqual([false, 1, 2]);
  });
});
