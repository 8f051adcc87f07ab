import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairCollector, pairsFrom, sortedPairs } from './scored-pairs.ts';

const SIZE = 40;
const somePairs = fc.uniqueArray(
  fc.record({
    l: fc.integer({ min: 0, max: SIZE - 2 }),
    r: fc.integer({ min: 1, max: SIZE - 1 }),
    weight: fc.double({ min: -20, max: 20, noNaN: true }),
    rule: fc.integer({ min: 0, max: 255 }),
  }),
  { selector: ({ l, r }) => l * SIZE + r, maxLength: 200 },
);
type Row = readonly [number, number, number, number];
const rowsOf = (pairs: ReturnType<typeof sortedPairs>): Row[] =>
  Array.from({ length: pairs.count }, (_, p) => [pairs.l[p] ?? -1, pairs.r[p] ?? -1, pairs.weight[p] ?? Number.NaN, pairs.rule[p] ?? -1]);

test('pairs come out by l, then r, whatever order and parts they were found in', () => {
  fc.assert(
    fc.property(somePairs, fc.integer({ min: 1, max: 30 }), (pairs, perPart) => {
      const collector = pairCollector();
      const parts = Array.from({ length: Math.ceil(pairs.length / perPart) }, (_, part) => {
        for (const { l, r, weight, rule } of pairs.slice(part * perPart, (part + 1) * perPart)) collector.add(l, r, weight, rule);
        return collector.taken();
      });
      const wanted = pairs.map(({ l, r, weight, rule }): Row => [l, r, weight, rule]).sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      expect(rowsOf(sortedPairs(parts, SIZE))).toEqual(wanted);
    }),
  );
});

test('a threshold keeps what is at it and above', () => {
  fc.assert(
    fc.property(somePairs, fc.double({ min: -20, max: 20, noNaN: true }), (pairs, floor) => {
      const collector = pairCollector();
      for (const { l, r, weight, rule } of pairs) collector.add(l, r, weight, rule);
      const sorted = sortedPairs([collector.taken()], SIZE);
      expect(rowsOf(pairsFrom(sorted, floor))).toEqual(rowsOf(sorted).filter(([, , weight]) => weight >= floor));
      expect(rowsOf(pairsFrom(sorted, sorted.weight[0] ?? 0))[0]).toEqual(rowsOf(sorted).find(([, , w]) => w >= (sorted.weight[0] ?? 0)));
    }),
  );
});

test('a collector takes more than it first has room for', () => {
  const collector = pairCollector();
  for (let p = 0; p < 5000; p++) collector.add(p, p + 1, p / 7, p % 256);
  const { count, l, weight } = collector.taken();
  expect([count, l.length, l[4999], weight[4999]]).toEqual([5000, 5000, 4999, 4999 / 7]);
  expect(collector.taken().count).toBe(0);
});
