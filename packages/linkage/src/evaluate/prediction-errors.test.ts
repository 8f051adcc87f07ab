import { describe, expect, it } from 'vitest';
import { predictionErrors } from './prediction-errors.ts';

/** Splink's own case: robin 1, robin 2 and john 3 are one person, david 4 and david 5 are two. Records from 0. */
const truth = Int32Array.of(1, 1, 1, 2, 3);
const pairs = {
  count: 4,
  l: Int32Array.of(0, 0, 1, 3),
  r: Int32Array.of(1, 2, 2, 4),
  weight: Float64Array.of(16, -4, -5, 16),
};

describe('prediction errors', () => {
  it("are Splink's published ones", () => {
    const { falsePositives, falseNegatives } = predictionErrors(pairs, truth, { threshold: 0, most: 10 });
    expect(falsePositives).toEqual([{ l: 3, r: 4, weight: 16 }]);
    expect(falseNegatives).toEqual([
      { l: 1, r: 2, weight: -5 },
      { l: 0, r: 2, weight: -4 },
    ]);
  });

  it('begin with true pairs that no rule made', () => {
    const made = { count: 1, l: pairs.l.slice(0, 1), r: pairs.r.slice(0, 1), weight: pairs.weight.slice(0, 1) };
    const { falseNegatives, counts } = predictionErrors(made, truth, { threshold: 20, most: 2 });
    expect(falseNegatives).toEqual([
      { l: 0, r: 2, weight: null },
      { l: 1, r: 2, weight: null },
    ]);
    expect(counts).toEqual({ falsePositives: 0, falseNegatives: 3, neverMade: 2 });
  });

  it('are nobody’s where the truth is unknown or the pair may not be linked', () => {
    const unknown = predictionErrors(pairs, Int32Array.of(1, -1, 1, 2, -1), { threshold: 0, most: 10 });
    expect(unknown.counts).toEqual({ falsePositives: 0, falseNegatives: 1, neverMade: 0 });
    const across = predictionErrors(pairs, truth, { threshold: 0, most: 10, acrossSources: [0, 1, 0, 1, 1] });
    expect(across.falseNegatives).toEqual([{ l: 1, r: 2, weight: -5 }]);
    expect(across.falsePositives).toEqual([]);
  });
});
