import type { Column, PlainTable } from './column.ts';
import { identifier, identifiers, literal, qualified } from './identifiers.ts';

/** DDL of one plain table: the table, its indexes, its comments. */
export function plainTableDdl(table: PlainTable): readonly string[] {
  const name = qualified(table.name);
  const parts = [
    ...table.columns.map(columnDdl),
    `primary key (${identifiers(table.key)})`,
    ...(table.unique ?? []).map((columns) => `unique (${identifiers(columns)})`),
    ...(table.checks ?? []).map((check) => `check (${check})`),
  ];
  return [
    `create table ${name} (\n  ${parts.join(',\n  ')}\n)`,
    ...(table.indexes ?? []).map((columns) => `create index on ${name} (${identifiers(columns)})`),
    ...commentsDdl(table),
  ];
}

/** One column, text always in code-point order. */
export function columnDdl(column: Column): string {
  const collation = column.type === 'text' || column.type === 'text[]' ? ' collate "C"' : '';
  return `${identifier(column.name)} ${column.type}${collation}${column.required ? ' not null' : ''}`;
}

export function commentsDdl(table: {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly Column[];
}): readonly string[] {
  const name = qualified(table.name);
  return [
    `comment on table ${name} is ${literal(table.comment)}`,
    ...table.columns.map((column) => `comment on column ${name}.${identifier(column.name)} is ${literal(column.comment)}`),
  ];
}
