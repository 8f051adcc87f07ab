import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictedBy, type Said } from './contradictions.ts';

const said = (...rows: readonly (readonly [record: number, source: number, value: string])[]): Said[] =>
  rows.map(([record, source, value]) => ({ record, source, value }));

describe('where records of one person contradict each other', () => {
  it.each<[string, Said[], number[]]>([
    ['nobody is asked where all say the same', said([1, 1, 'M'], [2, 2, 'M']), []],
    ['one against two is asked alone', said([1, 1, 'M'], [2, 2, 'F'], [3, 3, 'F']), [1]],
    ['one against one, both are', said([1, 1, 'M'], [2, 2, 'F']), [1, 2]],
    ['a source counts once, however many records it has', said([1, 1, 'M'], [2, 1, 'M'], [3, 2, 'F']), [1, 2, 3]],
    ['three values, each given once: all three', said([1, 1, 'a'], [2, 2, 'b'], [3, 3, 'c']), [1, 2, 3]],
    ['the strongest of three is not', said([1, 1, 'a'], [2, 2, 'b'], [3, 3, 'c'], [4, 4, 'c']), [1, 2]],
  ])('%s', (_, rows, expected) => {
    expect(contradictedBy(rows)).toEqual(expected);
  });

  it('somebody is asked as soon as two values are said, whatever the order, and never all of the strictly strongest', () => {
    const row = fc.record({ source: fc.integer({ min: 1, max: 4 }), value: fc.constantFrom('a', 'b', 'c') });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 7 }), (rows) => {
        const all = rows.map((it, i) => ({ record: i, ...it }));
        const asked = contradictedBy(all);
        expect([...contradictedBy(all.toReversed())].sort((a, b) => a - b)).toEqual(asked);
        expect(asked.length > 0).toBe(new Set(rows.map((it) => it.value)).size > 1);
        const silent = all.filter((it) => !asked.includes(it.record));
        expect(new Set(asked.length === 0 ? [] : silent.map((it) => it.value)).size).toBeLessThanOrEqual(1);
      }),
      { seed: 6, numRuns: 500 },
    );
  });
});
