import { createHash } from 'node:crypto';
import type { Connection } from '../connect.ts';
import { runAll } from '../migrations/migration.ts';

const LONGEST_NAME = 63;

/** Login of a grant's readers: `gt_reader_<database>_<grant>`, shortened by a hash where Postgres would cut it. */
export function readerLogin(database: string, grant: string): string {
  const plain = `gt_reader_${database}_${grant}`;
  if (Buffer.byteLength(plain) <= LONGEST_NAME) return plain;
  const digest = createHash('sha256').update(`${database}/${grant}`).digest('hex').slice(0, 16);
  return `gt_reader_${digest}_${grant}`.slice(0, LONGEST_NAME);
}

/**
 * Makes the two functions of `gt_migrate` through which the night, which may not make roles, makes and unmakes
 * reader logins and ends their sessions. A login is known as this database's by its comment. Readers' sessions begin
 * without nested loops: a masked column has no statistics, so a report's filters look a hundred times sharper than they
 * are, and the planner nests two whole views (a star query on 200,000 people: beyond 120 s, without .5 s).
 */
export async function createReaderFunctions(client: Connection): Promise<void> {
  await client.query('grant usage, create on schema governance to gt_migrate');
  await runAll(client, [SYNC_READERS, END_READER_SESSIONS]);
  for (const name of ['sync_readers', 'end_reader_sessions']) {
    await runAll(client, [
      `alter function governance.${name}() owner to gt_migrate`,
      `revoke all on function governance.${name}() from public`,
      `grant execute on function governance.${name}() to gt_night`,
    ]);
  }
  await client.query('revoke create on schema governance from gt_migrate');
}

const SYNC_READERS = `create function governance.sync_readers() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $fn$
declare
  reader record;
  mark constant text := 'Golden Thread: reader of the database ' || current_database() || ', grant ';
  modern constant boolean := current_setting('server_version_num')::int >= 160000;
begin
  for reader in
    select g.id, g.login, to_regrole(quote_ident(g.login)) as role,
           exists (select from governance.item_set_item i where i.item_set = g.item_set and i.item in ('person.nhs_number', 'person.upn')) as identifiers
    from governance.reader_grant g order by g.login collate "C"
  loop
    if reader.login not like 'gt\\_reader\\_%' then raise exception 'a reader''s login begins with gt_reader_'; end if;
    if reader.role is null then
      execute format('create role %I login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit 20', reader.login);
      execute format('comment on role %I is %L', reader.login, mark || reader.id);
      execute format('grant %I to gt_migrate%s', reader.login, case when modern then ' with inherit true, set false' else '' end);
    elsif shobj_description(reader.role, 'pg_authid') is distinct from mark || reader.id then
      raise exception 'the login of a grant belongs to another database or grant';
    end if;
    execute format('alter role %I login', reader.login);
    execute format('alter role %I set default_transaction_read_only = on', reader.login);
    execute format('alter role %I set statement_timeout = %L', reader.login, '120s');
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', reader.login, '60s');
    execute format('alter role %I set idle_session_timeout = %L', reader.login, '12h');
    execute format('alter role %I set search_path = bi_core', reader.login);
    execute format('alter role %I set enable_nestloop = off', reader.login);
    execute format('alter role %I set jit = off', reader.login);
    execute format('grant usage on schema bi_core to %I', reader.login);
    execute format('grant select on all tables in schema bi_core to %I', reader.login);
    if reader.identifiers then
      execute format('grant usage on schema bi_identifiers to %I', reader.login);
      execute format('grant select on all tables in schema bi_identifiers to %I', reader.login);
    else
      execute format('revoke usage on schema bi_identifiers from %I', reader.login);
      execute format('revoke select on all tables in schema bi_identifiers from %I', reader.login);
    end if;
    if has_database_privilege(current_user, current_database(), 'connect with grant option') then
      execute format('grant connect on database %I to %I', current_database(), reader.login);
    end if;
  end loop;
  for reader in
    select r.rolname as login from pg_roles r
    where left(shobj_description(r.oid, 'pg_authid'), length(mark)) = mark and r.rolname not in (select g.login from governance.reader_grant g)
  loop
    execute format('alter role %I nologin', reader.login);
    execute format('revoke all on all tables in schema bi_core, bi_identifiers from %I', reader.login);
    execute format('revoke all on schema bi_core, bi_identifiers from %I', reader.login);
  end loop;
end $fn$`;

const END_READER_SESSIONS = `create function governance.end_reader_sessions() returns integer language sql security definer set search_path = pg_catalog, pg_temp as $fn$
  select count(*) filter (where pg_terminate_backend(a.pid))::int
  from pg_stat_activity a
  where a.datname = current_database() and a.usename in (select g.login from governance.reader_grant g)
$fn$`;
