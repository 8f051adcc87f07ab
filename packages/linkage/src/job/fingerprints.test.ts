import type { ColumnTable } from '@golden-thread/shapes/columns';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RecordTable } from '../prepare/prepared.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { dataFingerprint, frequencyFingerprint } from './fingerprints.ts';

type Row = Readonly<Record<'forename' | 'town', string | null>>;
const cell = fc.constantFrom(null, 'a', 'b', 'ab', 'é', '');
const someRows: fc.Arbitrary<Row[]> = fc.array(fc.record({ forename: cell, town: cell }), { minLength: 1, maxLength: 20 });

/** Records in the order of the rows; values are numbered as `tables` met them first. */
function recordsOf(rows: readonly Row[], numberedBy: readonly Row[]): RecordTable {
  const columns = (table: ColumnTable) =>
    new Map([...table.columns].map(([name, column]) => [name, { ...column, ids: column.ids.slice(numberedBy.length) }]));
  const both = tableOfRows(
    'people',
    [...numberedBy, ...rows].map((row) => ({ ...row })),
  );
  const ids = tableOfRows(
    'people',
    rows.map((_, i) => ({ id: `p${i}` })),
  ).columns.get('id');
  if (ids === undefined) throw new Error('There is a column of ids.');
  return { size: rows.length, sources: ['people'], sourceOf: new Uint16Array(rows.length), uniqueIds: ids, columns: columns(both) };
}

test("the data's fingerprint does not depend on how values are numbered, and changes with a cell", () => {
  fc.assert(
    fc.property(someRows, someRows, fc.nat(), cell, (rows, first, at, other) => {
      const wanted = dataFingerprint(recordsOf(rows, []));
      expect(wanted).toMatch(/^[0-9a-f]{64}$/);
      expect(dataFingerprint(recordsOf(rows, first))).toBe(wanted);
      const row = at % rows.length;
      const changed = rows.with(row, { forename: rows[row]?.forename ?? null, town: other });
      expect(dataFingerprint(recordsOf(changed, [])) === wanted).toBe(rows[row]?.town === other);
    }),
  );
});

test("a column's fingerprint says which values occur how often, in any order", () => {
  fc.assert(
    fc.property(someRows, fc.integer(), (rows, seed) => {
      const towns = (order: readonly Row[]) => {
        const column = recordsOf(order, []).columns.get('town');
        return column === undefined ? null : frequencyFingerprint(column, false);
      };
      const shuffled = rows.toSorted((x, y) => String(x.town).length * seed - String(y.town).length * seed);
      expect(towns(shuffled)).toEqual(towns(rows));
      expect(towns(rows)).toMatchObject({
        records: rows.filter(({ town }) => town !== null).length,
        values: new Set(rows.flatMap(({ town }) => town ?? [])).size,
      });
      expect(towns([...rows, { forename: null, town: 'one more' }])).not.toEqual(towns(rows));
    }),
  );
});
