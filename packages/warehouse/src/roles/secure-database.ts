import type { Connection } from '../connect.ts';

/**
 * What a database's own access list says: nobody connects or makes temporary tables but our roles. It is not copied
 * when a database is made from a template, so whoever makes one that way calls this again. Does nothing where the
 * connecting user does not own the database; the check of access then says so.
 */
export async function secureDatabase(client: Connection): Promise<void> {
  await client.query(`do $do$
declare name text := pg_catalog.current_database();
begin
  if not pg_catalog.pg_has_role(current_user, (select datdba from pg_catalog.pg_database where datname = name), 'usage') then return; end if;
  execute format('revoke all on database %I from public', name);
  execute format('grant connect, create, temporary on database %I to gt_migrate', name);
  execute format('grant connect on database %I to gt_migrate with grant option', name);
  execute format('grant connect, temporary on database %I to gt_night', name);
  execute format('grant connect on database %I to gt_console, gt_auditor', name);
end $do$`);
}
