import type { Column } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { sidesOf } from '../expression/walk.ts';
import { columnOf } from '../prepare/prepare.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { isOfOneRecord } from '../prepare/record-parts.ts';
import type { PairEnd } from './record-filters.ts';
import type { SideIds } from './value-filters.ts';

/** An expression of one record of the pair, worked out. */
export interface SideValues extends SideIds {
  readonly key: string;
  readonly column: Column;
}

/** The values of an expression of one record of the pair; `null` where it is not of one record, or was not worked out. */
export function sideValues(prepared: Prepared, expression: Expression | undefined): SideValues | null {
  if (expression === undefined) return null;
  const end = endOf(expression);
  if (end === null || !prepared.columns.has(keyOf(expression))) return null;
  const column = columnOf(prepared, expression);
  return { key: keyOf(expression), column, ids: column.ids, end };
}

/** Two expressions of the two records, one of each; `null` where they are not. */
export function bothSides(
  prepared: Prepared,
  first: Expression | undefined,
  second: Expression | undefined,
): { readonly first: SideValues; readonly second: SideValues } | null {
  const one = sideValues(prepared, first);
  const other = sideValues(prepared, second);
  return one === null || other === null || one.end === other.end ? null : { first: one, second: other };
}

function endOf(expression: Expression): PairEnd | null {
  const sides = sidesOf(expression);
  if ((sides !== 'l' && sides !== 'r') || !isOfOneRecord(expression)) return null;
  return sides === 'l' ? 'a' : 'b';
}
