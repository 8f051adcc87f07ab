import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate, type Band, SAMPLE_PLANS, type SamplePlan } from './sample-plans.ts';

const PLANS = Object.keys(SAMPLE_PLANS) as SamplePlan[];

it('shares all labels out, never more than a band holds, and looks into each', () => {
  const bands = fc.array(
    fc.record({
      joined: fc.boolean(),
      pairs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1000, max: 500_000 })),
      expected: fc.double({ min: 0, max: 1, noNaN: true }),
      distance: fc.integer({ min: 0, max: 40 }),
    }),
    { minLength: 1, maxLength: 9 },
  );
  fc.assert(
    fc.property(bands, fc.integer({ min: 10, max: 3000 }), fc.constantFrom(...PLANS), (given, size, plan) => {
      const drawn = allocate(plan, given, size);
      const total = given.reduce((all, { pairs }) => all + pairs, 0);
      expect(drawn.reduce((all, n) => all + n, 0)).toBe(Math.min(size, total));
      given.forEach(({ pairs }, i) => {
        expect(drawn[i]).toBeLessThanOrEqual(pairs);
        expect(drawn[i]).toBeGreaterThanOrEqual(Math.min(1, pairs));
      });
    }),
    { seed: 5, numRuns: 300 },
  );
});

it('the plans differ as they say', () => {
  const band = (pairs: number, expected: number, distance: number): Band => ({ joined: distance > 0, pairs, expected, distance });
  const bands = [band(100_000, 0.001, 20), band(1_000, 0.5, 1), band(50_000, 0.999, 20)];
  expect(allocate('equal', bands, 300)).toEqual([100, 100, 100]);
  expect(allocate('proportional', bands, 151)[0]).toBeGreaterThan(90);
  const line = allocate('line', bands, 300);
  expect(line[1]).toBeGreaterThan(200);
});
