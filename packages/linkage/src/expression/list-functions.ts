import type { ColumnValue } from '@golden-thread/shapes/columns';
import { Unfit } from './unfit.ts';
import { identity, isList, order } from './values.ts';

type List = readonly ColumnValue[];

/** Members that both lists hold, each once, in the first list's order; a null is never shared. */
export function intersection(x: List, y: List): List {
  const wanted = new Set(y.map(identity));
  return withoutRepeats(x).filter((one) => wanted.has(identity(one)));
}

export function hasAny(x: List, y: List): boolean {
  const held = new Set(known(x).map(identity));
  return known(y).some((one) => held.has(identity(one)));
}

export function hasAll(x: List, y: List): boolean {
  const held = new Set(known(x).map(identity));
  return known(y).every((one) => held.has(identity(one)));
}

/** Every member once, in the order of first appearance, without nulls. */
export function withoutRepeats(list: List): List {
  return [...new Map(known(list).map((one) => [identity(one), one])).values()];
}

/** Members of lists of which some may be null, one list after the other. */
export function flattened(lists: List): List {
  return lists.flatMap((list) => {
    if (list === null) return [];
    if (!isList(list)) throw new Unfit('a list of lists');
    return list;
  });
}

/** Lists and single values as one list; null where all are. `repeated`: members stay as often as they come, nulls too. */
export function unionOf(values: List, repeated: boolean): List | null {
  if (values.every((value) => value === null)) return null;
  const members = values.flatMap((value) => (value === null ? [] : isList(value) ? value : [value]));
  return repeated ? members : withoutRepeats(members);
}

/** The greatest (`way` 1) or least (−1) of the values that are not null. */
export function extreme(values: List, way: 1 | -1): ColumnValue {
  return known(values).reduce<ColumnValue>((best, one) => (best === null || order(one, best) * way > 0 ? one : best), null);
}

/** Cosine of the angle between two vectors of one length; NaN for a vector of zeros, as in DuckDB from 2.0 on (−1 before). */
export function cosineSimilarity(x: readonly number[], y: readonly number[]): number {
  if (x.length !== y.length) throw new Unfit('two lists of one length', 'Give all records lists of one length.');
  let product = 0;
  let [lengthX, lengthY] = [0, 0];
  for (const [k, one] of x.entries()) {
    const other = y[k] ?? 0;
    product += one * other;
    lengthX += one * one;
    lengthY += other * other;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(lengthX * lengthY)));
}

const known = (list: List): List => list.filter((one) => one !== null);
