import { describe, expect, test } from 'vitest';
import { bitsOf, limitedWeight, MOST_BITS } from './bits.ts';

const bitsOfOne = (m: number, u: number, lambda = 0.5) => bitsOf({ lambda, m: [Float64Array.of(m)], u: [Float64Array.of(u)] });

describe('weights of a model', () => {
  test('silence weighs nothing, a level log2 of m over u, the prior log2 of its odds', () => {
    const { prior, levels } = bitsOf({ lambda: 0.2, m: [Float64Array.of(0.1, 0.9)], u: [Float64Array.of(0.8, 0.1)] });
    expect(prior).toBeCloseTo(-2, 12);
    expect([...(levels[0] ?? [])]).toEqual([0, expect.closeTo(-3, 12), expect.closeTo(Math.log2(9), 12)]);
  });

  test('C053: a ratio of 1024 weighs 10 exactly', () => {
    expect(bitsOfOne(0.5, 2 ** -11).levels[0]?.[1]).toBe(10);
  });

  test('weights end at log2(1e300), as in Splink, however certain the evidence', () => {
    expect(MOST_BITS).toBeCloseTo(300 * Math.log2(10), 9);
    expect(limitedWeight(bitsOfOne(0.9, 0).levels[0]?.[1] ?? 0)).toBe(MOST_BITS);
    expect(limitedWeight(bitsOfOne(0, 0.9).levels[0]?.[1] ?? 0)).toBe(-MOST_BITS);
    expect(limitedWeight(bitsOfOne(0.9, 0.1, 1).prior)).toBe(MOST_BITS);
    expect(limitedWeight(12.5)).toBe(12.5);
  });

  test('an infinite factor decides: one u of 0 outweighs many m of 0, and sums stay numbers', () => {
    const { levels } = bitsOf({
      lambda: 0,
      m: [Float64Array.of(0.9), ...Array.from({ length: 50 }, () => Float64Array.of(0))],
      u: [Float64Array.of(0), ...Array.from({ length: 50 }, () => Float64Array.of(0.5))],
    });
    expect(limitedWeight(levels.reduce((sum, bits) => sum + (bits[1] ?? 0), 0))).toBe(MOST_BITS);
    expect(bitsOfOne(0, 0).levels[0]?.[1]).toBe(0);
  });
});
