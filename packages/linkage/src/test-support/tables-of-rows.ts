import type { ColumnTable, ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import { columnOfValues } from '../prepare/column-of-values.ts';

/** A table of records as they stand; a column that no row has a value in is text. */
export function tableOfRows(
  name: string,
  rows: readonly Readonly<Record<string, ColumnValue>>[],
  types: Readonly<Record<string, ColumnType>> = {},
): ColumnTable {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const of = Int32Array.from(rows.keys());
  const columns = names.map((column) => {
    const values = rows.map((row) => row[column] ?? null);
    const type = types[column] ?? (values.every((value) => value === null || typeof value === 'string') ? 'text' : null);
    return [column, columnOfValues(of, values, type)] as const;
  });
  return { name, size: rows.length, columns: new Map(columns) };
}
