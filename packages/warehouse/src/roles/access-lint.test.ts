import { smallRegister } from '@golden-thread/test-kit/access/small-register';
import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openClient } from '../connect.ts';
import { ACCESS_RULES, lintAccess } from './access-lint.ts';
import { readerLogin } from './reader-logins.ts';
import { secureDatabase } from './secure-database.ts';
import { syncRegister } from './sync-register.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = await openClient(database.url);
  await secureDatabase(client);
  await syncRegister(client, smallRegister());
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

test('a migrated database with readers breaks no rule of access', async () => {
  expect(await lintAccess(client)).toEqual([]);
});

/** Each fault breaks the rules named, and no rule is without a fault that breaks it. */
const reader = () => `"${readerLogin(database.name, 'everything')}"`;
const FAULTS: readonly (readonly [string, () => string, readonly string[]])[] = [
  [
    'a view owned by a superuser',
    () => 'create view bi_core.mine as select 1 as one; comment on view bi_core.mine is $$x$$; comment on column bi_core.mine.one is $$x$$',
    [
      "a reader's view is not owned by gt_views",
      'a view is owned by an owner of tables, a superuser, or a role that bypasses row-level security',
      "a reader's view has no security barrier",
    ],
  ],
  [
    'gt_views bypassing row-level security',
    () => 'alter role gt_views bypassrls',
    [
      'a role of ours is a superuser or bypasses row-level security',
      'a view is owned by an owner of tables, a superuser, or a role that bypasses row-level security',
    ],
  ],
  [
    'a materialised view for readers',
    () => 'create materialized view bi_core.stored as select 1 as one',
    ['something but a view stands in a schema of readers'],
  ],
  [
    'row-level security switched off',
    () => 'alter table link.membership disable row level security',
    ['a table that a view reads has no row-level security'],
  ],
  ['row-level security forced', () => 'alter table golden.person force row level security', ['row-level security is forced on an owner']],
  [
    'a view on a materialised view',
    () =>
      'create materialized view golden.stored as select 1 as one; alter materialized view golden.stored owner to gt_owner; create view bi_core.through with (security_barrier = true) as select one from golden.stored; alter view bi_core.through owner to gt_views; comment on view bi_core.through is $$x$$; comment on column bi_core.through.one is $$x$$',
    ["a materialised view or a foreign table is read by a reader's view"],
  ],
  [
    'a policy by a setting of the session',
    () => "create policy by_setting on core.source for select to gt_views using (name = current_setting('app.source'))",
    ['a policy calls a function or reads a setting'],
  ],
  [
    'a policy as plain conditions',
    () =>
      'drop policy gt_views_select on golden.person; create policy gt_views_select on golden.person for select to gt_views using (scopes && (select s.scopes from governance.my_scopes s))',
    ['a policy of a view is written in a form that the planner takes for rare'],
  ],
  ['a privilege on a partition', () => 'grant select on golden.person_open to gt_console', ['somebody has a privilege on a partition']],
  [
    'a column without a comment',
    () => 'comment on column bi_core.dim_person.surname is null',
    ["a reader's view or a column of it has no comment"],
  ],
  [
    'a column of an array',
    () =>
      'create view bi_core.lists with (security_barrier = true) as select array[1] as list; alter view bi_core.lists owner to gt_views; comment on view bi_core.lists is $$x$$; comment on column bi_core.lists.list is $$x$$',
    ['a column has a type that old drivers do not know'],
  ],
  ['a reader who may make roles', () => `alter role ${reader()} createrole`, ['a reader has an attribute that readers never have']],
  ['a reader in another role', () => `grant pg_monitor to ${reader()}`, ['a reader is a member of another role']],
  ['a reader who may use a schema below', () => `grant usage on schema golden to ${reader()}`, ['a reader may use a schema below bi_*']],
  ['a reader who may create', () => `grant create on schema bi_core to ${reader()}`, ['a reader may create in a schema']],
  [
    'a reader with one column of a table',
    () => `grant select (surname) on core.person_version to ${reader()}`,
    ['a reader has a privilege on a table or view below bi_*'],
  ],
  [
    'a reader who may write a view',
    () => `grant update on bi_core.dim_organisation to ${reader()}`,
    ['a reader may change what a view shows'],
  ],
  [
    'a function for everybody',
    () => "create function ops.tell() returns integer language sql as 'select 1'",
    ['a reader, or everybody, may run a function of ours'],
  ],
  [
    "a function with its owner's rights and no path",
    () =>
      "create function ops.act() returns integer language sql security definer as 'select 1'; revoke all on function ops.act() from public",
    ["a function with its owner's rights has no fixed search path"],
  ],
  [
    'everybody connecting',
    () => `grant connect on database ${database.name} to public`,
    ['everybody may connect or make temporary tables'],
  ],
  ['a table of somebody else', () => 'create table core.mine (id integer)', ['a table is not owned by gt_owner']],
];

test.each(FAULTS)('%s is found', async (_what, fault, rules) => {
  await client.query('begin');
  await client.query(fault());
  const found = new Set((await lintAccess(client)).map((finding) => finding.rule));
  await client.query('rollback');
  expect([...found].sort()).toEqual([...rules].sort());
});

test('every rule has a fault that breaks it', () => {
  expect(new Set(FAULTS.flatMap(([, , rules]) => rules))).toEqual(new Set(ACCESS_RULES));
});
