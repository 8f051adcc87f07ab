import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readTable } from './read-table.ts';
import { fileOf, rowsOf } from './tables.fixture.ts';

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
      { id: '2', small: null, text: '', born: null, seen: null, share: null, yes: 0, price: null, names: [], sizes: null, kind: 'y' },
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

describe('a Parquet file', () => {
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
  });
});
