import type { Column, ColumnType, ColumnValue, TextValues } from '@golden-thread/shapes/columns';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import { columnOfValues, sharedInts } from '../prepare/column-of-values.ts';
import { readerOf } from '../prepare/values.ts';

/** The rows of one table in a stack: its column, or `null` where it has none of that name, and how many rows it has. */
export interface StackedPart {
  readonly column: Column | null;
  readonly rows: number;
}

/**
 * One column of several tables' rows, one table after another: one number for equal values. Columns of different types
 * meet as texts, numbers as they are printed; a table without the column has nulls.
 */
export function stackedColumn(parts: readonly StackedPart[]): Column {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.column !== null) return only.column;
  const types = [...new Set(parts.flatMap(({ column }) => (column === null ? [] : [column.type])))];
  return types.length === 1 && types[0] === 'text' ? stackedTexts(parts) : stackedValues(parts, types);
}

function stackedTexts(parts: readonly StackedPart[]): Column {
  const dictionary = textDictionary();
  const ids = sharedInts(parts.reduce((rows, part) => rows + part.rows, 0));
  let from = 0;
  for (const { column, rows } of parts) {
    if (column !== null && column.values.kind === 'text') {
      const numbers = renumbered(column.values, dictionary);
      for (let i = 0; i < rows; i++) ids[from + i] = numbers[column.ids[i] as number] as number;
    }
    from += rows;
  }
  return { type: 'text', ids, values: dictionary.values() };
}

function renumbered({ bytes, starts, size }: TextValues, dictionary: ReturnType<typeof textDictionary>): Int32Array {
  const numbers = new Int32Array(size);
  for (let v = 1; v < size; v++) numbers[v] = dictionary.numberOf(bytes, starts[v] as number, starts[v + 1] as number);
  return numbers;
}

function stackedValues(parts: readonly StackedPart[], types: readonly ColumnType[]): Column {
  const values: ColumnValue[] = [null];
  const of = new Int32Array(parts.reduce((rows, part) => rows + part.rows, 0));
  const mixed = types.length > 1;
  let from = 0;
  for (const { column, rows } of parts) {
    if (column !== null) {
      const read = readerOf(column);
      const first = values.length - 1;
      for (let v = 1; v < column.values.size; v++) values.push(mixed ? asText(read(v)) : read(v));
      for (let i = 0; i < rows; i++) of[from + i] = column.ids[i] === 0 ? 0 : first + (column.ids[i] as number);
    }
    from += rows;
  }
  return columnOfValues(of, values, mixed ? 'text' : (types[0] ?? 'text'));
}

const asText = (value: ColumnValue): ColumnValue =>
  value === null || typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
