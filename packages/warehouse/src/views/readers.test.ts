import { printPerson } from '@golden-thread/shapes/references';
import { dayFromToday, smallRegister } from '@golden-thread/test-kit/access/small-register';
import { fillSmallWarehouse, SMALL_POINTER } from '@golden-thread/test-kit/access/small-warehouse';
import { adminQuery } from '@golden-thread/test-kit/admin-query';
import { withLogin } from '@golden-thread/test-kit/database-url';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { readerLogin } from '../roles/reader-logins.ts';
import { secureDatabase } from '../roles/secure-database.ts';
import { syncRegister } from '../roles/sync-register.ts';
import { READER_VIEWS } from './all-views.ts';

/** What a reader's login can and cannot do with a small warehouse whose every row is known. */
const AMARA = printPerson(2 ** 49 - 1);
const WITHHELD = printPerson(7);
const NOBODY = printPerson(4711);

let database: TestDatabase;
let owner: pg.Client;
const readers: pg.Client[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await openClient(database.url);
  await secureDatabase(owner);
  await fillSmallWarehouse(owner);
  await syncRegister(owner, smallRegister());
  await owner.query(
    'insert into link.claim (person_key, anchor, ordinal, minted, holder, alive, from_publication, to_publication) values (99, 2, 1, 1, $1, false, 1, 2147483647)',
    [2 ** 49 - 1],
  );
});
afterEach(async () => {
  for (const reader of readers.splice(0)) await reader.end();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Puts back what a test has moved. */
async function restore(): Promise<void> {
  await owner.query('update ops.current_publication set number = $1', [SMALL_POINTER]);
  await owner.query("delete from governance.withheld where because = 'test'");
  await owner.query("insert into ops.setting (name, value) values ('time_zone', 'Europe/London') on conflict do nothing");
  await syncRegister(owner, smallRegister());
}

const urlOf = (grant: string): string => withLogin(database.url, readerLogin(database.name, grant));
async function open(grant: string): Promise<pg.Client> {
  const reader = await openClient(urlOf(grant));
  readers.push(reader);
  return reader;
}
const forenames = async (reader: pg.Client): Promise<unknown[]> =>
  (await reader.query<{ forename: string | null }>('select forename from bi_core.dim_person order by forename')).rows.map(
    (row) => row.forename,
  );
const viewsOf = (schemas: readonly string[]) => READER_VIEWS.filter((view) => schemas.includes(view.name.split('.')[0] ?? ''));

describe('rights are always now', () => {
  afterEach(restore);

  test.each([
    ['it ends today', "to_date = (now() at time zone 'Europe/London')::date"],
    ['it is suspended', "status = 'suspended'"],
    ['its assessment is overdue', "dpia_review_by = '2026-01-01'"],
    ["its gateway's commencement is undone", "gateway = 'not_commenced'"],
  ])('the values of an agreement are hidden at the next query when %s', async (_when, change) => {
    const reader = await open('names_of_two');
    const before = (await reader.query('select forename, surname, not_shared from bi_core.dim_person where person = $1', [AMARA])).rows[0];
    expect(before).toMatchObject({ forename: 'Amara', surname: 'Osei' });
    await owner.query(`update governance.agreement set ${change} where id = 'school'`);
    const after = (
      await reader.query<{ not_shared: string }>('select forename, surname, not_shared from bi_core.dim_person where person = $1', [AMARA])
    ).rows[0];
    expect(after).toMatchObject({ forename: null, surname: 'Osei' });
    expect(after?.not_shared.split(', ')).toContain('forename');
    expect(await forenames(reader)).not.toContain('Tom');
  });

  test('a grant whose terms are withdrawn shows nothing at the next query', async () => {
    const reader = await open('names_of_two');
    expect((await forenames(reader)).length).toBeGreaterThan(0);
    await owner.query("update governance.reader_grant set terms_accepted = null where id = 'names_of_two'");
    expect(await forenames(reader)).toEqual([]);
  });

  test('without the zone of the pipeline nobody sees anything', async () => {
    const reader = await open('everything');
    await owner.query("delete from ops.setting where name = 'time_zone'");
    expect(await forenames(reader)).toEqual([]);
  });

  test.each([
    ['the person', ['person', String(2 ** 49 - 1)]],
    ['an id that resolves to the person', ['person', '99']],
    ['a record of the person', ['record', '2']],
  ])('a person is in no view from the next query on when %s is withheld', async (_what, subject) => {
    const reader = await open('everything');
    const withPerson = viewsOf(['bi_core', 'bi_identifiers']).filter((view) => view.columns.some((column) => column.name === 'person'));
    expect((await reader.query('select from bi_core.person_value where person = $1', [AMARA])).rows.length).toBe(17);
    await owner.query(
      "insert into governance.withheld (kind, subject, because, cleared_by, raised_at) values ($1, $2, 'test', 3, now())",
      subject,
    );
    for (const view of withPerson) {
      const { rows } = await reader.query(`select from ${view.name} where person = $1`, [AMARA]);
      expect([view.name, rows.length]).toEqual([view.name, 0]);
    }
    await owner.query('update ops.current_publication set number = 3'); // the publication that knew it
    expect((await reader.query('select from bi_core.dim_person where person = $1', [AMARA])).rows.length).toBe(1);
  });

  test('a withheld id and one that never was have the same answer (C083)', async () => {
    const reader = await open('everything');
    for (const view of ['dim_person', 'person_value', 'person_coverage', 'person_lineage', 'bridge_person_record', 'fact_case']) {
      const answers = [WITHHELD, NOBODY].map(
        async (person) => (await reader.query(`select * from bi_core.${view} where person = $1`, [person])).rows,
      );
      expect(await Promise.all(answers)).toEqual([[], []]);
    }
    expect((await reader.query("select other from bi_core.person_lineage where kind = 'merged'")).rows).toEqual([
      { other: printPerson(1) },
    ]);
  });

  test("a right that fell inside a reader's own transaction is enforced by ending the session", async () => {
    const reader = await open('everything');
    reader.on('error', () => undefined);
    await reader.query('begin isolation level repeatable read');
    await reader.query('select count(*) from bi_core.dim_person');
    expect((await owner.query<{ ended: number }>('select governance.end_reader_sessions() as ended')).rows[0]?.ended).toBe(1);
    await expect(reader.query('select count(*) from bi_core.dim_person')).rejects.toThrow();
    readers.splice(readers.indexOf(reader), 1);
  });
});

describe('a reader sees one publication', () => {
  afterEach(restore);

  test('a transaction that began before a publication ends in the one it began with (C075)', async () => {
    const [patient, hasty] = [await open('everything'), await open('everything')];
    await patient.query('begin isolation level repeatable read');
    expect(await forenames(patient)).toContain('Tom');
    await owner.query('update ops.current_publication set number = 3');
    expect(await forenames(patient)).toContain('Tom');
    expect((await patient.query('select number from bi_core.publication')).rows).toEqual([{ number: 2 }]);
    const now = await forenames(hasty);
    expect(now).toContain('Thomas');
    expect(now).toContain('Unpublished');
    expect(now).not.toContain('Tom');
    await patient.query('commit');
    expect(await forenames(patient)).toEqual(now);
  });

  test('a publication withdrawn takes its rows with it', async () => {
    const reader = await open('everything');
    await owner.query('update ops.current_publication set number = 1');
    expect((await reader.query("select from bi_core.person_lineage where kind = 'merged'")).rows.length).toBe(0);
    await owner.query('update ops.current_publication set number = 0');
    expect(await forenames(reader)).toEqual([]);
  });
});

describe('a reader reaches nothing else', () => {
  test.each([
    ['a table', 'select * from golden.person'],
    ['a partition', 'select * from golden.person_open'],
    ['the register', 'select * from governance.reader_grant'],
    ['the views of rights', 'select * from governance.my_cell'],
    ['the ledger', 'select * from ops.run'],
    ['the audit', 'select * from audit.entry'],
    ['a function of ours', 'select governance.sync_readers()'],
    ['a temporary table', 'create temporary table mine (id integer)'],
    ['a function of its own', "create function pg_temp.mine() returns integer language sql as 'select 1'"],
    ['a view of its own', 'create view bi_core.mine as select 1'],
    ['another role', 'set role gt_night'],
    ['another login', 'set session authorization gt_night'],
    ['rows without their security', 'set row_security = off; select * from bi_core.dim_person'],
    ['a write through a view', "update bi_core.dim_organisation set name = 'x'"],
    ['the bytes of a file', "select pg_read_file('/etc/hostname')"],
    ['what values are common', "select 1 / count(*) from pg_stats where schemaname = 'golden'"],
  ])('%s is refused', async (_what, statement) => {
    const reader = await open('everything');
    await reader.query('set default_transaction_read_only = off');
    await expect(reader.query(statement)).rejects.toMatchObject({ exit: 'failed' });
  });

  test('a session begins read only, without long statements, without idle transactions', async () => {
    const reader = await open('everything');
    const { rows } = await reader.query(
      "select name, setting from pg_settings where name in ('default_transaction_read_only', 'statement_timeout', 'idle_in_transaction_session_timeout') order by name collate \"C\"",
    );
    expect(rows).toEqual([
      { name: 'default_transaction_read_only', setting: 'on' },
      { name: 'idle_in_transaction_session_timeout', setting: '60000' },
      { name: 'statement_timeout', setting: '120000' },
    ]);
  });

  test('no setting of a session changes what it sees', async () => {
    const reader = await open('names_of_two');
    const before = await forenames(reader);
    for (const statement of [
      "set app.login = 'gt_reader_everything'",
      "set app.reader = 'everything'",
      "set app.org = 'council'",
      'set search_path = golden, governance',
      "select set_config('app.user', 'gt_night', false)",
      "set time zone 'Pacific/Kiritimati'",
      "set application_name = 'gt_night'",
    ])
      await reader.query(statement);
    expect(await forenames(reader)).toEqual(before);
  });

  test('a cheap leaky function in the filter sees only what the reader may see (C079)', async () => {
    await owner.query(
      `create function public.peek(text) returns boolean cost 0.0000001 language plpgsql as $$ begin raise notice '%', $1; return true; end $$; grant usage on schema public to public`,
    );
    const reader = await open('names_of_two');
    const seen = new Set<string>();
    reader.on('notice', (notice) => seen.add(notice.message ?? ''));
    for (const view of viewsOf(['bi_core'])) {
      if (view.name === 'bi_core.dictionary' || view.name === 'bi_core.dim_date') continue;
      for (const column of view.columns) {
        seen.clear();
        const allowed = new Set(
          (await reader.query<{ value: string | null }>(`select distinct "${column.name}"::text as value from ${view.name}`)).rows.map(
            (row) => row.value ?? '<NULL>',
          ),
        );
        await reader.query(`select count(*) from ${view.name} where public.peek("${column.name}"::text)`);
        expect([view.name, column.name, [...seen].filter((value) => !allowed.has(value))]).toEqual([view.name, column.name, []]);
      }
    }
  });

  test('a masked value is in no filter, order or count (C081)', async () => {
    const reader = await open('names_of_two');
    expect((await reader.query("select from bi_core.dim_person where postcode like 'ZZ99%'")).rows.length).toBe(0);
    expect((await reader.query('select postcode from bi_core.dim_person group by postcode')).rows).toEqual([{ postcode: null }]);
  });

  test('how many sources differ is told only where every source of the person is shared', async () => {
    const reader = await open('everything');
    const differs = async (person: string) =>
      (await reader.query("select differs from bi_core.person_value where person = $1 and attribute = 'forename'", [person])).rows;
    expect(await differs(printPerson(1))).toEqual([{ differs: 0 }]);
    expect(await differs(AMARA)).toEqual([{ differs: null }]);
  });

  test('a login that is granted no identifiers has no right to their schema, and loses it with the item', async () => {
    const statement = 'select upn from bi_identifiers.upn';
    await expect((await open('names_of_two')).query(statement)).rejects.toMatchObject({ code: expect.stringContaining('42501') });
    const reader = await open('identifiers');
    expect((await reader.query(statement)).rows).toEqual([{ upn: 'A999000000001' }]);
    const register = smallRegister();
    await syncRegister(owner, {
      ...register,
      itemSets: register.itemSets.map((set) => (set.id === 'identifiers' ? { ...set, items: ['person.sex'] } : set)),
    });
    await expect(reader.query(statement)).rejects.toMatchObject({ code: expect.stringContaining('42501') });
    await restore();
  });
});

describe('what BI tools can hold', () => {
  test('an id is text in every view, and the number is in none (C085)', async () => {
    const reader = await open('everything');
    for (const view of viewsOf(['bi_core', 'bi_identifiers'])) {
      for (const column of view.columns.filter((one) => one.name === 'person' || one.name === 'other')) expect(column.type).toBe('text');
      const { rows } = await reader.query(`select v::text as row from ${view.name} v`);
      expect(rows.filter((row) => JSON.stringify(row).includes(String(2 ** 49 - 1)))).toEqual([]);
    }
  });

  test('no date is before 1900, beyond a year from today, or infinite (C087)', async () => {
    const reader = await open('everything');
    for (const view of READER_VIEWS) {
      for (const column of view.columns.filter((one) => one.type === 'date' || one.type.startsWith('timestamp'))) {
        const name = `"${column.name}"`;
        const { rows } = await reader.query<{ wrong: number }>(
          `select count(*)::int as wrong from ${view.name} where ${name} < '1900-01-01' or ${name} > $1 or not isfinite(${name})`,
          [dayFromToday(367)],
        );
        expect([view.name, column.name, rows[0]?.wrong]).toEqual([view.name, column.name, 0]);
      }
    }
  });

  test('the dictionary tells of every column of every view, in the words of its comment', async () => {
    const reader = await open('names_of_two');
    const told = (
      await reader.query('select view, "column", type, describes from bi_core.dictionary order by view collate "C", "column" collate "C"')
    ).rows;
    const found = await adminQuery(
      database.url,
      `select v.* from (
       select n.nspname || '.' || c.relname as view, a.attname::text as "column", format_type(a.atttypid, null) as type, col_description(c.oid, a.attnum) as describes
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
       where n.nspname in ('bi_core', 'bi_identifiers')) v order by view collate "C", "column" collate "C"`,
    );
    expect(told).toEqual(found);
  });

  test('two views are never joined by a nested loop, whatever their masks make of the estimates', async () => {
    const reader = await open('everything');
    const { rows } = await reader.query<Record<string, string>>(
      "explain select count(*) from bi_core.fact_case c join bi_core.dim_person d using (person) where d.sex = 'F' and d.ethnicity = 'WBRI' and d.birth_date >= '2010-01-01' and c.opened >= '2022-01-01' and c.kind = 'exclusion' and c.service = 'Inclusion'",
    );
    const plan = rows.map((row) => row['QUERY PLAN'] ?? '');
    expect(plan.slice(0, 3).join('\n')).toMatch(/(Hash|Merge) Join/);
  });
});
