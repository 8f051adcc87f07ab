import type { Column, ColumnTable, ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
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

  it('stand as texts where the file says that ids are texts, though all look like numbers', () => {
    const texts = { ...table('a', [{ unique_id: '60' }, { unique_id: '502' }]), textColumns: new Set(['unique_id']) };
    expect(valuesOf(stackRecords([texts], dedupe).uniqueIds)).toEqual(['502', '60']);
    expect(valuesOf(stackRecords([{ ...texts, textColumns: new Set() }], dedupe).uniqueIds)).toEqual(['60', '502']);
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

  it.each([
    ['that doubles hold', 999_999_999_999_999n],
    ['that no double holds', 10n ** 30n],
  ])('are ordered as numbers however far apart, %s', (_, max) => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.bigInt({ min: -max, max }), { minLength: 1 }), (given) => {
        const rows = given.map((id) => ({ unique_id: String(id) }));
        const plain = given.toSorted((x, y) => (x < y ? -1 : 1)).map(String);
        expect(valuesOf(stackRecords([table('a', rows)], dedupe).uniqueIds)).toEqual(plain);
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

  it('meet as numbers, as timestamps, as texts or as lists of them, and what holds no value is of any type', () => {
    const of = (name: string, cells: Readonly<Record<string, Column>>): ColumnTable => ({
      name,
      size: 1,
      columns: new Map(Object.entries({ unique_id: column(['1']), ...cells })),
    });
    const one = (type: ColumnType, value: ColumnValue): Column => columnOfValues(Int32Array.of(0), [value], type);
    const day = Date.UTC(2013, 1, 11) / 1000;
    const a = of('a', {
      counted: one('integer', 7),
      seen: one('date', day),
      born: one('date', day),
      moment: one('timestamp', day + 0.5),
      yes: one('boolean', true),
      codes: one('integer[]', [1, null]),
      empty: one('integer', null),
      blank: one('text', null),
    });
    const b = of('b', {
      counted: one('number', 7.5),
      seen: one('timestamp', day + 1),
      born: one('text', '2013-02-11'),
      moment: one('text', 'x'),
      yes: one('text', 'true'),
      codes: one('text[]', ['1']),
      empty: one('text', 'x'),
      blank: one('text[]', ['x']),
    });
    for (const tables of [
      [a, b],
      [b, a],
    ]) {
      const { columns } = stackRecords(tables, link);
      expect(
        [...columns.keys()]
          .filter((name) => !['unique_id', 'source_dataset'].includes(name))
          .map((name) => [name, columns.get(name)?.type, ...valuesOf(columns.get(name) as Column)]),
      ).toEqual([
        ['counted', 'number', 7, 7.5],
        ['seen', 'timestamp', day, day + 1],
        ['born', 'text', '2013-02-11', '2013-02-11'],
        ['moment', 'text', '2013-02-11 00:00:00.5', 'x'],
        ['yes', 'text', 'true', 'true'],
        ['codes', 'text[]', ['1', null], ['1']],
        ['empty', 'text', null, 'x'],
        ['blank', 'text[]', null, ['x']],
      ]);
      expect(columns.get('born')?.ids[0]).toBe(columns.get('born')?.ids[1]);
    }
  });

  it('do not meet where one has lists and the other has none', () => {
    const tables = [table('a', [{ unique_id: '1', codes: ['x'] }]), table('b', [{ unique_id: '1', codes: 'x' }])];
    expect(() => stackRecords(tables, link)).toThrow(
      expect.objectContaining({ code: 'linkage.column_types', message: expect.stringContaining('Column codes') }),
    );
  });

  it('may be as many as there are records', () => {
    const rows = Array.from({ length: 30_000 }, (_, k) => ({ unique_id: String(k), source_dataset: `s${k}` }));
    expect(stackRecords([table('all', rows)], link).sources).toHaveLength(30_000);
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

  const rowsOf = (ids: readonly (string | null)[]): Row[] => ids.map((unique_id) => ({ unique_id }));
  it.each([
    [
      'linkage.id_repeated',
      [rowsOf(['1', '2']), rowsOf(['q7', 'q8', 'q7', 'q8', 'q7'])],
      /^unique_id .* 3 records .* record 3 of b, .* record 1 of b\.$/,
    ],
    ['linkage.id_missing', [rowsOf(['1', '2']), rowsOf(['q7', null, null])], /^2 records .* record 2 of b\.$/],
  ] as const)('by how many and where the first stands, and without a value: %s', (code, [a, b], words) => {
    const failure = expect.objectContaining({ code, message: expect.stringMatching(words) });
    expect(() => stackRecords([table('b', b), table('a', a)], link)).toThrow(failure);
    expect(() => stackRecords([table('b', b), table('a', a)], link)).not.toThrow(/q7/);
  });

  it('by the columns that the file has, also those that nobody asked for', () => {
    const without = { ...table('a', []), names: ['id', 'surname'] };
    expect(() => stackRecords([{ ...without, columns: new Map() }], dedupe)).toThrow(/unique_id; it has id, surname\.$/);
    expect(stackRecords([{ ...table('a', rowsOf(['1'])), names: ['unique_id', 'surname'] }], dedupe).names).toEqual([
      'unique_id',
      'surname',
    ]);
  });
});
