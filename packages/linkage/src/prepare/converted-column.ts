import type { Column, ColumnType, ColumnValue, ScalarType } from '@golden-thread/shapes/columns';
import { castTo } from '../expression/casts.ts';
import { memberType } from '../expression/types.ts';
import { isList } from '../expression/values.ts';
import { columnOfValues } from './column-of-values.ts';
import { listInText } from './list-in-text.ts';
import { readerOf, textAt } from './values.ts';

/**
 * A column as another type, or `null` where a value is not of that type: all of them decide, never a sample. A text becomes
 * a list where it is written as one.
 */
export function convertedColumn(column: Column, to: ColumnType): Column | null {
  const read = readerOf(column);
  const convert = isScalar(to) ? scalarAs(to, column.type) : membersAs(memberType(to) ?? 'text', memberType(column.type));
  const results: ColumnValue[] = [null];
  for (let id = 1; id < column.values.size; id++) {
    const result = convert(read(id));
    if (result === null) return null;
    results.push(result);
  }
  return columnOfValues(column.ids, results, to);
}

const LONG_NUMBER = /^\s*[+-]?\d{16,}\s*$/;

/** Some texts of a column are whole numbers that no double holds, so that two of them could become one. */
export function isRoundedAsNumbers(column: Column): boolean {
  if (column.values.kind !== 'text') return false;
  const { values } = column;
  for (let id = 1; id < values.size; id++) {
    const text = textAt(values, id);
    if (LONG_NUMBER.test(text) && !Number.isSafeInteger(Number(text))) return true;
  }
  return false;
}

const isScalar = (type: ColumnType): type is ScalarType => memberType(type) === null;

function scalarAs(to: ScalarType, from: ColumnType | null): (value: ColumnValue) => ColumnValue {
  return (value) => (Array.isArray(value) ? null : castTo(to, value, from));
}

function membersAs(to: ScalarType, from: ColumnType | null): (value: ColumnValue) => ColumnValue {
  return (value) => {
    const list = typeof value === 'string' ? listInText(value) : value;
    if (!isList(list)) return null;
    const members = list.map((one) => (one === null ? null : castTo(to, one, from)));
    return members.some((one, k) => one === null && list[k] !== null) ? null : members;
  };
}
