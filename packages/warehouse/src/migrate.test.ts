import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import { TEST_OWNER } from '@golden-thread/test-kit/test-owner';
import { expect, test } from 'vitest';
import { migrate } from './migrate.ts';
import { SCHEMA_VERSION } from './migrations/list.ts';
import { PLAIN_TABLES } from './tables/plain.ts';
import { VERSIONED_TABLES } from './versioned/tables.ts';

test('several migrations at once of an empty database make it once', async () => {
  const database = await createTestDatabase({ from: 'empty' });
  const all = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, TEST_OWNER)));
  expect(all.map((one) => one.from).sort()).toEqual([0, SCHEMA_VERSION, SCHEMA_VERSION, SCHEMA_VERSION]);
  await database.drop();
});

test('a database of somebody else, of another pipeline, of another key, or newer is refused and left alone', async () => {
  const foreign = await createTestDatabase({ from: 'empty' });
  await adminQuery(foreign.url, 'create table public.tax (id integer)');
  await expect(migrate(foreign.url, TEST_OWNER)).rejects.toMatchObject({ code: 'database.foreign', exit: 'database' });
  await foreign.drop();

  const ours = await createTestDatabase();
  await expect(migrate(ours.url, { ...TEST_OWNER, pipeline: 'other' })).rejects.toMatchObject({ code: 'database.other_pipeline', exit: 'database' });
  await expect(migrate(ours.url, { ...TEST_OWNER, idKeyFingerprint: 'other' })).rejects.toMatchObject({ code: 'database.other_id_key', exit: 'database' });
  await adminQuery(ours.url, 'update ops.database set schema_version = 1000');
  await expect(migrate(ours.url, TEST_OWNER)).rejects.toMatchObject({ code: 'database.newer', exit: 'database' });
  await ours.drop();
});

test('a database that is not there is an error that names the remedy', async () => {
  await expect(migrate('postgresql://nobody@%2Fnowhere/none', TEST_OWNER)).rejects.toMatchObject({ code: 'database.unreachable', exit: 'database' });
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
  const spelt = (columns: readonly { readonly name: string; readonly type: string }[]) => columns.map((column) => `${column.name} ${column.type === 'timestamptz' ? 'timestamp with time zone' : column.type}`).join(', ');
  for (const table of PLAIN_TABLES) expect(tables.get(table.name)).toMatchObject({ columns: spelt(table.columns), commented: true });
  for (const table of VERSIONED_TABLES) expect(tables.get(table.name)).toMatchObject({ columns: `${spelt(table.columns)}, from_publication integer, to_publication integer`, commented: true });
  expect(found.filter((row) => row['commented'] !== true)).toEqual([]);
  await database.drop();
});
