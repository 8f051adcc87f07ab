import type { RegisterDeclaration } from '@golden-thread/shapes/declare/register';
import { GOVERNANCE_TABLES } from '../tables/governance.ts';
import { identifier, identifiers, qualified } from '../tables/identifiers.ts';
import type { Transaction } from '../transaction.ts';
import { readerLogin } from './reader-logins.ts';

type Cell = string | number | boolean | null;

/**
 * Makes the live register in `governance` equal to the declared one and makes, opens or closes the readers' logins.
 * A login that is no longer granted stays as a role that nobody can log in as. Readers get no password here.
 */
export async function syncRegister(tx: Transaction, register: RegisterDeclaration): Promise<void> {
  const database = (await tx.query<{ name: string }>('select current_database() as name')).rows[0]?.name ?? '';
  for (const [table, rows] of Object.entries(registerRows(register, database))) await replaceRows(tx, table, rows);
  await tx.query('select governance.sync_readers()');
}

/** The register as rows, by table, in the order of the tables' columns. */
function registerRows(register: RegisterDeclaration, database: string): Readonly<Record<string, readonly (readonly Cell[])[]>> {
  return {
    'governance.organisation': register.organisations.map((o) => [o.id, o.name, o.kind, o.ico ?? null]),
    'governance.purpose': register.purposes.map((p) => [p.id, p.statement, p.permitsLinkage]),
    'governance.gateway': register.gateways.map((g) => [g.id, g.act, g.inForceFrom, g.inForceTo]),
    'governance.agreement': register.agreements.map((a) => {
      const dpias = register.dpias.filter((dpia) => a.dpias.includes(dpia.id));
      const sides = new Set(dpias.map((dpia) => dpia.side));
      const approved = sides.size === 2 && dpias.every((dpia) => dpia.status === 'approved');
      const reviewBy = dpias.map((dpia) => dpia.nextReview).sort()[0] ?? null;
      return [a.id, a.name, a.provider, a.gateway, a.itemSet, a.status, a.from, a.to, a.privacyNoticeChecked, approved, reviewBy];
    }),
    'governance.agreement_purpose': register.agreements.flatMap((a) => [...new Set(a.purposes)].map((purpose) => [a.id, purpose])),
    'governance.item_set': register.itemSets.map((s) => [s.id, s.version]),
    'governance.item_set_item': register.itemSets.flatMap((s) => [...new Set(s.items)].map((item) => [s.id, item])),
    'governance.role': register.roles.map((r) => [r.id, r.name]),
    'governance.reader_grant': register.grants.map((g) => [
      g.id,
      g.organisation,
      g.role,
      g.purpose,
      g.itemSet,
      g.from,
      g.to,
      g.termsAccepted,
      readerLogin(database, g.id),
    ]),
    'governance.grant_agreement': register.grants.flatMap((g) => [...new Set(g.agreements)].map((agreement) => [g.id, agreement])),
  };
}

/** Deletes what is not declared, then inserts or changes the rest. */
async function replaceRows(tx: Transaction, name: string, rows: readonly (readonly Cell[])[]): Promise<void> {
  const table = GOVERNANCE_TABLES.find((candidate) => candidate.name === name);
  if (table === undefined) throw new RangeError(`not a table of the register: ${name}`);
  const columns = table.columns.map((column) => column.name);
  const key: readonly string[] = table.key;
  const declared = `select * from jsonb_to_recordset($1::jsonb) as declared (${table.columns.map((column) => `${identifier(column.name)} ${column.type}`).join(', ')})`;
  const json = JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))));
  await tx.query(
    `delete from ${qualified(name)} where (${identifiers(key)}) not in (select ${identifiers(key)} from (${declared}) declared)`,
    [json],
  );
  const values = columns.filter((column) => !key.includes(column));
  const conflict =
    values.length === 0
      ? 'do nothing'
      : `do update set ${values.map((column) => `${identifier(column)} = excluded.${identifier(column)}`).join(', ')}`;
  await tx.query(`insert into ${qualified(name)} (${identifiers(columns)}) ${declared} on conflict (${identifiers(key)}) ${conflict}`, [
    json,
  ]);
}
