import { OPEN } from '@golden-thread/shapes/references';
import type { ColumnType } from '../tables/column.ts';
import { identifier, identifiers, literal, qualified } from '../tables/identifiers.ts';
import { columnDdl, commentsDdl } from '../tables/plain-ddl.ts';
import type { VersionedTable } from './tables.ts';

/** No condition is estimated by these, and to count what their members hold is most of an ANALYZE. */
const NEVER_ESTIMATED: readonly ColumnType[] = ['bytea', 'text[]', 'date[]', 'integer[]', 'smallint[]'];

/**
 * DDL of one versioned table: range-partitioned on `to_publication` into rows still valid and rows closed.
 * Nothing indexes `from_publication`: the planner picks such an index wrongly (measured after 365 nights).
 */
export function versionedTableDdl(table: VersionedTable): readonly string[] {
  const name = qualified(table.name);
  const open = qualified(openPartition(table));
  const closed = qualified(closedPartition(table));
  const columns = [...table.columns.map(columnDdl), '"from_publication" integer not null', '"to_publication" integer not null'];
  return [
    `create table ${name} (\n  ${columns.join(',\n  ')},\n  check (from_publication < to_publication)\n) partition by range (to_publication)`,
    `create table ${open} partition of ${name} (primary key (${identifiers(table.key)})) for values from (${OPEN}) to (maxvalue) with (autovacuum_vacuum_scale_factor = 0.02)`, // measured: 442 MB instead of 517 after 40 nights
    `create table ${closed} partition of ${name} (primary key (${identifiers(table.key)}, "to_publication")) for values from (minvalue) to (${OPEN})`,
    `create index on ${closed} ("to_publication")`,
    ...(table.indexes ?? []).flatMap((index) => [open, closed].map((partition) => `create index on ${partition} (${identifiers(index)})`)),
    ...(table.gin ?? []).map((column) => `create index on ${open} using gin (${identifier(column)})`),
    ...table.columns
      .filter((column) => NEVER_ESTIMATED.includes(column.type))
      .map((column) => `alter table ${name} alter column ${identifier(column.name)} set statistics 0`),
    ...commentsDdl(table),
    `comment on column ${name}."from_publication" is ${literal('First publication in which the row is valid.')}`,
    `comment on column ${name}."to_publication" is ${literal('First publication in which the row is no longer valid; 2147483647 while it is.')}`,
    `comment on table ${open} is ${literal(`Rows of ${table.name} that are valid.`)}`,
    `comment on table ${closed} is ${literal(`Rows of ${table.name} that are no longer valid.`)}`,
  ];
}

export const openPartition = (table: VersionedTable): string => `${table.name}_open`;
export const closedPartition = (table: VersionedTable): string => `${table.name}_closed`;
