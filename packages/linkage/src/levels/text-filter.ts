import type { Symbols } from '../similarity/symbols.ts';
import { type Bar, stands } from './comparison-operators.ts';
import type { PairFilter } from './pair-filter.ts';
import { type MeasuringComparator, mayReach, textMeasure } from './text-measure.ts';
import { keepWhereHolds, type SideIds } from './value-filters.ts';

/** A comparator's answer for two texts, against one constant. */
export function keepWhereMeasured(
  comparator: MeasuringComparator,
  first: SideIds & { readonly symbols: Symbols },
  second: SideIds & { readonly symbols: Symbols },
  bar: Bar,
): PairFilter {
  const { value, needed } = textMeasure(comparator, first.symbols, second.symbols, [bar]);
  const { marks: left } = first.symbols;
  const { marks: right } = second.symbols;
  return keepWhereHolds(first, second, (x, y) => mayReach(needed, left, right, x, y) && stands(value(x, y), bar.op, bar.value));
}
