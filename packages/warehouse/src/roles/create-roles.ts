import type { Connection } from '../connect.ts';
import { identifier, literal } from '../tables/identifiers.ts';
import { ROLES } from './role-names.ts';

/** First server version whose memberships say apart whether they are inherited and may be assumed. */
const SPLIT_MEMBERSHIP = 160_000;

/**
 * Makes the roles that are not there and lets the connecting user and `gt_migrate` act for those that own things.
 * Needs CREATEROLE and no more. Roles are cluster-wide: several databases may be migrated at once, so whatever
 * another session does first counts as done.
 */
export async function createRoles(client: Connection): Promise<void> {
  for (const role of ROLES) {
    const attributes = `${role.login ? 'login' : 'nologin'} ${role.createsRoles ? 'createrole' : 'nocreaterole'} nosuperuser nocreatedb noreplication nobypassrls`;
    await client.query(
      unlessThere(
        `exists (select from pg_catalog.pg_roles where rolname = ${literal(role.name)})`,
        `create role ${identifier(role.name)} ${attributes}`,
      ),
    );
    await client.query(
      unlessThere(
        `pg_catalog.shobj_description(${literal(role.name)}::regrole, 'pg_authid') is not null`,
        `comment on role ${identifier(role.name)} is ${literal(role.about)}`,
      ),
    );
  }
  const { rows } = await client.query<{ user: string; version: number }>(
    "select current_user as user, current_setting('server_version_num')::int as version",
  );
  const { user, version } = rows[0] ?? { user: 'gt_migrate', version: 0 };
  const owners = ROLES.filter((role) => !role.login).map((role) => role.name);
  for (const owner of owners) {
    await grantRole(client, owner, user, version);
    if (user !== 'gt_migrate') await grantRole(client, owner, 'gt_migrate', version);
  }
  await grantRole(client, 'gt_migrate', user, version);
  await client.query(
    unlessThere(
      "exists (select from pg_catalog.pg_db_role_setting where setrole = 'gt_night'::regrole and setdatabase = 0)",
      'alter role gt_night set random_page_cost = 1.1', // at default costs a night scans whole partitions: 1.4 to 2.2 times slower
    ),
  );
}

async function grantRole(client: Connection, role: string, member: string, version: number): Promise<void> {
  if (role === member) return;
  const how = version >= SPLIT_MEMBERSHIP ? ' with inherit true, set true' : '';
  const may =
    version >= SPLIT_MEMBERSHIP
      ? `pg_catalog.pg_has_role(${literal(member)}, ${literal(role)}, 'usage') and pg_catalog.pg_has_role(${literal(member)}, ${literal(role)}, 'set')`
      : `pg_catalog.pg_has_role(${literal(member)}, ${literal(role)}, 'usage')`;
  await client.query(unlessThere(may, `grant ${identifier(role)} to "${member.replaceAll('"', '""')}"${how}`));
}

/** Runs a statement about a role unless the condition holds; a session that did the same meanwhile is waited for and asked again. */
function unlessThere(there: string, statement: string): string {
  return `do $do$
begin
  for attempt in 1..20 loop
    begin
      if not (${there}) then ${statement}; end if;
      exit;
    exception when duplicate_object or unique_violation or internal_error then
      if attempt = 20 then raise; end if;
      perform pg_catalog.pg_sleep(0.05);
    end;
  end loop;
end $do$`;
}
