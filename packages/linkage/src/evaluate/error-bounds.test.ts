import { describe, expect, it } from 'vitest';
import { coverageOf } from './coverage.fixture.ts';
import { errorRates } from './error-bounds.ts';

describe('rates of error from a sample', () => {
  it('the bound holds at least as often as it says, under every plan, and the naive interval does not', () => {
    const coverage = coverageOf(150, 'quick', 0.95);
    for (const { plan, both } of coverage) expect(both, plan).toBeGreaterThanOrEqual(0.95);
    expect(Math.min(...coverage.map(({ falseMerges }) => falseMerges.naive))).toBeLessThan(0.9);
  });

  it('a bound that promises less misses more: the test can fail', () => {
    const coverage = coverageOf(150, 'quick', 0.05);
    expect(Math.min(...coverage.map(({ both }) => both))).toBeLessThan(0.95);
  });

  it('no error among 3,000 of one band rules out more than about one in a thousand', () => {
    const { falseMerges } = errorRates([{ joined: true, pairs: 75_000, same: 3000, different: 0, unsure: 0 }], 0.95);
    expect(falseMerges?.estimate).toBe(0);
    expect(falseMerges?.high).toBeCloseTo(1 - 0.025 ** (1 / 3000), 9);
    expect(falseMerges?.naive).toEqual({ low: 0, high: 0 });
  });

  it('bands count by their size, and a band that was judged whole is known', () => {
    const { falseMerges, missedMatches } = errorRates(
      [
        { joined: true, pairs: 90, same: 90, different: 0, unsure: 0 },
        { joined: true, pairs: 10, same: 5, different: 5, unsure: 0 },
        { joined: false, pairs: 20, same: 5, different: 15, unsure: 0 },
      ],
      0.95,
    );
    expect(falseMerges).toEqual({
      estimate: 0.05,
      low: expect.closeTo(0.05),
      high: expect.closeTo(0.05),
      naive: { low: 0.05, high: 0.05 },
    });
    expect(missedMatches).toMatchObject({ estimate: 0.05, low: 0.05, high: 0.05 });
  });

  it('who cannot tell widens the bound on both sides and leaves the estimate', () => {
    const sure = errorRates([{ joined: true, pairs: 1000, same: 80, different: 20, unsure: 0 }], 0.95).falseMerges;
    const unsure = errorRates([{ joined: true, pairs: 1000, same: 80, different: 20, unsure: 20 }], 0.95).falseMerges;
    expect(unsure?.estimate).toBe(sure?.estimate);
    expect(unsure?.high ?? 0).toBeGreaterThan(sure?.high ?? 1);
    expect(unsure?.low ?? 1).toBeLessThan(sure?.low ?? 0);
  });

  it('a band nobody looked into may hold anything', () => {
    const { falseMerges } = errorRates([{ joined: true, pairs: 10, same: 0, different: 0, unsure: 0 }], 0.95);
    expect([falseMerges?.low, falseMerges?.high]).toEqual([0, 1]);
  });
});
