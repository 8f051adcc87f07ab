import type { Column, ColumnTable, ColumnValue } from '@golden-thread/shapes/columns';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnOfValues } from '../prepare/column-of-values.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { readerOf } from '../prepare/values.ts';
import { stackRecords } from './stack-records.ts';

type Row = Readonly<Record<string, ColumnValue>>;

const column = (values: readonly ColumnValue[]): Column =>
  columnOfValues(Int32Array.from(values.keys()), values, values.every((v) => v === null || typeof v === 'string') ? 'text' : null);

const table = (name: string, rows: readonly Row[], names = Object.keys(rows[0] ?? { unique_id: '' })): ColumnTable => ({
  name,
  size: rows.length,
  columns: new Map(names.map((one) => [one, column(rows.map((row) => row[one] ?? null))])),
});

const valuesOf = ({ type, ids, values }: Column): ColumnValue[] => Array.from(ids, readerOf({ type, ids, values }));

const readBack = (records: RecordTable) => ({
  sources: records.sources,
  sourceOf: Array.from(records.sourceOf),
  ids: valuesOf(records.uniqueIds),
  columns: Object.fromEntries([...records.columns].sort(([x], [y]) => (x < y ? -1 : 1)).map(([name, one]) => [name, valuesOf(one)])),
});

const dedupe = { uniqueIdColumn: 'unique_id', sourceColumn: 'source_dataset', linkType: 'dedupe_only' } as const;
const link = { ...dedupe, linkType: 'link_and_dedupe' } as const;

describe('records of one source', () => {
  it('stand in the order of their ids as numbers where all ids are numbers', () => {
    const records = stackRecords([table('a', [{ unique_id: '10' }, { unique_id: '9' }, { unique_id: '-1' }])], dedupe);
    expect(valuesOf(records.uniqueIds)).toEqual(['-1', '9', '10']);
  });

  it('stand by code points where one id is no canonical number', () => {
    const records = stackRecords([table('a', [{ unique_id: '9' }, { unique_id: '010' }, { unique_id: '10' }])], dedupe);
    expect(valuesOf(records.uniqueIds)).toEqual(['010', '10', '9']);
  });

  it('take ids beyond the plane of UTF-16 units in the order of code points', () => {
    const ids = ['\u{1F600}', '\uFB00', 'z'];
    expect(
      valuesOf(
        stackRecords(
          [
            table(
              'a',
              ids.map((unique_id) => ({ unique_id })),
            ),
          ],
          dedupe,
        ).uniqueIds,
      ),
    ).toEqual(['z', '\uFB00', '\u{1F600}']);
  });

  it('are ordered as a plain sort by bytes orders them, however long their common beginnings', () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[ab]{0,12}[é😀]?[ab]$/u), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(ids, (given) => {
        const plain = given.toSorted((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
        expect(
          valuesOf(
            stackRecords(
              [
                table(
                  'a',
                  given.map((unique_id) => ({ unique_id })),
                ),
              ],
              dedupe,
            ).uniqueIds,
          ),
        ).toEqual(plain);
      }),
    );
  });

  it('are ordered as numbers however large and however far apart', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), { minLength: 1 }), (given) => {
        const rows = given.map((id) => ({ unique_id: String(id) }));
        expect(valuesOf(stackRecords([table('a', rows)], dedupe).uniqueIds)).toEqual(given.toSorted((x, y) => x - y).map(String));
      }),
    );
  });
});

describe('records of several sources', () => {
  const rows = fc.uniqueArray(
    fc.record({
      unique_id: fc.integer({ min: 1, max: 30 }).map(String),
      name: fc.option(fc.constantFrom('Ana', 'Bo', 'Çelik')),
      born: fc.option(fc.integer({ min: 0, max: 3 })),
    }),
    { selector: (row) => row.unique_id, minLength: 1 },
  );

  it('are the same whatever order rows and tables come in', () => {
    fc.assert(
      fc.property(rows, rows, fc.infiniteStream(fc.nat()), (a, b, numbers) => {
        const shuffled = (given: readonly Row[]) =>
          given
            .map((row) => ({ row, at: numbers.next().value as number }))
            .sort((x, y) => x.at - y.at)
            .map(({ row }) => row);
        const names = ['unique_id', 'name', 'born'];
        const once = stackRecords([table('a', a, names), table('b', b, names)], link);
        const again = stackRecords([table('b', shuffled(b), names), table('a', shuffled(a), names)], link);
        expect(readBack(again)).toEqual(readBack(once));
      }),
    );
  });

  it('stand by source and id as one text, so that 10 comes before 9', () => {
    const records = stackRecords([table('b', [{ unique_id: '1' }]), table('a', [{ unique_id: '9' }, { unique_id: '10' }])], link);
    expect(readBack(records)).toMatchObject({ sources: ['a', 'b'], sourceOf: [0, 0, 1], ids: ['10', '9', '1'] });
  });

  it('share one number for equal values, have nothing where a table lacks a column, and meet as texts where types differ', () => {
    const a = table('a', [{ unique_id: '1', code: 7, town: 'Ely' }]);
    const b = table('b', [{ unique_id: '1', code: '7' }]);
    const records = stackRecords([a, b], link);
    expect(records.columns.get('code')?.ids[0]).toBe(records.columns.get('code')?.ids[1]);
    expect(readBack(records).columns).toEqual({
      unique_id: ['1', '1'],
      code: ['7', '7'],
      town: ['Ely', null],
      source_dataset: ['a', 'b'],
    });
  });

  it('may stand in one table that names them itself', () => {
    const rows = [
      { unique_id: '1', source_dataset: 'school' },
      { unique_id: '1', source_dataset: 'clinic' },
    ];
    expect(readBack(stackRecords([table('all', rows)], link))).toMatchObject({ sources: ['clinic', 'school'], sourceOf: [0, 1] });
  });
});

describe('what cannot be stacked is refused', () => {
  it.each([
    ['an id that is repeated', [table('a', [{ unique_id: '1' }, { unique_id: '1' }])], dedupe, 'linkage.id_repeated'],
    ['an id that is missing', [table('a', [{ unique_id: '1' }, { unique_id: null }])], dedupe, 'linkage.id_missing'],
    ['no column of ids', [table('a', [{ id: '1' }])], dedupe, 'linkage.id_column_missing'],
    ['no records', [table('a', [])], dedupe, 'linkage.no_records'],
    ['two inputs of one name', [table('a', [{ unique_id: '1' }]), table('a', [{ unique_id: '2' }])], link, 'linkage.source_twice'],
    ['two inputs to deduplicate', [table('a', [{ unique_id: '1' }]), table('b', [{ unique_id: '2' }])], dedupe, 'linkage.too_many_inputs'],
  ] as const)('%s', (_, tables, plan, code) => {
    expect(() => stackRecords(tables, plan)).toThrow(expect.objectContaining({ code }));
  });
});
