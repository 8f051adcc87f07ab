import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from './read-table.ts';
import { tableWriter } from './table-writer.ts';
import { fileOf, folderOf, rowsOf } from './tables.fixture.ts';

/** Written by pyarrow: `packages/bench/peers/record_parquet.py`. */
const recorded = (name: string): string => fileURLToPath(new URL(`./recorded/${name}.parquet`, import.meta.url));

describe.each(['none', 'snappy', 'zstd', 'gzip'])('a Parquet file of another writer, compressed by %s', (codec) => {
  it('keeps its types, and integers that a double does not hold digit for digit', async () => {
    const table = await readTable(recorded(`types-${codec}`), { name: 'types' });
    expect(rowsOf(table)).toEqual([
      {
        id: '9007199254740993',
        small: 1,
        text: 'a',
        born: 1_360_540_800,
        seen: Date.UTC(2026, 10, 25, 6, 30, 0, 500) / 1000,
        share: 0.5,
        yes: 1,
        price: 1.25,
        names: ['a', 'b', null],
        sizes: [1, 2],
        kind: 'x',
      },
      { id: '2', small: null, text: '', born: null, seen: null, share: Number.NaN, yes: 0, price: null, names: [], sizes: null, kind: 'y' },
      { id: null, small: -3, text: 'é', born: -604_800, seen: 0, share: null, yes: null, price: -3.5, names: null, sizes: [3], kind: 'x' },
    ]);
    expect(Object.fromEntries([...table.columns].map(([name, { type }]) => [name, type]))).toEqual({
      id: 'text',
      small: 'integer',
      text: 'text',
      born: 'date',
      seen: 'timestamp',
      share: 'number',
      yes: 'boolean',
      price: 'number',
      names: 'text[]',
      sizes: 'integer[]',
      kind: 'text',
    });
  });
});

describe('arrays of fixed size, some of them absent, as DuckDB writes them', () => {
  it('are refused, for every value after the first would stand in another row; other columns are read', async () => {
    await expect(readTable(recorded('fixed-arrays'), { name: 'arrays' })).rejects.toMatchObject({
      code: 'table.lists_contradict',
      message: 'fixed-arrays.parquet has lists in column vector that hold other numbers of values than it says.',
    });
    expect(rowsOf(await readTable(recorded('fixed-arrays'), { name: 'arrays', columns: ['id'] }))).toEqual(
      [1, 2, 3, 4].map((id) => ({ id })),
    );
  });
});

describe('numbers of another writer', () => {
  it('lose no digit: decimals are the double that stands nearest, and without places integers however long', async () => {
    const columns = ['whole', 'short', 'tenths', 'cents', 'unsigned'];
    const table = await readTable(recorded('numbers'), { name: 'numbers', columns });
    expect(rowsOf(table)).toEqual([
      { whole: '123456789012345678', short: 7, tenths: 0.3, cents: 9.95, unsigned: '18446744073709551615' },
      { whole: '-123456789012345679', short: -7, tenths: -9.9, cents: Number('-12345678901234567890.25'), unsigned: '5' },
      { whole: null, short: null, tenths: null, cents: null, unsigned: null },
    ]);
    expect(columns.map((name) => table.columns.get(name)?.type)).toEqual(['text', 'integer', 'number', 'number', 'text']);
    expect(rowsOf(await readTable(recorded('decimals-as-integers'), { name: 'd' }))).toEqual([
      { short: 7, tenths: 0.3 },
      { short: -7, tenths: -9.9 },
      { short: null, tenths: null },
    ]);
  });

  it('are moments of whatever unit, days in lists, large texts, and nothing at all', async () => {
    const table = await readTable(recorded('numbers'), { name: 'numbers', columns: ['nanos', 'millis', 'days', 'large', 'nothing'] });
    const [summer, winter] = [Date.UTC(2026, 6, 1) / 1000, Date.UTC(1969, 11, 25) / 1000];
    expect(rowsOf(table)).toEqual([
      { nanos: summer, millis: summer + 0.25, days: [Date.UTC(2013, 1, 11) / 1000], large: 'a', nothing: null },
      { nanos: winter, millis: winter, days: [], large: 'b', nothing: null },
      { nanos: null, millis: null, days: null, large: null, nothing: null },
    ]);
    expect(rowsOf(await readTable(recorded('int96'), { name: 'int96' })).map(({ seen }) => seen)).toEqual([
      Date.UTC(2026, 10, 25, 6, 30, 0, 500) / 1000,
      null,
      0,
    ]);
  });
});

describe('a Parquet file', () => {
  // DuckDB 2.0.1: 'nan'::double = 'nan'::double, and it is not null.
  it('keeps what is not a number as a value of its own, beside null', async () => {
    const path = fileOf('n.parquet', '');
    const writer = await tableWriter(path, [{ name: 'n', type: 'number' }]);
    await writer.write([[1.5, Number.NaN, null, Number.NaN, Number.POSITIVE_INFINITY]]);
    await writer.close();
    const column = (await readTable(path, { name: 'n' })).columns.get('n');
    expect(column?.ids).toEqual(Int32Array.of(1, 2, 0, 2, 3));
    expect(column?.values).toMatchObject({
      kind: 'number',
      numbers: Float64Array.of(Number.NaN, 1.5, Number.NaN, Number.POSITIVE_INFINITY),
    });
  });

  it('is the same table as a CSV file of the same texts', async () => {
    const texts = fc.array(fc.tuple(fc.option(fc.string({ unit: 'grapheme', minLength: 1 })), fc.constantFrom('x', 'y', null)), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(texts, async (rows) => {
        const folder = dirname(fileOf('x', ''));
        const [csv, parquet] = await Promise.all(
          ['csv', 'parquet'].map(async (ending) => {
            const writer = await tableWriter(`${folder}/t.${ending}`, [
              { name: 'a', type: 'text' },
              { name: 'b', type: 'text' },
            ]);
            await writer.write([rows.map(([a]) => a), rows.map(([, b]) => b)]);
            await writer.close();
            return readTable(`${folder}/t.${ending}`, { name: 't' });
          }),
        );
        // Only Parquet says what its columns are.
        expect(parquet).toEqual({ ...csv, textColumns: new Set(['a', 'b']) });
      }),
      { numRuns: 40 },
    );
  });

  it.each(['csv', 'parquet'])('is asked for columns in any case where only one has that name: %s', async (ending) => {
    const path = fileOf(`t.${ending}`, '');
    const writer = await tableWriter(
      path,
      ['Family', 'TOWN', 'town', 'id'].map((name) => ({ name, type: 'text' })),
    );
    await writer.write([['Osei'], ['A'], ['B'], ['1']]);
    await writer.close();
    const table = await readTable(path, { name: 't', columns: ['ID', 'family', 'TOWN'] });
    expect(rowsOf(table)).toEqual([{ family: 'Osei', TOWN: 'A', ID: '1' }]);
    expect(table.names).toEqual(['family', 'TOWN', 'town', 'ID']);
    await expect(readTable(path, { name: 't', columns: ['Town'] })).rejects.toMatchObject({
      code: 'table.column_ambiguous',
      message: expect.stringContaining('TOWN, town'),
    });
  });

  it('gives only the columns asked for', async () => {
    const table = await readTable(recorded('types-snappy'), { name: 'types', columns: ['kind', 'absent'] });
    expect([...table.columns.keys()]).toEqual(['kind']);
    expect(table.names).toContain('born');
  });

  it('is refused by name where a column holds structures, where it is no Parquet, and where it is not there', async () => {
    await expect(readTable(recorded('structure'), { name: 's' })).rejects.toMatchObject({
      code: 'table.column_unreadable',
      message: expect.stringContaining('column place'),
    });
    expect((await readTable(recorded('structure'), { name: 's', columns: ['id'] })).size).toBe(1);
    await expect(readTable(fileOf('x.parquet', 'id\n1\n'), { name: 'x' })).rejects.toMatchObject({ code: 'table.not_parquet' });
    await expect(readTable('/nowhere/x.parquet', { name: 'x' })).rejects.toMatchObject({ code: 'table.missing' });
    await expect(readTable(folderOf('x.parquet'), { name: 'x' })).rejects.toMatchObject({ code: 'table.directory' });
    await expect(readTable(recorded('numbers'), { name: 'n', columns: ['clock'] })).rejects.toMatchObject({
      code: 'table.column_unreadable',
      message: expect.stringContaining('times of day in column clock'),
    });
    await expect(readTable(recorded('not-utf8'), { name: 'n' })).rejects.toMatchObject({
      code: 'table.not_utf8',
      message: expect.stringMatching(/column name\.$/),
    });
  });
});
