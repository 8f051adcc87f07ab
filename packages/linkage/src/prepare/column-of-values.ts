import type { Column, ColumnType, ColumnValue, ListValues, NumberValues, ScalarType, TextValues } from '@golden-thread/shapes/columns';

type Scalar = string | number | boolean | null;

const encoder = new TextEncoder();

/**
 * A column of records' values: record *i* has the value `results[of[i]]`. Equal values get one number.
 * `type` where it is known; otherwise it is told by the values.
 */
export function columnOfValues(of: Int32Array, results: readonly ColumnValue[], type: ColumnType | null): Column {
  const found = results.some(Array.isArray) || type?.endsWith('[]') === true ? listsOf(results) : scalarsOf(results.map(scalar));
  const ids = sharedInts(of.length);
  for (let i = 0; i < of.length; i++) ids[i] = found.ids[of[i] as number] as number;
  return { type: type ?? found.type, ids, values: found.values };
}

export const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

interface Numbered<Values> {
  readonly type: ColumnType;
  readonly ids: Int32Array;
  readonly values: Values;
}

function scalarsOf(results: readonly Scalar[]): Numbered<TextValues | NumberValues> & { readonly type: ScalarType } {
  const numbers = new Map<string | number, number>();
  const ids = new Int32Array(results.length);
  let kind: 'string' | 'number' | 'boolean' = 'number';
  results.forEach((value, k) => {
    if (value === null) return;
    if (typeof value !== 'number') kind = typeof value === 'string' ? 'string' : 'boolean';
    const key = typeof value === 'boolean' ? Number(value) : value;
    let id = numbers.get(key);
    if (id === undefined) {
      id = numbers.size + 1;
      numbers.set(key, id);
    }
    ids[k] = id;
  });
  const distinct = [...numbers.keys()];
  if ((kind as string) === 'string') return { type: 'text', ids, values: textValuesOf(distinct.map(String)) };
  return { type: (kind as string) === 'boolean' ? 'boolean' : 'number', ids, values: numbersOf(distinct.map(Number)) };
}

function listsOf(results: readonly ColumnValue[]): Numbered<ListValues> {
  const lists = results.map((value) => (Array.isArray(value) ? value.map(scalar) : null));
  const members = scalarsOf(lists.flatMap((list) => list ?? []));
  const numbers = new Map<string, number>();
  const ids = new Int32Array(results.length);
  const starts = [0, 0];
  const flat: number[] = [];
  let at = 0;
  lists.forEach((list, k) => {
    if (list === null) return;
    const own = members.ids.subarray(at, at + list.length);
    at += list.length;
    const key = own.join(' ');
    let id = numbers.get(key);
    if (id === undefined) {
      id = numbers.size + 1;
      numbers.set(key, id);
      flat.push(...own);
      starts.push(flat.length);
    }
    ids[k] = id;
  });
  return {
    type: `${members.type}[]`,
    ids,
    values: { kind: 'list', size: numbers.size + 1, starts: sharedCopy(starts), members: sharedCopy(flat), of: members.values },
  };
}

/** Distinct texts by number, from 1. */
export function textValuesOf(distinct: readonly string[]): TextValues {
  const room = distinct.reduce((total, text) => total + 3 * text.length, 0);
  const scratch = new Uint8Array(room);
  const starts = sharedInts(distinct.length + 2);
  let end = 0;
  distinct.forEach((text, k) => {
    end += encoder.encodeInto(text, scratch.subarray(end)).written;
    starts[k + 2] = end;
  });
  const bytes = new Uint8Array(new SharedArrayBuffer(end));
  bytes.set(scratch.subarray(0, end));
  return { kind: 'text', size: distinct.length + 1, bytes, starts };
}

function numbersOf(distinct: readonly number[]): NumberValues {
  const numbers = new Float64Array(new SharedArrayBuffer(8 * (distinct.length + 1)));
  numbers[0] = Number.NaN;
  numbers.set(distinct, 1);
  return { kind: 'number', size: distinct.length + 1, numbers };
}

export function sharedCopy(numbers: ArrayLike<number>): Int32Array {
  const copy = sharedInts(numbers.length);
  copy.set(numbers);
  return copy;
}

/** A list within a list stands for nothing that a column can hold. */
const scalar = (value: ColumnValue): Scalar => (typeof value === 'object' ? null : value);
