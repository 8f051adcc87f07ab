import type { Column, ListValues, NumberValues, TextValues } from '@golden-thread/shapes/columns';
import { sharedInts } from './column-of-values.ts';
import { textAt } from './values.ts';

/** Numbers of two columns' records, the same where their values are equal; 0 is null. */
export interface SharedIds {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly size: number;
}

/**
 * Numbers that two columns share for equal values: those of the left one, and further ones for values that only the right
 * one has. `null` where the columns are of kinds that are not compared by their own equality, as texts and numbers are.
 */
export function sharedIdsOf(left: Column, right: Column): SharedIds | null {
  if (left === right) return { left: left.ids, right: right.ids, size: left.values.size };
  const found = sharedNumbers(left.values, right.values);
  if (found === null) return null;
  const ids = sharedInts(right.ids.length);
  for (let i = 0; i < ids.length; i++) ids[i] = found.numbers[right.ids[i] as number] as number;
  return { left: left.ids, right: ids, size: found.size };
}

/** For each number of the right values the one that it shares with an equal left value, or a new one. */
export function sharedNumbers(
  left: TextValues | NumberValues | ListValues,
  right: TextValues | NumberValues | ListValues,
): { readonly numbers: Int32Array; readonly size: number } | null {
  if (left === right && left.kind !== 'list') return { numbers: Int32Array.from({ length: left.size }, (_, id) => id), size: left.size };
  const leftKey = keyReader(left);
  const rightKey = keyReader(right);
  if (leftKey === null || rightKey === null || left.kind !== right.kind) return null;
  const known = new Map<string | number, number>();
  for (let id = 1; id < left.size; id++) known.set(leftKey(id), id);
  const numbers = new Int32Array(right.size);
  let size = left.size;
  for (let id = 1; id < right.size; id++) numbers[id] = known.get(rightKey(id)) ?? size++;
  return { numbers, size };
}

/** Lists are left to the interpreter. */
function keyReader(values: TextValues | NumberValues | ListValues): ((id: number) => string | number) | null {
  if (values.kind === 'text') return (id) => textAt(values, id);
  return values.kind === 'number' ? (id) => values.numbers[id] as number : null;
}
