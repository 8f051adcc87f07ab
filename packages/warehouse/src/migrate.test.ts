import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import { TEST_OWNER } from '@golden-thread/test-kit/test-owner';
import { expect, test } from 'vitest';
import { openClient } from './connect.ts';
import { requireCurrent } from './database-state.ts';
import { migrate, migrateOn } from './migrate.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/list.ts';
import { type Migration, runAll } from './migrations/migration.ts';
import { PLAIN_TABLES } from './tables/plain.ts';
import { VERSIONED_TABLES } from './versioned/tables.ts';

test('several migrations at once of an empty database make it once', async () => {
  const database = await createTestDatabase({ from: 'empty' });
  const all = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, TEST_OWNER)));
  expect(all.map((one) => one.from).sort()).toEqual([0, SCHEMA_VERSION, SCHEMA_VERSION, SCHEMA_VERSION]);
  await database.drop();
});

test('a database of an earlier release is brought up to date, and a migration that fails leaves nothing', async () => {
  const database = await createTestDatabase({ from: 'empty' });
  const client = await openClient(database.url);
  expect(await migrateOn(client, TEST_OWNER, MIGRATIONS.slice(0, 2))).toEqual({ from: 0, to: 2 });
  const failing: Migration = {
    version: 3,
    name: 'failing',
    up: (tx) => runAll(tx, ['create table ops.half (id integer)', 'select from ops.nowhere']),
  };
  await expect(migrateOn(client, TEST_OWNER, [...MIGRATIONS.slice(0, 2), failing])).rejects.toMatchObject({ code: 'sql.42P01' });
  expect((await client.query("select to_regclass('ops.half') as half, (select schema_version from ops.database) as version")).rows).toEqual(
    [{ half: null, version: 2 }],
  );
  await expect(requireCurrent(client, TEST_OWNER)).rejects.toMatchObject({ code: 'database.older' });
  expect(await migrate(database.url, TEST_OWNER)).toEqual({ from: 2, to: SCHEMA_VERSION });
  expect(await migrate(database.url, TEST_OWNER)).toEqual({ from: SCHEMA_VERSION, to: SCHEMA_VERSION });
  await requireCurrent(client, TEST_OWNER);
  await client.end();
  await database.drop();
});

test('a database of somebody else, of another pipeline, of another key, or newer is refused and left alone', async () => {
  const foreign = await createTestDatabase({ from: 'empty' });
  await adminQuery(foreign.url, 'create table public.tax (id integer)');
  await expect(migrate(foreign.url, TEST_OWNER)).rejects.toMatchObject({ code: 'database.foreign', exit: 'database' });
  await foreign.drop();

  const ours = await createTestDatabase();
  await expect(migrate(ours.url, { ...TEST_OWNER, pipeline: 'other' })).rejects.toMatchObject({
    code: 'database.other_pipeline',
    exit: 'database',
  });
  await expect(migrate(ours.url, { ...TEST_OWNER, idKeyFingerprint: 'other' })).rejects.toMatchObject({
    code: 'database.other_id_key',
    exit: 'database',
  });
  await adminQuery(ours.url, 'update ops.database set schema_version = 1000');
  await expect(migrate(ours.url, TEST_OWNER)).rejects.toMatchObject({ code: 'database.newer', exit: 'database' });
  await ours.drop();
});

test('a database that is not there is an error that names the remedy', async () => {
  await expect(migrate('postgresql://nobody@%2Fnowhere/none', TEST_OWNER)).rejects.toMatchObject({
    code: 'database.unreachable',
    exit: 'database',
  });
});

test('every table of the registries is there, with the columns and types that it names, and everything is commented', async () => {
  const database = await createTestDatabase();
  const found = await adminQuery(
    database.url,
    `select n.nspname || '.' || c.relname as name, string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum) as columns,
            bool_and(col_description(c.oid, a.attnum) is not null) and obj_description(c.oid, 'pg_class') is not null as commented
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname in ('ops', 'core', 'link', 'golden', 'governance', 'audit') and c.relkind in ('r', 'p') and not c.relispartition and a.attgenerated = '' group by c.oid, n.nspname, c.relname`,
  );
  const tables = new Map(found.map((row) => [row['name'], row]));
  const spelt = (columns: readonly { readonly name: string; readonly type: string }[]) =>
    columns.map((column) => `${column.name} ${column.type === 'timestamptz' ? 'timestamp with time zone' : column.type}`).join(', ');
  for (const table of PLAIN_TABLES) expect(tables.get(table.name)).toMatchObject({ columns: spelt(table.columns), commented: true });
  for (const table of VERSIONED_TABLES)
    expect(tables.get(table.name)).toMatchObject({
      columns: `${spelt(table.columns)}, from_publication integer, to_publication integer`,
      commented: true,
    });
  expect(found.filter((row) => row['commented'] !== true)).toEqual([]);
  await database.drop();
});
