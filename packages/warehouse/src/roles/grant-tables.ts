import type { Connection } from '../connect.ts';
import { identifier, identifiers, qualified } from '../tables/identifiers.ts';
import { TABLE_SCHEMAS } from './role-names.ts';
import { TABLE_GRANTS } from './table-grants.ts';

/** Grants every role what `TABLE_GRANTS` lists, on tables that are there. Repeating it changes nothing. */
export async function grantTables(client: Connection): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select schemaname || '.' || tablename as name from pg_catalog.pg_tables where schemaname = any($1::text[])",
    [TABLE_SCHEMAS],
  );
  const there = new Set(rows.map((row) => row.name));
  const grants = TABLE_GRANTS.filter((grant) => there.has(grant.table));
  const usage = new Set(grants.map((grant) => `grant usage on schema ${identifier(schemaOf(grant.table))} to ${identifier(grant.to)}`));
  for (const statement of usage) await client.query(statement);
  for (const grant of grants) {
    const columns = grant.columns === undefined ? '' : ` (${identifiers(grant.columns)})`;
    const privileges = grant.privileges.map((privilege) => `${privilege}${columns}`).join(', ');
    await client.query(`grant ${privileges} on ${qualified(grant.table)} to ${identifier(grant.to)}`);
  }
}

const schemaOf = (table: string): string => table.split('.')[0] ?? '';
