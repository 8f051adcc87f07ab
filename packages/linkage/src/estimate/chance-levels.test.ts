import { describe, expect, it } from 'vitest';
import { chancePairs } from './chance-levels.ts';

describe('the pairs that agree by chance', () => {
  it('are what is left when the matches that are expected at each level are taken out', () => {
    const [lambda, pairs] = [0.01, 1e6];
    const [m, u] = [Float64Array.of(0.1, 0.9), Float64Array.of(0.999, 0.001)];
    const byGamma = m.map((share, gamma) => pairs * (lambda * share + (1 - lambda) * (u[gamma] ?? 0)));
    const counts = { comparison: 0, byGamma, pairs, exact: true, standardErrors: new Float64Array(2) };
    const chance = chancePairs(counts, m, lambda);
    u.forEach((share, gamma) => expect((chance[gamma] ?? 0) / ((1 - lambda) * pairs)).toBeCloseTo(share, 9));
  });

  it('are never none where some pair has the level', () => {
    const counts = { comparison: 0, byGamma: Float64Array.of(900, 100), pairs: 1000, exact: true, standardErrors: new Float64Array(2) };
    expect(chancePairs(counts, Float64Array.of(0.1, 0.9), 0.5)[1]).toBe(5);
  });
});
