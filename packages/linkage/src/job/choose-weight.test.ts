import { expect, test } from 'vitest';
import { clustersAtThresholds } from '../cluster/clusters-at-thresholds.ts';
import { chooseWeight } from './choose-weight.ts';

const pairsOf = (rows: readonly (readonly [l: number, r: number, weight: number])[]) => ({
  count: rows.length,
  l: Int32Array.from(rows, ([l]) => l),
  r: Int32Array.from(rows, ([, r]) => r),
  weight: Float64Array.from(rows, ([, , weight]) => weight),
  rule: new Uint8Array(rows.length),
});

const chosen = (size: number, rows: Parameters<typeof pairsOf>[0]) =>
  chooseWeight(pairsOf(rows), (weights) => clustersAtThresholds(size, pairsOf(rows), weights));

test('a weak link that would join two large clusters is left out, one that joins two records is taken', () => {
  const cluster = (from: number, size: number) =>
    Array.from({ length: size }, (_, i) =>
      Array.from({ length: size - i - 1 }, (__, k): [number, number, number] => [from + i, from + i + 1 + k, 15]),
    ).flat();
  const large = [...cluster(0, 8), ...cluster(8, 8)];
  const apart = chosen(16, [...large, [7, 8, 3]]);
  expect(apart.weight).toBeGreaterThan(3);
  const pairs = Array.from({ length: 40 }, (_, i): [number, number, number] => [2 * i, 2 * i + 1, i < 20 ? 15 : 3]);
  expect(chosen(80, pairs).weight).toBe(3);
});

test('what is expected of a weight is told by the probabilities of its pairs', () => {
  const { tried } = chosen(4, [
    [0, 1, Math.log2(3)],
    [2, 3, Math.log2(4)],
  ]);
  const at2 = tried.find(({ weight }) => weight === 2);
  expect(at2).toMatchObject({
    precision: expect.closeTo(0.8, 12),
    recall: expect.closeTo(0.8 / 1.55, 12),
    f1: expect.closeTo(1.6 / 2.55, 12),
  });
  expect(tried.find(({ weight }) => weight === 0)).toMatchObject({ precision: expect.closeTo(1.55 / 2, 12), recall: 1 });
});

test('with no pair at all there is nothing to choose', () => {
  expect(chosen(3, [])).toMatchObject({
    weight: 20,
    tried: expect.arrayContaining([{ weight: 0, precision: 1, recall: 1, f1: 1 }]),
  });
});

test('weights that are expected to do as well are told', () => {
  const sure = Array.from({ length: 40 }, (_, i): [number, number, number] => [2 * i, 2 * i + 1, 15]);
  expect(chosen(80, sure)).toMatchObject({ weight: 15, within: { from: -1, to: 15 } });
  const split = Array.from({ length: 40 }, (_, i): [number, number, number] => [2 * i, 2 * i + 1, i < 20 ? 15 : 3]);
  expect(chosen(80, split)).toMatchObject({ weight: 3, within: { from: -1, to: 3 } });
});
