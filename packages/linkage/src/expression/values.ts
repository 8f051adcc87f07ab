import type { ColumnValue } from '@golden-thread/shapes/columns';
import { Unfit } from './unfit.ts';

/**
 * Order of two values of one type, neither of them null: below 0, 0 or above 0. Texts by code points, NaN above every number
 * and equal to itself, lists member by member with null members last. *Source*: DuckDB 2.0.1.
 */
export function order(x: ColumnValue, y: ColumnValue): number {
  if (typeof x === 'string' && typeof y === 'string') return x === y ? 0 : orderOfTexts(x, y);
  if (isList(x) && isList(y)) return orderOfLists(x, y);
  if (isCounted(x) && isCounted(y)) return orderOfNumbers(Number(x), Number(y));
  throw new Unfit('two values of one type');
}

/** Equal as members of lists and in `is not distinct from`: null equals null. */
export function same(x: ColumnValue, y: ColumnValue): boolean {
  return x === null || y === null ? x === y : order(x, y) === 0;
}

/** A text that two values share exactly when they are the same. */
export function identity(value: ColumnValue): string {
  return typeof value === 'boolean' ? String(Number(value)) : JSON.stringify(value, (_, one) => (Number.isNaN(one) ? { nan: true } : one));
}

export const isList = (value: ColumnValue | undefined): value is readonly ColumnValue[] => Array.isArray(value);

const isCounted = (value: ColumnValue): value is number | boolean => typeof value === 'number' || typeof value === 'boolean';

function orderOfNumbers(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
  return x === y ? 0 : x < y ? -1 : 1;
}

/** JavaScript orders by UTF-16 units, in which characters beyond 0xFFFF come before some others. */
function orderOfTexts(x: string, y: string): number {
  const shorter = Math.min(x.length, y.length);
  for (let k = 0; k < shorter; k++) {
    const [unitX, unitY] = [x.charCodeAt(k), y.charCodeAt(k)];
    if (unitX === unitY) continue;
    return lifted(unitX) - lifted(unitY);
  }
  return x.length - y.length;
}

const lifted = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

function orderOfLists(x: readonly ColumnValue[], y: readonly ColumnValue[]): number {
  for (const [k, one] of x.entries()) {
    if (k >= y.length) return 1;
    const other = y[k] ?? null;
    if (one === null || other === null) {
      if (one !== other) return one === null ? 1 : -1;
      continue;
    }
    const found = order(one, other);
    if (found !== 0) return found;
  }
  return x.length - y.length;
}
