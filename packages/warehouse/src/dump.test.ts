import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool, type Pool, type PoolClient } from './connect.ts';
import { DUMPED_TABLES, type DumpedTable } from './dump/dumped.ts';
import { LEFT_OUT_COLUMNS, LEFT_OUT_TABLES } from './dump/left-out.ts';
import { dumpHash, dumpTable } from './dump.ts';
import { SETTINGS_TABLES } from './roles/settings-tables.ts';
import type { Column, ColumnType } from './tables/column.ts';
import { identifier, identifiers, qualified } from './tables/identifiers.ts';
import { PLAIN_TABLES } from './tables/plain.ts';
import { VERSIONED_TABLES } from './versioned/tables.ts';

let database: TestDatabase;
let pool: Pool;
let client: PoolClient;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = openPool(database.url);
  client = await pool.connect();
});
afterAll(async () => {
  client.release();
  await pool.end();
  await database.drop();
});

test('every table and column is dumped, or left out with a reason', async () => {
  const { rows } = await client.query<{ table: string; column: string }>(
    `select n.nspname || '.' || c.relname as table, a.attname as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, a.attnum`,
  );
  const accounted = (table: string, column: string): string[] => [
    ...(DUMPED_TABLES.find((one) => one.name === table)?.columns.includes(column) === true ? ['dumped'] : []),
    ...(LEFT_OUT_TABLES[table] === undefined ? [] : ['left out with its table']),
    ...(LEFT_OUT_COLUMNS[table]?.[column] === undefined ? [] : ['left out']),
  ];
  expect(rows.filter(({ table, column }) => accounted(table, column).length !== 1)).toEqual([]);
  expect(rows.length).toBeGreaterThan(300);
});

const SAMPLES: { readonly [Type in ColumnType]: readonly [string, string] } = {
  smallint: ['1', '2'],
  integer: ['1', '2'],
  bigint: ['1', '2'],
  'double precision': ['1.5', '1.5000000000000002'],
  numeric: ['1.50', '1.51'],
  boolean: ['true', 'false'],
  text: ['a', 'b'],
  date: ['2026-03-02', '2026-03-03'],
  timestamptz: ['2026-03-02T01:00:00Z', '2026-03-02T01:00:00.000001Z'],
  bytea: ['\\x00', '\\x01'],
  jsonb: ['{"a": 1}', '{"a": 2}'],
  'text[]': ['{a,NULL}', '{a,""}'],
  'date[]': ['{2026-03-02}', '{2026-03-03}'],
  'integer[]': ['{1,NULL}', '{1,2}'],
  'smallint[]': ['{1,NULL}', '{1,2}'],
};
/** Where a check of the table wants something else. */
const CHECKED: Readonly<Record<string, readonly [string, string]>> = {
  'governance.withheld.kind': ['person', 'record'],
  'link.judgement.verdict': ['same', 'different'],
  'link.judgement.signed_by_2': ['x', 'y'],
  'link.never_link.b': ['x', 'y'],
  'link.never_link.lifted_by_2': ['x', 'y'],
  'governance.protection.lowered_by_2': ['x', 'y'],
  'ops.policy.approved_by': ['x', 'y'],
  'ops.publication.status': ['published', 'withdrawn'],
  from_publication: ['1', '2'],
  to_publication: ['3', '2147483647'],
};
const samplesOf = (table: string, column: Column): readonly [string, string] =>
  CHECKED[`${table}.${column.name}`] ?? CHECKED[column.name] ?? SAMPLES[column.type];

const bounds = ['from_publication', 'to_publication'].map((name): Column => ({ name, type: 'integer', required: true, comment: '' }));
const ALL: readonly { readonly name: string; readonly columns: readonly Column[] }[] = [
  ...PLAIN_TABLES,
  ...SETTINGS_TABLES,
  ...VERSIONED_TABLES.map((table) => ({ name: table.name, columns: [...table.columns, ...bounds] })),
];

test('one cell changed anywhere in what is dumped changes the dump', async () => {
  await client.query('begin');
  await client.query('set local session_replication_role = replica'); // cells change here that a trigger holds fast
  for (const table of ALL) {
    await client.query(`truncate ${qualified(table.name)}`);
    const values = table.columns.map((column) => samplesOf(table.name, column)[0]);
    await client.query(
      `insert into ${qualified(table.name)} (${identifiers(table.columns.map((column) => column.name))}) values (${values.map((_, i) => `$${i + 1}`).join(', ')})`,
      values,
    );
  }
  const unseen: string[] = [];
  let changed = 0;
  for (const dumped of DUMPED_TABLES) {
    const before = await textOf(dumped);
    expect(before.split('\n')).toHaveLength(2);
    for (const column of (ALL.find((table) => table.name === dumped.name)?.columns ?? []).filter((one) =>
      dumped.columns.includes(one.name),
    )) {
      await client.query('savepoint cell');
      await client.query(`update ${qualified(dumped.name)} set ${identifier(column.name)} = $1`, [samplesOf(dumped.name, column)[1]]);
      if ((await textOf(dumped)) === before) unseen.push(`${dumped.name}.${column.name}`);
      await client.query('rollback to savepoint cell');
      changed++;
    }
  }
  await client.query('rollback');
  expect(unseen).toEqual([]);
  expect(changed).toBe(DUMPED_TABLES.reduce((sum, table) => sum + table.columns.length, 0));
}, 60_000);

test('two databases that hold the same under other numbers have the same dump', async () => {
  const hashOf = async (numbers: Numbers): Promise<string> => {
    await client.query('begin');
    await fill(numbers);
    const hash = await dumpHash(client);
    await client.query('rollback');
    return hash;
  };
  const plain: Numbers = { records: [1, 2], sources: [1, 2], deliveries: [1, 2], publications: [1, 2], runs: [1, 2], undone: null };
  const hash = await hashOf(plain);
  expect(await hashOf({ records: [7, 3], sources: [9, 4], deliveries: [5, 8], publications: [1, 4], runs: [2, 6], undone: 3 })).toBe(hash);
  expect(await hashOf({ ...plain, records: [2, 1], deliveries: [2, 1] })).toBe(hash);
});

interface Numbers {
  readonly records: readonly [number, number];
  readonly sources: readonly [number, number];
  readonly deliveries: readonly [number, number];
  readonly publications: readonly [number, number];
  readonly runs: readonly [number, number];
  /** A publication that was undone between the two. */
  readonly undone: number | null;
}

/** Two sources, two records, two nights: an edge of the first, closed by the second. */
async function fill({ records, sources, deliveries, publications, runs, undone }: Numbers): Promise<void> {
  const [first, second] = publications;
  for (const i of [0, 1] as const) {
    await client.query(
      "insert into core.source values ($1, $2, 'Label', 'org', 'agreement', 'set', 'day', '05:00', 3, 'Europe/London', 'hash')",
      [sources[i], `source_${i}`],
    );
    await client.query("insert into core.record values ($1, $2, $3, 'set', '', $2, '', 0)", [
      records[i],
      `source_${i}/set//x/0`,
      sources[i],
    ]);
    await client.query("insert into ops.delivery values ($1, $2, '', 'f', '2026-03-02', 0, $3, 10, now())", [
      deliveries[i],
      sources[i],
      `sha of ${deliveries[i]}`,
    ]);
    await client.query("insert into ops.run values ($1, $2, $3, $4, $5, 'published', 'affected', now(), null)", [
      runs[i],
      `2026-03-0${2 + i}`,
      undone !== null && i === 1 ? 2 : 1,
      i === 0 ? 0 : first,
      publications[i],
    ]);
    await client.query("insert into ops.publication values ($1, $2, $3, $4, 'published', now(), now(), null)", [
      publications[i],
      runs[i],
      i === 0 ? 0 : first,
      `2026-03-0${2 + i}`,
    ]);
    await client.query("insert into ops.delivery_run values ($1, $2, 'taken', null, '{\"new\": 1}')", [deliveries[i], runs[i]]);
    await client.query("insert into core.flag_version values ($1, $2, '\\x00', 'adoption', null, null, $3, 2147483647)", [
      records[i],
      deliveries[i],
      publications[i],
    ]);
  }
  if (undone !== null) {
    await client.query("insert into ops.run values (77, '2026-03-03', 1, $1, $2, 'undone', 'affected', now(), null)", [first, undone]);
    await client.query("insert into ops.publication values ($1, 77, $2, '2026-03-03', 'undone', now(), null, null)", [undone, first]);
    await client.query("insert into ops.delivery_run values ($1, 77, 'taken', null, '{\"new\": 1}')", [deliveries[1]]);
  }
  await client.query("insert into link.edge values ($1, $2, 12.5, 1, 2, true, 'blocking', null, $3, $4)", [...records, first, second]);
  await client.query(
    "insert into golden.person (person_key, record_key, source, since, differs, scopes, from_publication, to_publication) values (5, $1, $2, '{}', '{}', '{}', $3, 2147483647)",
    [records, sources, first],
  );
  await client.query('update ops.current_publication set number = $1', [second]);
}

async function textOf(table: DumpedTable): Promise<string> {
  const lines: string[] = [];
  for await (const line of dumpTable(client, table)) lines.push(line);
  return lines.join('\n');
}
