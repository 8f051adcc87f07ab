import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { openPostgresDoor, type PostgresDoor } from '@golden-thread/test-kit/servers/postgres-door';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDelivery } from '../read-delivery.ts';
import { sourceOf } from '../source.fixture.ts';
import type { LocationKey } from '../spool/location-settings.ts';
import { type MirrorOptions, mirror } from '../spool/mirror.ts';
import { spoolOf } from '../spool/spool.ts';
import { openPostgres } from './open-postgres.ts';

const FILE = 'cases_20260302.csv';
/** A name that leaves its quotes if it is spliced. */
const EVIL = `x"; drop table export.children; --`;
const COLUMNS = { id: { type: 'text' }, born: { type: 'text' }, [EVIL]: { type: 'text' } } as const;

let database: TestDatabase;
let door: PostgresDoor;
let admin: pg.Client;
let directory: string;
beforeAll(async () => {
  database = await createTestDatabase({ from: 'empty' });
  door = await openPostgresDoor(database.url);
  admin = new pg.Client(database.url);
  admin.on('error', () => {});
  await admin.connect();
  await admin.query(`create schema export`);
  await admin.query(`create table export.children (id text, born date, ${pg.escapeIdentifier(EVIL)} text, secret text)`);
});
afterAll(async () => {
  await admin.end();
  await door.close();
  await database.drop();
});
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'gt-postgres-'));
  await admin.query('truncate export.children');
  await admin.query(`insert into export.children values
    ('2', '2015-02-28', 'comma, "quote" and' || chr(10) || 'break', 'canary'), ('10', null, '', 'canary'), ('1', '2016-02-29', null, 'canary')`);
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const sourceWith = (columns: object = COLUMNS, table = 'export.children', idleSeconds = 5) =>
  sourceOf({
    transport: { kind: 'postgres', files: 'cases_{date}.csv', table, waitsSeconds: [0], idleSeconds },
    contract: { columns: { ...columns, surname: { type: 'text' } }, key: ['id'], delivers: 'full' },
  });
type Over = Partial<Record<LocationKey, string | null>>;
function addressOf(over: Partial<{ database: string; port: number; user: string }> = {}): string {
  const { user = door.user, port = door.port } = over;
  return `postgresql://${user}@127.0.0.1:${port}/${over.database ?? database.name}`;
}
async function run(source = sourceWith(), over: Over = {}, options: Partial<MirrorOptions> = {}) {
  const { transport, contract } = source;
  if (transport.kind !== 'postgres') throw new TypeError('another transport');
  const values: Over = { address: addressOf(), password: door.password, ...over };
  const location = { name: 'school-mis', get: (key: LocationKey) => values[key] ?? null };
  return mirror(source, openPostgres({ transport, contract, businessDate: '2026-03-02' }, location), spoolOf(directory, source), {
    choose: (offered) => offered,
    waitsSeconds: transport.waitsSeconds,
    withinMinutes: 1,
    ...options,
  });
}
const path = () => join(spoolOf(directory, sourceWith()).files, FILE);
const shownOf = (error: unknown): string =>
  error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${shownOf(error.cause)}` : '';
const failing = async (...given: Parameters<typeof run>) =>
  run(...given).then(
    () => expect.unreachable(),
    async (error: unknown) => {
      expect(shownOf(error)).not.toMatch(/canary|127\.0\.0\.1|gt_test_/i);
      expect(await readdir(join(path(), '..')).catch(() => [])).toEqual([]);
      return error;
    },
  );

describe('a table', () => {
  test('comes as the columns of the contract alone, in the order of the key, and the decoder reads them', async () => {
    await admin.query('alter table export.children add column if not exists surname text');
    const source = sourceWith();
    await run(source);
    const text = await readFile(path(), 'utf8');
    expect(text).not.toContain('canary');
    expect(text).toContain('"comma, ""quote"" and\nbreak"');
    const cells: unknown[] = [];
    for await (const rows of readDelivery(source, path())) cells.push(...rows.map((row) => row.cells));
    expect(cells).toEqual([
      ['1', '2016-02-29', null, null],
      ['10', null, null, null],
      ['2', '2015-02-28', 'comma, "quote" and\nbreak', null],
    ]);
    const { rows } = await admin.query('select count(*)::int as n from export.children');
    expect(rows).toEqual([{ n: 3 }]);
  });

  test('comes as it was at one moment, whatever is written while it is read', async () => {
    await admin.query(`insert into export.children select 'n' || n, null, repeat('x', 500) from generate_series(1, 20000) n`);
    let written: Promise<unknown> | null = null;
    await run(
      sourceWith(),
      {},
      {
        onProgress: () => {
          written ??= admin.query(`update export.children set ${pg.escapeIdentifier(EVIL)} = 'later'`);
        },
      },
    );
    await written;
    expect(await readFile(path(), 'utf8')).not.toContain('later');
    await run();
    expect((await readFile(path(), 'utf8')).split('later')).toHaveLength(20_004);
  });

  test('without a row still names its columns', async () => {
    await admin.query('truncate export.children');
    await run();
    expect((await readFile(path(), 'utf8')).trim()).toBe('id,born,"x""; drop table export.children; --",surname');
  });
});

describe('a server', () => {
  test('that lacks the table, the column, the database or the login is told apart', async () => {
    expect(await failing(sourceWith(COLUMNS, 'export.canary'))).toMatchObject({ code: 'remote.missing' });
    expect(await failing(sourceWith({ id: { type: 'text' }, canary: { type: 'text' } }))).toMatchObject({ code: 'remote.missing' });
    expect(await failing(sourceWith(), { address: addressOf({ database: 'canary' }) })).toMatchObject({ code: 'remote.missing' });
    expect(await failing(sourceWith(), { address: addressOf({ user: 'canary' }) })).toMatchObject({ code: 'remote.login' });
    expect(await failing(sourceWith(), { address: addressOf({ port: 1 }) })).toMatchObject({ code: 'remote.unreachable' });
  });

  test('that is gone in the middle of a table is asked again', async () => {
    await admin.query(`insert into export.children select 'n' || n, null, repeat('x', 500) from generate_series(1, 20000) n`);
    door.dropAfter = 1_000_000;
    expect(await run()).toMatchObject({ tries: 2 });
    expect((await readFile(path(), 'utf8')).match(/^n/gm)).toHaveLength(20_000);
    door.dropAfter = 1_000_000;
    await rm(directory, { recursive: true });
    expect(await failing(sourceWith(), {}, { waitsSeconds: [] })).toMatchObject({ code: 'remote.dropped' });
  });

  test('that accepts and says nothing is given up', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port }: { port: number } = Object(silent.address());
    expect(await failing(sourceWith(COLUMNS, 'export.children', 0.2), { address: addressOf({ port }) })).toMatchObject({
      code: expect.stringMatching(/remote\.(stalled|dropped|unreachable)/),
    });
    silent.close();
  });

  test.each<[string, Over]>([
    ['no password is set', { password: null }],
    ['no database is named', { address: 'postgresql://user@canary.example/' }],
    ['the address holds options', { address: 'postgresql://user@canary.example/db?sslmode=disable' }],
    ['the address holds the password', { address: 'postgresql://user:canary@host.example/db' }],
  ])('is not connected to where %s', async (_label, over) => {
    expect(await failing(sourceWith(), over)).toBeInstanceOf(DeclarationError);
  });
});

test('a table is named by schema and name, and nothing else', () => {
  for (const table of ['children', 'a.b.c', 'export."x"', 'export.children; drop table x', '(select 1)'])
    expect(() => sourceWith(COLUMNS, table)).toThrow(/declared wrongly/);
});
