import { OPEN } from '@golden-thread/shapes/references';
import { qualified } from '../tables/identifiers.ts';
import type { Transaction } from '../transaction.ts';
import { VERSIONED_TABLES, type VersionedTable } from './tables.ts';

/**
 * Takes everything that an unpublished publication wrote out of the versioned tables: what began with it is deleted,
 * then what ended with it is valid again. No later publication may have been built.
 */
export async function undoPublication(
  tx: Transaction,
  publication: number,
  tables: readonly VersionedTable[] = VERSIONED_TABLES,
): Promise<void> {
  for (const table of tables) {
    const name = qualified(table.name);
    await tx.query(`delete from ${name} where to_publication = ${OPEN} and from_publication = $1`, [publication]);
    await tx.query(`update ${name} set to_publication = ${OPEN} where to_publication = $1`, [publication]);
  }
}
