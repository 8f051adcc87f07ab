import { readerOf } from '@golden-thread/linkage/column-reader';
import type { Column, ColumnTable, ColumnValue } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';

/** A column of a table. @throws DeclarationError when it is not there. */
export function columnNamed(table: ColumnTable, name: string, path: string): Column {
  const column = table.columns.get(name);
  if (column !== undefined) return column;
  throw new DeclarationError({
    code: 'link.column_missing',
    message: `${path} has no column ${name}.`,
    remedy: `Name one that it has: ${(table.names ?? [...table.columns.keys()]).join(', ')}.`,
  });
}

/** Cells of a column as text. */
export function textOf(column: Column): (row: number) => string | null {
  const read = readerOf(column);
  return (row) => {
    const value = read(column.ids[row] as number);
    return value === null ? null : String(value);
  };
}

/** A value as people read it: a day as yyyy-mm-dd, a moment as ISO writes it. */
export function shownValue(value: ColumnValue, type: Column['type']): ColumnValue {
  if (typeof value !== 'number' || (type !== 'date' && type !== 'timestamp')) return value;
  const moment = new Date(value * 1000);
  if (Number.isNaN(moment.getTime())) return value;
  return type === 'date' ? moment.toISOString().slice(0, 10) : moment.toISOString();
}
