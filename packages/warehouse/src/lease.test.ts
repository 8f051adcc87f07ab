import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient, openPool, type Pool } from './connect.ts';
import { acquireLease } from './lease.ts';
import { inTransaction, withTransaction } from './transaction.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url, { role: 'gt_night' });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('one process at a time: a second is told who goes, and may begin when the first has ended', async () => {
  const first = await acquireLease(database.url, { run: 1, holder: 'first' });
  await expect(acquireLease(database.url, { run: 2, holder: 'second' })).rejects.toMatchObject({
    code: 'night.already_running',
    exit: 'running',
    message: 'Another run is going (first).',
  });
  await first.release();
  const second = await acquireLease(database.url, { run: 2, holder: 'second' });
  expect(second.epoch).toBe(first.epoch + 1);
  await expect(withTransaction(pool, (tx) => first.assertHeld(tx))).rejects.toMatchObject({ code: 'night.lease_lost' });
  await withTransaction(pool, (tx) => second.assertHeld(tx));
  await second.release();
});

test('a take-over waits for a holder that is about to commit', async () => {
  const first = await acquireLease(database.url, { run: 1, holder: 'first' });
  const writing = await pool.connect();
  const committed = inTransaction(writing, async (tx) => {
    await first.assertHeld(tx);
    await first.release(); // as if its liveness connection had been cut
    await new Promise((resolve) => setTimeout(resolve, 300));
    await tx.query("insert into ops.setting (name, value) values ('last', 'written') on conflict do nothing");
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  const second = await acquireLease(database.url, { run: 2, holder: 'second' });
  await committed;
  writing.release();
  expect((await pool.query("select value from ops.setting where name = 'last'")).rows).toEqual([{ value: 'written' }]);
  await second.release();
});

test('a holder that hangs is ended, and what it had not committed is gone', async () => {
  const first = await acquireLease(database.url, { run: 1, holder: 'first' });
  const hung = await openClient(database.url, { role: 'gt_night' });
  await hung.query('begin');
  await first.assertHeld(hung);
  await hung.query("insert into ops.setting (name, value) values ('hung', 'x')");
  await first.release();
  const second = await acquireLease(database.url, { run: 2, holder: 'second' });
  expect(second.epoch).toBe(first.epoch + 1);
  await expect(hung.query('commit')).rejects.toThrow();
  expect((await pool.query("select from ops.setting where name = 'hung'")).rows).toEqual([]);
  await second.release();
});

test('the night cannot raise the epoch by itself, nor take over without the lock', async () => {
  await expect(pool.query('update ops.lease set epoch = epoch + 1')).rejects.toMatchObject({ code: 'sql.42501' });
  await expect(pool.query("select ops.take_over(1, 'nobody')")).rejects.toMatchObject({ code: 'sql.55000' });
});
