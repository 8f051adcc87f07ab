import { DatabaseError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kyselyOver, openClient, openPool, type Pool } from './connect.ts';
import { sqlStateOf } from './sql-errors.ts';
import { withTransaction } from './transaction.ts';

const CANARY = 'Canary-Value';
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const caught = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

test.each([
  ['a value of the wrong type', (p: Pool) => p.query('select $1::date', [CANARY]), 'sql.22007'],
  [
    'a key that is there',
    (p: Pool) => p.query("insert into governance.role (id, name) values ($1, 'a'), ($1, 'b')", [CANARY]),
    'sql.23505',
  ],
  [
    'a check that fails',
    (p: Pool) => p.query("insert into link.never_link (a, b, kind, origin, raised_at) values ($1, '', 'k', 'o', now())", [CANARY]),
    'sql.23514',
  ],
  ['Kysely', (p: Pool) => sql`select ${CANARY}::integer`.execute(kyselyOver(p)), 'sql.22P02'],
  ['a transaction', (p: Pool) => withTransaction(p, (tx) => tx.query('select $1::integer', [CANARY])), 'sql.22P02'],
])('%s: the error tells state and names, and no value', async (_, work, code) => {
  const error = await caught(work(pool));
  expect(error).toBeInstanceOf(TerminalError);
  expect(error).toMatchObject({ code });
  expect(sqlStateOf(error)).toBe(code.slice(4));
  for (let one: unknown = error; one instanceof Error; one = one.cause)
    expect(JSON.stringify(one, Object.getOwnPropertyNames(one))).not.toContain('Canary');
});

test('names of tables and constraints are kept, for they say what to mend', async () => {
  const error = await caught(pool.query("insert into governance.role (id, name) values ('x', null)"));
  expect(error).toMatchObject({ message: 'The database refused a statement (SQL state 23502, table governance.role, column name).' });
});

test('what may pass is transient, what may not is not', async () => {
  const locking = await pool.connect();
  await locking.query('begin');
  await locking.query('lock table governance.role');
  expect(
    await caught(
      withTransaction(pool, async (tx) => {
        await tx.query("set local lock_timeout = '50ms'");
        await tx.query('select from governance.role');
      }),
    ),
  ).toBeInstanceOf(TransientError);
  await locking.query('rollback');
  locking.release();
  expect(await caught(pool.query('select from nowhere.nothing'))).toMatchObject({
    code: 'sql.42P01',
    message: expect.stringContaining('nowhere.nothing'),
  });
});

test('a database that cannot be reached or refuses the login is a database error with a remedy', async () => {
  expect(await caught(openClient('postgresql://a@%2Fnowhere/b'))).toBeInstanceOf(DatabaseError);
  expect(await caught(openClient(database.url.replace(database.name, 'not_there')))).toMatchObject({ code: 'database.refused' });
  const unreachable = openPool('postgresql://a@%2Fnowhere/b');
  expect(await caught(unreachable.query('select 1'))).toMatchObject({ code: 'database.unreachable' });
  expect(await caught(withTransaction(unreachable, () => Promise.resolve()))).toMatchObject({ code: 'database.unreachable' });
  await unreachable.end();
});

test('a session that is ended under a transaction is an error, and the pool goes on', async () => {
  const error = await caught(
    withTransaction(pool, async (tx) => {
      const { rows } = await tx.query<{ pid: number }>('select pg_backend_pid() as pid');
      await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await tx.query('select 1');
    }),
  );
  expect(error).toBeInstanceOf(Error);
  expect((await pool.query<{ one: number }>('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('a transaction whose failed statement was passed over is not taken for committed', async () => {
  const error = await caught(
    withTransaction(pool, async (tx) => {
      await tx.query('select 1 / 0').catch(() => undefined);
    }),
  );
  expect(error).toMatchObject({ code: 'sql.rolled_back' });
});
