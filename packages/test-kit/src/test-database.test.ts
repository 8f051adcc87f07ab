import { openClient } from '@golden-thread/warehouse/connect';
import { readDatabaseState } from '@golden-thread/warehouse/database-state';
import { expect, test } from 'vitest';
import { adminQuery } from './admin-query.ts';
import { withDatabase, withLogin } from './database-url.ts';
import { createTestDatabase } from './test-database.ts';
import { TEST_OWNER } from './test-owner.ts';

test('each test database is its own: migrated, ours, and gone with its readers when dropped', async () => {
  const [one, other] = await Promise.all([
    createTestDatabase(),
    createTestDatabase({ owner: { pipeline: 'other', idKeyFingerprint: 'other' } }),
  ]);
  await adminQuery(one.url, "insert into governance.role (id, name) values ('r', 'Role')");
  expect(await adminQuery(other.url, 'select id from governance.role')).toEqual([]);
  const client = await openClient(other.url);
  expect(await readDatabaseState(client)).toMatchObject({ kind: 'ours', pipeline: 'other' });
  await client.end();

  const reader = `gt_reader_${one.name}_grant`;
  await adminQuery(one.url, `create role ${reader} login`);
  await one.drop();
  expect(await adminQuery(other.url, 'select from pg_database where datname = $1', [one.name])).toEqual([]);
  expect(await adminQuery(other.url, 'select from pg_roles where rolname = $1', [reader])).toEqual([]);
  await other.drop();
});

test('an empty database is empty', async () => {
  const empty = await createTestDatabase({ from: 'empty', owner: TEST_OWNER });
  const client = await openClient(empty.url);
  expect(await readDatabaseState(client)).toEqual({ kind: 'empty' });
  await client.end();
  await empty.drop();
});

test.each([
  ['postgresql://a@%2Ftmp%2Fx/main', 'postgresql://a@%2Ftmp%2Fx/t', 'postgresql://r@%2Ftmp%2Fx/main'],
  [
    'postgres://a:b@host:5433/main?sslmode=require',
    'postgres://a:b@host:5433/t?sslmode=require',
    'postgres://r@host:5433/main?sslmode=require',
  ],
  ['postgres://host', 'postgres://host/t', 'postgres://r@host'],
])('%s with another database, and with another login', (url, database, login) => {
  expect(withDatabase(url, 't')).toBe(database);
  expect(withLogin(url, 'r')).toBe(login);
});
