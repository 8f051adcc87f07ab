import type { Connection } from '../connect.ts';
import { literal } from '../tables/identifiers.ts';
import { READER_SCHEMAS, TABLE_SCHEMAS } from './role-names.ts';

/**
 * Gives every schema, table and function that a migration made as the connecting user to `gt_owner`, and the
 * readers' schemas to `gt_views`. Repeating it changes nothing. A migration that makes a table calls it last.
 */
export async function giveToOwner(client: Connection): Promise<void> {
  await client.query(`do $do$
declare thing record;
begin
  for thing in
    select nspname as name, case when nspname = any(${list(READER_SCHEMAS)}) then 'gt_views' else 'gt_owner' end as owner
    from pg_catalog.pg_namespace where nspname = any(${list([...TABLE_SCHEMAS, ...READER_SCHEMAS])})
  loop
    if (select nspowner from pg_catalog.pg_namespace where nspname = thing.name) <> thing.owner::regrole then
      execute format('alter schema %I owner to %I', thing.name, thing.owner);
    end if;
  end loop;
  for thing in
    select c.oid::regclass as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any(${list(TABLE_SCHEMAS)}) and c.relkind in ('r', 'p') and c.relowner <> 'gt_owner'::regrole
  loop
    execute format('alter table %s owner to gt_owner', thing.name);
  end loop;
  for thing in
    select p.oid::regprocedure as name from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any(${list(TABLE_SCHEMAS)}) and p.proowner not in ('gt_owner'::regrole, 'gt_migrate'::regrole)
  loop
    execute format('alter function %s owner to gt_owner', thing.name);
  end loop;
end $do$`);
}

const list = (names: readonly string[]): string => `array[${names.map(literal).join(', ')}]`;
