import { OPEN } from '@golden-thread/shapes/references';
import { identifiers, qualified } from '../tables/identifiers.ts';
import type { Transaction } from '../transaction.ts';
import { VERSIONED_TABLES, type VersionedTable } from './tables.ts';

/**
 * Brings the versioned tables to the pointer, as the first writes of `publication`: closes every open row that began
 * after the pointer, then inserts the rows as of the pointer that are not open. Two plain statements, in this order.
 * @returns whether anything was written: then this run has written the table.
 * *Source*: tried over 450 random histories; sparing rows that are open and equal took 431 s instead of 2 s.
 */
export async function revertToPointer(
  tx: Transaction,
  pointer: number,
  publication: number,
  tables: readonly VersionedTable[] = VERSIONED_TABLES,
): Promise<boolean> {
  let written = 0;
  for (const table of tables) {
    for (const statement of revertStatements(table)) written += (await tx.query(statement, [pointer, publication])).rowCount ?? 0;
  }
  return written > 0;
}

function revertStatements(table: VersionedTable): readonly string[] {
  const name = qualified(table.name);
  const columns = identifiers(table.columns.map((column) => column.name));
  return [
    `update ${name} set to_publication = $2 where to_publication = ${OPEN} and from_publication > $1`,
    `insert into ${name} (${columns}, from_publication, to_publication)
     select ${columns}, $2::integer, ${OPEN} from ${name} where from_publication <= $1 and to_publication > $1 and to_publication < ${OPEN}`,
  ];
}
