import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable } from './read-table.ts';
import { tableWriter, type WrittenColumn } from './table-writer.ts';
import { fileOf, rowsOf } from './tables.fixture.ts';

const COLUMNS: readonly WrittenColumn[] = [
  { name: 'weight', type: 'number' },
  { name: 'id, "l"', type: 'text' },
  { name: 'gamma', type: 'integer' },
];

async function written(ending: 'csv' | 'parquet', batches: readonly (readonly (readonly (string | number | null)[])[])[]): Promise<string> {
  const path = `${dirname(fileOf('x', ''))}/pairs.${ending}`;
  const writer = await tableWriter(path, COLUMNS);
  for (const batch of batches) await writer.write(batch);
  await writer.close();
  return path;
}

const rows = fc.array(
  fc.tuple(
    fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
    fc.option(fc.string({ unit: fc.constantFrom('a', 'é', ',', '"', '\n', '😀') })),
    fc.option(fc.integer()),
  ),
  { minLength: 1, maxLength: 20 },
);

describe.each(['csv', 'parquet'] as const)('a table written as %s', (ending) => {
  it('reads back with the same values', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        const half = Math.floor(given.length / 2);
        const batches = [given.slice(0, half), given.slice(half)].map((part) => [0, 1, 2].map((c) => part.map((row) => row[c] ?? null)));
        const back = rowsOf(await readTable(await written(ending, batches), { name: 'pairs' }));
        const cell = (value: string | number | null) =>
          ending === 'parquet' ? value : value === null || value === '' ? null : String(value);
        const same = (value: number | null) => (value === 0 ? cell(0) : cell(value));
        expect(back).toEqual(given.map(([weight, id, gamma]) => ({ weight: same(weight), 'id, "l"': cell(id), gamma: same(gamma) })));
      }),
      { numRuns: 40 },
    );
  });

  it('has its name only once it is whole, and leaves nothing when it is abandoned', async () => {
    const path = `${dirname(fileOf('x', ''))}/pairs.${ending}`;
    const writer = await tableWriter(path, COLUMNS);
    await writer.write([[1.5], ['a'], [2]]);
    expect(existsSync(path)).toBe(false);
    await writer.abandon();
    expect(readdirSync(dirname(path))).toEqual(['x']);
  });

  it('leaves nothing where it cannot have its name', async () => {
    const path = `${dirname(fileOf('x', ''))}/pairs.${ending}`;
    mkdirSync(path);
    await expect(tableWriter(path, COLUMNS)).rejects.toMatchObject({ code: 'table.directory' });
    rmdirSync(path);
    const writer = await tableWriter(path, COLUMNS);
    await writer.write([[1.5], ['a'], [2]]);
    mkdirSync(`${path}/within`, { recursive: true });
    await expect(writer.close()).rejects.toMatchObject({ code: 'table.unwritable' });
    await writer.abandon();
    expect(readdirSync(dirname(path))).toEqual([`pairs.${ending}`, 'x']);
  });

  it('is in its file before the next batch is made, for so many rows', async () => {
    const path = `${dirname(fileOf('x', ''))}/pairs.${ending}`;
    const writer = await tableWriter(path, COLUMNS);
    const [numbers, texts] = [
      Float64Array.from({ length: 150_000 }, (_, k) => k / 7),
      Array.from({ length: 150_000 }, (_, k) => `id ${k}`),
    ];
    await writer.write([numbers, texts, new Int8Array(150_000)]);
    const partial = `${dirname(path)}/.pairs.${ending}.partial`;
    expect(statSync(partial).size).toBeGreaterThan(1_000_000);
    await writer.write([[0.5], ['last'], [null]]);
    await writer.close();
    const rows = rowsOf(await readTable(path, { name: 'pairs' }));
    expect([rows.length, rows[149_999]?.['id, "l"'], rows[150_000]?.['id, "l"']]).toEqual([150_001, 'id 149999', 'last']);
  });

  it('is a header where there are no rows', async () => {
    const table = await readTable(await written(ending, []), { name: 'pairs' });
    expect([table.size, table.names]).toEqual([0, ['weight', 'id, "l"', 'gamma']]);
  });
});

it('writes numbers in their shortest form that reads back the same', async () => {
  const path = await written('csv', [
    [
      [0.1 + 0.2, -1e-7, 5],
      ['', null, 'x'],
      [1, null, 3],
    ],
  ]);
  expect(readFileSync(path, 'utf8')).toBe('weight,"id, ""l""",gamma\n0.30000000000000004,"",1\n-1e-7,,\n5,x,3\n');
});

it('keeps a record whose only cell is empty', async () => {
  const path = `${dirname(fileOf('x', ''))}/ids.csv`;
  const writer = await tableWriter(path, [{ name: 'id', type: 'text' }]);
  await writer.write([['a', null, 'b']]);
  await writer.close();
  expect(rowsOf(await readTable(path, { name: 'ids' }))).toEqual([{ id: 'a' }, { id: null }, { id: 'b' }]);
});

it('refuses another ending, and a folder that is not there', async () => {
  await expect(tableWriter('pairs.txt', COLUMNS)).rejects.toMatchObject({ code: 'table.ending' });
  await expect(tableWriter('/nowhere/pairs.csv', COLUMNS)).rejects.toMatchObject({ code: 'table.unwritable' });
});
