import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPool, type Pool } from '../connect.ts';
import type { CopyRow } from '../copy/encode.ts';
import { withTransaction } from '../transaction.ts';
import { versionedTable } from './tables.ts';
import { type Written, writeDiff } from './write-diff.ts';

const TABLE = versionedTable('core.coverage');
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { role: 'gt_night' });
});
beforeEach(() => pool.query('delete from core.coverage'));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const row = (source: number, area: string): CopyRow => [source, 'children', area, null, '2026-03-02'];
const write = (publication: number, upserts: readonly CopyRow[], deletes: readonly CopyRow[], firstWrite: boolean): Promise<Written> =>
  withTransaction(pool, (tx) => writeDiff(tx, TABLE, publication, { upserts, deletes, firstWrite }));
const content = async (): Promise<unknown[]> =>
  (
    await pool.query({
      text: 'select source, area, from_publication, to_publication, tableoid::regclass::text from core.coverage order by 1, 3',
      rowMode: 'array',
    })
  ).rows;
const OPEN = 2147483647;

test('the night writes only what changed: new, changed, gone and equal rows', async () => {
  expect(await write(1, [row(1, 'a'), row(2, 'b'), row(3, 'c')], [], true)).toEqual({ inserted: 3, closed: 0, inPlace: 0, unchanged: 0 });
  expect(await write(2, [row(1, 'a'), row(2, 'B'), row(4, 'd')], [[3], [9]], true)).toEqual({
    inserted: 2,
    closed: 2,
    inPlace: 0,
    unchanged: 1,
  });
  expect(await content()).toEqual([
    [1, 'a', 1, OPEN, 'core.coverage_open'],
    [2, 'b', 1, 2, 'core.coverage_closed'],
    [2, 'B', 2, OPEN, 'core.coverage_open'],
    [3, 'c', 1, 2, 'core.coverage_closed'],
    [4, 'd', 2, OPEN, 'core.coverage_open'],
  ]);
});

test("a second write of the same night changes tonight's rows in place and leaves no trace of what they were", async () => {
  await write(1, [row(1, 'a'), row(2, 'b')], [], true);
  await write(2, [row(1, 'x'), row(3, 'c')], [], true);
  expect(await write(2, [row(1, 'y'), row(2, 'z')], [[3]], false)).toEqual({ inserted: 1, closed: 1, inPlace: 2, unchanged: 0 });
  expect(await content()).toEqual([
    [1, 'a', 1, 2, 'core.coverage_closed'],
    [1, 'y', 2, OPEN, 'core.coverage_open'],
    [2, 'b', 1, 2, 'core.coverage_closed'],
    [2, 'z', 2, OPEN, 'core.coverage_open'],
  ]);
});

test('a key that is upserted twice is refused, and nothing of the write stays', async () => {
  await expect(write(1, [row(1, 'a'), row(1, 'b')], [], true)).rejects.toMatchObject({ code: 'sql.23505' });
  expect(await content()).toEqual([]);
});

test('nothing to write writes nothing', async () => {
  expect(await write(1, [], [], true)).toEqual({ inserted: 0, closed: 0, inPlace: 0, unchanged: 0 });
});
