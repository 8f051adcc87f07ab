import type { Column, ColumnType, ColumnValue, ScalarType, TextValues } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import { textOf } from '../expression/casts.ts';
import { memberType } from '../expression/types.ts';
import { columnOfValues, sharedInts } from '../prepare/column-of-values.ts';
import { readerOf } from '../prepare/values.ts';

const NUMBERS: ReadonlySet<ScalarType> = new Set<ScalarType>(['integer', 'number']);
const MOMENTS: ReadonlySet<ScalarType> = new Set<ScalarType>(['date', 'timestamp']);

/** The rows of one table in a stack: its column, or `null` where it has none of that name, and how many rows it has. */
export interface StackedPart {
  readonly column: Column | null;
  readonly rows: number;
}

/**
 * One column of several tables' rows, one table after another: one number for equal values. A table without the column has
 * nulls, and a column without a value takes any type. Integers and numbers meet as numbers, dates and timestamps as
 * timestamps, others as texts: numbers in their shortest form, days as `2013-02-11`. Lists meet by their members.
 * @throws DeclarationError where lists meet what is no list.
 */
export function stackedColumn(name: string, parts: readonly StackedPart[]): Column {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && only.column !== null) return only.column;
  const type = commonType(name, parts);
  const filled = parts.flatMap(({ column }) => (isFilled(column) ? [column] : []));
  return type === 'text' && filled.every(({ values }) => values.kind === 'text') ? stackedTexts(parts) : stackedValues(parts, type);
}

const isFilled = (column: Column | null): column is Column => column !== null && column.values.size > 1;

/** Of the columns that hold a value; where none does, of the first. */
function commonType(name: string, parts: readonly StackedPart[]): ColumnType {
  const columns = parts.flatMap(({ column }) => column ?? []);
  const filled = columns.filter(isFilled);
  const types = (filled.length > 0 ? filled : columns.slice(0, 1)).map(({ type }) => type);
  const members = types.map(memberType);
  if (members.every((member) => member === null)) return commonScalar(types as readonly ScalarType[]);
  if (members.includes(null))
    throw new DeclarationError({
      code: 'linkage.column_types',
      message: `Column ${name} holds lists in one input and no lists in another.`,
      remedy: 'Write it as lists in all of them; a CSV file holds none, so such an input has to be Parquet.',
    });
  return `${commonScalar(members.map((member) => member ?? 'text'))}[]`;
}

function commonScalar(types: readonly ScalarType[]): ScalarType {
  const [first = 'text'] = types;
  if (types.every((type) => type === first)) return first;
  if (types.every((type) => NUMBERS.has(type))) return 'number';
  return types.every((type) => MOMENTS.has(type)) ? 'timestamp' : 'text';
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

function stackedValues(parts: readonly StackedPart[], type: ColumnType): Column {
  const values: ColumnValue[] = [null];
  const of = new Int32Array(parts.reduce((rows, part) => rows + part.rows, 0));
  let from = 0;
  for (const { column, rows } of parts) {
    if (column !== null) {
      const read = readerOf(column);
      const convert = type === column.type ? same : convertTo(memberType(type) ?? type, memberType(column.type) ?? column.type);
      const first = values.length - 1;
      for (let v = 1; v < column.values.size; v++) values.push(convert(read(v)));
      for (let i = 0; i < rows; i++) of[from + i] = column.ids[i] === 0 ? 0 : first + (column.ids[i] as number);
    }
    from += rows;
  }
  return columnOfValues(of, values, type);
}

const same = (value: ColumnValue): ColumnValue => value;

/** To texts; numbers and moments are numbers as they are. */
function convertTo(type: ColumnType, from: ColumnType): (value: ColumnValue) => ColumnValue {
  const convert = (value: ColumnValue): ColumnValue => {
    if (value === null || typeof value === 'string') return value;
    return typeof value === 'object' ? value.map(convert) : printed(value, from);
  };
  return type === 'text' ? convert : same;
}

const printed = (value: number | boolean, type: ColumnType): string =>
  type === 'date' || type === 'timestamp' ? textOf(value, type) : String(value);
