import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinedRuns, timelineOf } from './timeline.ts';

const nightsOf = (numbers: readonly number[]) =>
  timelineOf(
    numbers.map((publication) => ({ publication, business_date: `2026-03-${String(publication).padStart(2, '0')}`, new_policy: false })),
  );

it('a spell holds the nights that readers saw between its ends, whatever was withdrawn between', () => {
  const chain = fc.uniqueArray(fc.integer({ min: 1, max: 20 })).map((numbers) => numbers.toSorted((a, b) => a - b));
  fc.assert(
    fc.property(chain, fc.integer({ min: 0, max: 21 }), fc.integer({ min: 0, max: 21 }), (numbers, from, to) => {
      const within = numbers.flatMap((n, i) => (n >= from && n < to ? [i] : []));
      const run = nightsOf(numbers).nightsWithin({ from, to });
      expect(run).toEqual(within.length === 0 ? null : { first: within[0], last: within.at(-1) });
    }),
    { seed: 21, numRuns: 500 },
  );
});

it('joined runs cover the same nights, apart from each other', () => {
  const runs = fc.array(
    fc.tuple(fc.nat(12), fc.nat(3)).map(([first, more]) => ({ first, last: first + more })),
    { maxLength: 6 },
  );
  const nightsIn = (list: readonly { first: number; last: number }[]) =>
    new Set(list.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));
  fc.assert(
    fc.property(runs, (list) => {
      const joined = joinedRuns(list);
      expect(nightsIn(joined)).toEqual(nightsIn(list));
      joined.forEach(({ first }, i) => {
        expect(first).toBeGreaterThan((joined[i - 1]?.last ?? -2) + 1);
      });
    }),
    { seed: 22, numRuns: 500 },
  );
});
