import { CHUNK_PAIRS } from '../pair-chunk.ts';
import { commonOfMarks } from '../similarity/common-symbols.ts';
import { MARKS, type Symbols } from '../similarity/symbols.ts';
import { type Bar, stands } from './comparison-operators.ts';
import type { PairFilter } from './pair-filter.ts';
import { type MeasuringComparator, rowOf, textMeasure } from './text-measure.ts';
import type { SideIds } from './value-filters.ts';

/**
 * A comparator's answer for two texts, against one constant. Pairs of one record that follow each other are taken together;
 * only those with symbols enough in common reach the comparator.
 */
export function keepWhereMeasured(
  comparator: MeasuringComparator,
  first: SideIds & { readonly symbols: Symbols },
  second: SideIds & { readonly symbols: Symbols },
  { op, value: constant }: Bar,
): PairFilter {
  const { value, needed } = textMeasure(comparator, first.symbols, second.symbols, [{ op, value: constant }]);
  const { ids: firstIds, end: firstEnd } = first;
  const { ids: secondIds, end: secondEnd } = second;
  const { marks: firstMarks } = first.symbols;
  const { marks: secondMarks } = second.symbols;
  const near = new Int32Array(CHUNK_PAIRS + 1);
  return (chunk, at, count, out) => {
    const firstRecords = chunk[firstEnd];
    const secondRecords = chunk[secondEnd];
    // Imported names and constants are read anew in each turn of a loop: hence the local name, and 1 and 127 for the layout of marks.
    const commonOf = commonOfMarks;
    let nearCount = 0;
    for (let k = 0; k < count; ) {
      const record = firstRecords[at[k] as number] as number;
      const x = MARKS * (firstIds[record] as number);
      const word = firstMarks[x] as number;
      const remainder = firstMarks[x + 1] as number;
      const row = rowOf(remainder);
      for (; k < count; k++) {
        const p = at[k] as number;
        if (firstRecords[p] !== record) break;
        const y = (secondIds[secondRecords[p] as number] as number) << 1;
        const other = secondMarks[y + 1] as number;
        const common = commonOf(word, remainder, secondMarks[y] as number, other);
        near[nearCount] = p;
        // The sign counts a near pair in without a branch, which could not be foretold.
        nearCount -= ((needed[row + (other & 127)] as number) - 1 - common) >> 31;
      }
    }
    let kept = 0;
    for (let k = 0; k < nearCount; k++) {
      const p = near[k] as number;
      const x = firstIds[firstRecords[p] as number] as number;
      const y = secondIds[secondRecords[p] as number] as number;
      // Null needs more than all but the longest texts have.
      if (x !== 0 && y !== 0 && stands(value(x, y), op, constant)) out[kept++] = p;
    }
    return kept;
  };
}
