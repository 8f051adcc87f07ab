import { OPEN } from '@golden-thread/shapes/references';
import { type CopySource, copyRows } from '../copy/write.ts';
import { identifier, identifiers, qualified } from '../tables/identifiers.ts';
import { columnDdl } from '../tables/plain-ddl.ts';
import type { Transaction } from '../transaction.ts';
import { type VersionedTable, valueColumns } from './tables.ts';

export interface Difference {
  /** Rows as they shall be from this publication on: every column of the table, in its order. One per key. */
  readonly upserts: CopySource;
  /** Keys of rows that shall no longer be valid: the key columns, in their order. A key that is also upserted is upserted. */
  readonly deletes: CopySource;
  /** This run has not yet written the table, not even by a revert: nothing of tonight's can be there to change in place. */
  readonly firstWrite: boolean;
  /**
   * No key of the upserts is valid now, and nothing is deleted: nothing to compare or close. On a first load this
   * matters: without statistics the comparing statements nest loops over a growing table (measured: 127 s for 11 s).
   */
  readonly onlyNew?: boolean;
}

export interface Written {
  /** Rows new to the table's open partition. */
  readonly inserted: number;
  /** Rows of earlier nights that ended tonight, replaced or removed. */
  readonly closed: number;
  /** Tonight's rows changed or removed in place. */
  readonly inPlace: number;
  /** Upserts that equalled the valid row and were left alone. */
  readonly unchanged: number;
}

/**
 * Writes what changed into a versioned table as of `publication`: COPY into temporary tables, then set-based, in the
 * order in-place delete, in-place update, close, insert. An upsert equal to the valid row writes nothing.
 */
export async function writeDiff(tx: Transaction, table: VersionedTable, publication: number, difference: Difference): Promise<Written> {
  const names = statementNames(table);
  await tx.query(`create temporary table ${names.upserts} (${table.columns.map(columnDdl).join(', ')}) on commit drop`);
  await tx.query(`create temporary table ${names.deletes} (${keyColumns(table).map(columnDdl).join(', ')}) on commit drop`);
  const upserted = await copyRows(
    tx,
    names.upsertsName,
    table.columns.map((column) => column.name),
    difference.upserts,
  );
  const deleted = await copyRows(tx, names.deletesName, table.key, difference.deletes);
  if (difference.onlyNew === true) {
    const inserted = upserted === 0 ? 0 : await count(tx, insert(table, names, true), [publication]);
    await tx.query(`drop table ${names.upserts}, ${names.deletes}`);
    return { inserted, closed: 0, inPlace: 0, unchanged: 0 };
  }
  if (upserted > 0) await tx.query(`analyze ${names.upserts} (${identifiers(table.key)})`);
  if (deleted > 0) await tx.query(`analyze ${names.deletes}`);
  const removed = deleted - (deleted === 0 || upserted === 0 ? 0 : await count(tx, spareUpserted(table, names)));
  const unchanged = upserted === 0 ? 0 : await count(tx, skipEqual(table, names));
  const anything = upserted - unchanged > 0 || removed > 0;
  const inPlace =
    difference.firstWrite || !anything
      ? 0
      : (await count(tx, inPlaceDelete(table, names), [publication])) + (await count(tx, inPlaceUpdate(table, names), [publication]));
  const closed = anything ? await count(tx, close(table, names), [publication]) : 0;
  const inserted = upserted - unchanged > 0 ? await count(tx, insert(table, names, difference.firstWrite), [publication]) : 0;
  await tx.query(`drop table ${names.upserts}, ${names.deletes}`);
  return { inserted, closed, inPlace, unchanged };
}

interface Names {
  readonly target: string;
  readonly upsertsName: string;
  readonly deletesName: string;
  readonly upserts: string;
  readonly deletes: string;
}

function statementNames(table: VersionedTable): Names {
  const short = table.name.replace('.', '_');
  const upsertsName = `pg_temp.new_${short}`;
  const deletesName = `pg_temp.gone_${short}`;
  return { target: qualified(table.name), upsertsName, deletesName, upserts: qualified(upsertsName), deletes: qualified(deletesName) };
}

const keyColumns = (table: VersionedTable) => table.columns.filter((column) => table.key.includes(column.name));
const sameKey = (table: VersionedTable, left: string, right: string): string =>
  table.key.map((name) => `${left}.${identifier(name)} = ${right}.${identifier(name)}`).join(' and ');

/** A key that is also upserted is not deleted. */
const spareUpserted = (table: VersionedTable, names: Names): string =>
  `delete from ${names.deletes} g using ${names.upserts} n where ${sameKey(table, 'n', 'g')}`;

/** Upserts that equal the valid row are forgotten. */
function skipEqual(table: VersionedTable, names: Names): string {
  const values = valueColumns(table).map((column) => column.name);
  const equal = values.length === 0 ? 'true' : `row(${identifiers(values, 'n.')}) is not distinct from row(${identifiers(values, 't.')})`;
  return `delete from ${names.upserts} n using ${names.target} t where t.to_publication = ${OPEN} and ${sameKey(table, 't', 'n')} and ${equal}`;
}

const inPlaceDelete = (table: VersionedTable, names: Names): string =>
  `delete from ${names.target} t using ${names.deletes} g where t.to_publication = ${OPEN} and t.from_publication = $1 and ${sameKey(table, 't', 'g')}`;

function inPlaceUpdate(table: VersionedTable, names: Names): string {
  const values = valueColumns(table).map((column) => identifier(column.name));
  const changes = values.length === 0 ? 'to_publication = t.to_publication' : values.map((name) => `${name} = n.${name}`).join(', ');
  return `update ${names.target} t set ${changes} from ${names.upserts} n where t.to_publication = ${OPEN} and t.from_publication = $1 and ${sameKey(table, 't', 'n')}`;
}

const close = (table: VersionedTable, names: Names): string =>
  `update ${names.target} t set to_publication = $1
   from (select ${identifiers(table.key)} from ${names.upserts} union select ${identifiers(table.key)} from ${names.deletes}) k
   where t.to_publication = ${OPEN} and t.from_publication < $1 and ${sameKey(table, 't', 'k')}`;

function insert(table: VersionedTable, names: Names, firstWrite: boolean): string {
  const columns = identifiers(table.columns.map((column) => column.name));
  const remaining = firstWrite
    ? ''
    : ` where not exists (select from ${names.target} t where t.to_publication = ${OPEN} and t.from_publication = $1 and ${sameKey(table, 't', 'n')})`;
  return `insert into ${names.target} (${columns}, from_publication, to_publication) select ${columns}, $1::integer, ${OPEN} from ${names.upserts} n${remaining}`;
}

async function count(tx: Transaction, statement: string, values: readonly number[] = []): Promise<number> {
  return (await tx.query(statement, [...values])).rowCount ?? 0;
}
