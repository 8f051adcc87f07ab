import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { expectedScore } from './expected-score.ts';

const pairsOf = (rows: readonly (readonly [l: number, r: number, weight: number])[]) => ({
  count: rows.length,
  l: Int32Array.from(rows, ([l]) => l),
  r: Int32Array.from(rows, ([, r]) => r),
  weight: Float64Array.from(rows, ([, , weight]) => weight),
});

test('a pair that nobody scored is as likely as the others of its cluster, in the measure in which they were scored', () => {
  const chain = pairsOf([
    [0, 1, Math.log2(3)],
    [1, 2, 0],
    [0, 3, 0],
  ]);
  const right = 0.75 + 0.5 + ((0.75 + 0.5) / 2) * (2 / 3);
  expect(expectedScore(Int32Array.of(0, 0, 0, 3), chain)).toEqual({
    precision: expect.closeTo(right / 3, 12),
    recall: expect.closeTo(right / (right + 0.5), 12),
    f1: expect.closeTo((2 * right) / (3 + right + 0.5), 12),
  });
});

test('where every pair is scored it is what comes out on average over every truth that the probabilities allow', () => {
  const scene = fc.record({
    clusterOf: fc.constantFrom([0, 0, 0], [0, 0, 2], [0, 1, 2], [0, 1, 1]),
    weights: fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -8, max: 8, noNaN: true }))),
  });
  fc.assert(
    fc.property(scene, ({ clusterOf, weights }) => {
      const pairs = [
        [0, 1],
        [0, 2],
        [1, 2],
      ] as const;
      const inside = pairs.map(([l, r]) => clusterOf[l] === clusterOf[r]);
      let [right, all] = [0, 0];
      for (let truth = 0; truth < 8; truth++) {
        const isTrue = pairs.map((_, p) => ((truth >> p) & 1) === 1);
        const chance = weights.reduce(
          (product, weight, p) => product * (isTrue[p] ? probabilityOfBits(weight) : probabilityOfBits(-weight)),
          1,
        );
        right += chance * isTrue.filter((is, p) => is && inside[p]).length;
        all += chance * isTrue.filter(Boolean).length;
      }
      const claimed = inside.filter(Boolean).length;
      const { precision, recall, f1 } = expectedScore(
        Int32Array.from(clusterOf),
        pairsOf(pairs.map(([l, r], p) => [l, r, weights[p] ?? 0])),
      );
      expect(precision).toBeCloseTo(claimed === 0 ? 1 : right / claimed, 10);
      expect(recall).toBeCloseTo(right / all, 10);
      expect(f1).toBeCloseTo((2 * right) / (claimed + all), 10);
    }),
  );
});
