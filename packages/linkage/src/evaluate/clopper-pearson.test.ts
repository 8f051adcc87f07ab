import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clopperPearson, regularisedBeta } from './clopper-pearson.ts';

/** Values as R's binom.test prints them, and closed forms where nothing or all was seen. */
it.each([
  [682, 925, 0.05, 0.7076683, 0.7654066],
  [7, 20, 0.05, 0.1539092, 0.5921885],
  [0, 10, 0.05, 0, 1 - 0.025 ** 0.1],
  [10, 10, 0.05, 0.025 ** 0.1, 1],
  [0, 3000, 0.1, 0, 1 - 0.05 ** (1 / 3000)],
])('%i of %i at %d: from %d to %d', (hits, trials, alpha, low, high) => {
  const bounds = clopperPearson(hits, trials, alpha);
  expect(bounds.low).toBeCloseTo(low, 7);
  expect(bounds.high).toBeCloseTo(high, 7);
});

/** P(X ≥ hits) of a binomial whose share is `numerator / 2^20`, exactly, in whole numbers. */
function upperTail(hits: number, trials: number, numerator: number): number {
  const [p, q] = [BigInt(numerator), BigInt(2 ** 20 - numerator)];
  let choose = 1n;
  let tail = 0n;
  for (let k = 0; k <= trials; k++) {
    if (k >= hits) tail += choose * p ** BigInt(k) * q ** BigInt(trials - k);
    choose = (choose * BigInt(trials - k)) / BigInt(k + 1);
  }
  return Number((tail * 10n ** 18n) / 2n ** BigInt(20 * trials)) / 1e18;
}

it('is the tail of the binomial, counted exactly', () => {
  const cases = fc
    .integer({ min: 1, max: 120 })
    .chain((trials) => fc.tuple(fc.integer({ min: 1, max: trials }), fc.constant(trials), fc.integer({ min: 1, max: 2 ** 20 - 1 })));
  fc.assert(
    fc.property(cases, ([hits, trials, numerator]) => {
      expect(regularisedBeta(numerator / 2 ** 20, hits, trials - hits + 1)).toBeCloseTo(upperTail(hits, trials, numerator), 11);
    }),
    { seed: 3, numRuns: 200 },
  );
});

it('leaves out just what may be missed on each side', () => {
  const { low, high } = clopperPearson(13, 400, 0.02);
  expect(regularisedBeta(low, 13, 388)).toBeCloseTo(0.01, 10);
  expect(1 - regularisedBeta(high, 14, 387)).toBeCloseTo(0.01, 10);
});
