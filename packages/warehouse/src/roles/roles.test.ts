import { dayFromToday, smallRegister } from '@golden-thread/test-kit/access/small-register';
import { fillSmallWarehouse } from '@golden-thread/test-kit/access/small-warehouse';
import { withLogin } from '@golden-thread/test-kit/database-url';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { PLAIN_TABLES } from '../tables/plain.ts';
import { READER_VIEWS } from '../views/all-views.ts';
import { column } from '../views/reader-view.ts';
import { replaceReaderViews } from '../views/replace-views.ts';
import { lintAccess } from './access-lint.ts';
import { readerLogin } from './reader-logins.ts';
import { secureDatabase } from './secure-database.ts';
import { syncRegister } from './sync-register.ts';

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = await openClient(database.url);
  await secureDatabase(owner);
  await fillSmallWarehouse(owner);
  await syncRegister(owner, smallRegister());
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

/** Runs a statement as a login and undoes it. */
async function tryAs(login: string, statement: string): Promise<readonly Record<string, unknown>[]> {
  const client = await openClient(withLogin(database.url, login));
  try {
    await client.query('begin');
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

describe('gt_night', () => {
  test('reads every table, and writes rows that readers have security on', async () => {
    for (const table of PLAIN_TABLES) await tryAs('gt_night', `select from ${table.name} limit 1`);
    expect(await tryAs('gt_night', 'select count(*)::int as people from golden.person where to_publication = 2147483647')).toEqual([
      { people: 12 },
    ]);
    await tryAs('gt_night', 'update link.membership set to_publication = 4 where to_publication = 2147483647');
    await tryAs('gt_night', "insert into governance.withheld (kind, subject, because, raised_at) values ('person', 1, 'test', now())");
  });

  test('looks up by index rather than scan: random pages cost it little more than sequential ones', async () => {
    expect(await tryAs('gt_night', 'show random_page_cost')).toEqual([{ random_page_cost: '1.1' }]);
  });

  test('fences its writes by the lease', async () => {
    expect((await tryAs('gt_night', 'select epoch from ops.lease for share')).length).toBe(1);
  });

  test.each([
    ["write the lease's epoch", 'update ops.lease set epoch = 9'],
    ['read a partition', 'select from golden.person_open'],
    ['empty a table', 'truncate golden.person'],
    ['change the audit', "update audit.entry set reason = 'x'"],
    ['forget a record', 'delete from core.record'],
    ['say whose database it is', "update ops.database set pipeline = 'x'"],
    ['change the schema', 'alter table golden.person add column mine text'],
    ['make a role', 'create role gt_reader_mine'],
    ['act as the owner', 'set role gt_owner'],
  ])('may not %s', async (_what, statement) => {
    await expect(tryAs('gt_night', statement)).rejects.toMatchObject({ code: expect.stringContaining('42501') });
  });

  test('makes the readers of a register without the right to make roles', async () => {
    const night = await openClient(withLogin(database.url, 'gt_night'));
    await night.query('begin');
    const register = smallRegister();
    const [first] = register.grants;
    await syncRegister(night, { ...register, grants: first === undefined ? [] : [...register.grants, { ...first, id: 'of_the_night' }] });
    const { rows } = await night.query('select from pg_roles where rolname = $1', [readerLogin(database.name, 'of_the_night')]);
    expect(rows.length).toBe(1);
    await night.query('rollback');
    await night.end();
  });
});

describe('gt_auditor', () => {
  test('reads the audit and the ledger, and nobody', async () => {
    await tryAs('gt_auditor', 'select from audit.entry');
    expect((await tryAs('gt_auditor', 'select number from ops.publication')).length).toBe(3);
    for (const table of ['golden.person', 'core.person_version', 'link.edge'])
      await expect(tryAs('gt_auditor', `select from ${table}`)).rejects.toMatchObject({ code: expect.stringContaining('42501') });
    await expect(tryAs('gt_auditor', 'delete from audit.entry')).rejects.toMatchObject({ code: expect.stringContaining('42501') });
  });
});

describe('the readers of a register', () => {
  test('a login whose grant leaves the register is closed, and opened when it comes back', async () => {
    const register = smallRegister();
    const login = readerLogin(database.name, 'school_alone');
    await tryAs(login, 'select from bi_core.dim_person');
    await syncRegister(owner, { ...register, grants: register.grants.filter((grant) => grant.id !== 'school_alone') });
    await expect(tryAs(login, 'select')).rejects.toThrow();
    expect(await lintAccess(owner)).toEqual([]);
    await syncRegister(owner, register);
    expect((await tryAs(login, 'select from bi_core.dim_person')).length).toBe(5);
  });

  test('synchronising twice changes nothing', async () => {
    const state =
      "select (select jsonb_agg(g order by g.id) from governance.reader_grant g) as grants, (select jsonb_agg(a order by a.id) from governance.agreement a) as agreements, (select array_agg(nspacl::text order by nspname) from pg_namespace where nspname like 'bi%') as access";
    const before = (await owner.query(state)).rows;
    await syncRegister(owner, smallRegister());
    expect((await owner.query(state)).rows).toEqual(before);
  });

  test('what the declaration no longer says is gone from the live register', async () => {
    const register = smallRegister();
    const changed = {
      ...register,
      agreements: register.agreements.map((agreement) =>
        agreement.id === 'police' ? { ...agreement, purposes: ['early_help'], dpias: ['ours'], to: dayFromToday(3) } : agreement,
      ),
    };
    await syncRegister(owner, changed);
    expect(
      (
        await owner.query(
          "select a.to_date, a.dpias_approved, array(select purpose from governance.agreement_purpose p where p.agreement = a.id) as purposes from governance.agreement a where id = 'police'",
        )
      ).rows,
    ).toEqual([{ to_date: dayFromToday(3), dpias_approved: false, purposes: ['early_help'] }]);
    await syncRegister(owner, register);
  });

  test("a login that is another database's is never taken over", async () => {
    const other = await createTestDatabase();
    const client = await openClient(other.url);
    await syncRegister(client, smallRegister());
    await client.query('update governance.reader_grant set login = $1 where id = $2', [
      readerLogin(database.name, 'everything'),
      'everything',
    ]);
    await expect(client.query('select governance.sync_readers()')).rejects.toMatchObject({ exit: 'failed' });
    await client.end();
    await other.drop();
    await tryAs(readerLogin(database.name, 'everything'), 'select from bi_core.dim_person');
  });

  test('a reader of one database cannot connect to another that is secured', async () => {
    const other = await createTestDatabase();
    const client = await openClient(other.url);
    await secureDatabase(client);
    await client.end();
    const elsewhere = withLogin(other.url, readerLogin(database.name, 'everything'));
    await expect(openClient(elsewhere)).rejects.toThrow();
    await other.drop();
  });

  test('a long name is shortened to what Postgres keeps, and stays its own', () => {
    const long = 'a'.repeat(60);
    expect(readerLogin('council', 'early_help')).toBe('gt_reader_council_early_help');
    const logins = [readerLogin(long, 'x'), readerLogin(`${long}b`, 'x'), readerLogin(long, 'y')];
    for (const login of logins) expect(Buffer.byteLength(login)).toBeLessThanOrEqual(63);
    expect(new Set(logins).size).toBe(3);
  });
});

describe("an analyst's own view on ours (C077)", () => {
  const dimOrganisation = READER_VIEWS.filter((view) => view.name === 'bi_core.dim_organisation');
  test('stays while ours gains a column, and stops a migration that would drop ours before it has changed anything', async () => {
    await owner.query('create schema mine; create view mine.v as select * from bi_core.dim_organisation');
    const longer = dimOrganisation.map((view) => ({ ...view, columns: [...view.columns, column('added', 'text', 'Added.', "'x'")] }));
    await owner.query('begin');
    await replaceReaderViews(owner, longer);
    expect((await owner.query('select from mine.v')).rows.length).toBe(2);
    expect((await owner.query('select added from bi_core.dim_organisation')).rows.length).toBe(2);
    await owner.query('rollback');

    const shorter = dimOrganisation.map((view) => ({ ...view, columns: view.columns.slice(1) }));
    const change = replaceReaderViews(owner, shorter);
    await expect(change).rejects.toMatchObject({
      code: 'database.view_built_upon',
      exit: 'database',
      message: expect.stringContaining('mine.v'),
    });
    expect((await owner.query('select organisation from bi_core.dim_organisation')).rows.length).toBe(2);

    await owner.query('drop view mine.v');
    await owner.query('begin');
    await replaceReaderViews(owner, shorter);
    expect((await owner.query('select name from bi_core.dim_organisation')).rows.length).toBe(2);
    await owner.query('rollback');
    await owner.query('drop schema mine');
  });
});
