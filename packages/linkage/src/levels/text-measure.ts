import { commonOfMarks } from '../similarity/common-symbols.ts';
import { damerauOf } from '../similarity/damerau.ts';
import { levenshteinOf } from '../similarity/edits.ts';
import { jaccardOf } from '../similarity/jaccard.ts';
import { BOOST_ABOVE, boosted, jaroOf } from '../similarity/jaro.ts';
import { LENGTH_BITS, LENGTH_MASK, LONG, MARKS, NO_LENGTH, type Symbols } from '../similarity/symbols.ts';
import type { Bar } from './comparison-operators.ts';

/** Comparators that answer with a number. */
export type MeasuringComparator = 'jaro_winkler_similarity' | 'jaro_similarity' | 'levenshtein' | 'damerau_levenshtein' | 'jaccard';

/** What a comparator answers for two values by number, as far as it is needed to set it against some constants. */
export interface TextMeasure {
  readonly value: (x: number, y: number) => number;
  /**
   * Fewest symbols that two values must have in common for a bar to hold, at `rowOf(marksX[1]) + columnOf(marksY[1])`: more
   * than there can be where one is null, and 0 where no bound is known.
   */
  readonly needed: Uint8Array;
}

const NEVER = 255;
/** More than rounding can move a similarity. */
const SLACK = 1e-9;

export const columnOf = (mark: number): number => mark & LENGTH_MASK;
export const rowOf = (mark: number): number => columnOf(mark) << LENGTH_BITS;
const UNBOUND = tableOf(() => 0);

export const isMeasuring = (name: string): name is MeasuringComparator =>
  name === 'jaro_winkler_similarity' ||
  name === 'jaro_similarity' ||
  name === 'levenshtein' ||
  name === 'damerau_levenshtein' ||
  name === 'jaccard';

export function textMeasure(comparator: MeasuringComparator, left: Symbols, right: Symbols, bars: readonly Bar[]): TextMeasure {
  switch (comparator) {
    case 'jaro_winkler_similarity':
      return ofJaro(left, right, true, neededForSimilarity(bars, jaroWinklerAtMost));
    case 'jaro_similarity':
      return ofJaro(left, right, false, neededForSimilarity(bars, jaroAtMost));
    case 'jaccard':
      return { value: jaccardOf(left, right), needed: UNBOUND };
    case 'levenshtein':
      return limited(levenshteinOf(left, right), bars);
    case 'damerau_levenshtein':
      return limited(damerauOf(left, right), bars);
    default:
      return comparator satisfies never;
  }
}

/** The same bound, but within it lie all pairs of equal values too. */
export function neededOrEqual(needed: Uint8Array): Uint8Array {
  const table = needed.slice();
  for (let length = 0; length < LONG; length++) {
    const at = rowOf(length) + length;
    table[at] = Math.min(table[at] as number, length);
  }
  return table;
}

/** A comparator's whole answer, without a bar. */
export function wholeMeasure(comparator: MeasuringComparator, left: Symbols, right: Symbols): (x: number, y: number) => number {
  const unlimited = [{ op: '<=', value: Number.MAX_SAFE_INTEGER }] as const;
  return textMeasure(comparator, left, right, unlimited).value;
}

/** Whether two values have symbols enough in common; true where the bound does not reach. */
export function mayReach(needed: Uint8Array, left: Int32Array, right: Int32Array, x: number, y: number): boolean {
  const restX = left[MARKS * x + 1] as number;
  const restY = right[MARKS * y + 1] as number;
  const common = commonOfMarks(left[MARKS * x] as number, restX, right[MARKS * y] as number, restY);
  return common >= (needed[rowOf(restX) + columnOf(restY)] as number);
}

const ofJaro = (left: Symbols, right: Symbols, winkler: boolean, needed: Uint8Array): TextMeasure => ({
  value: jaroOf(left, right, winkler, needed),
  needed,
});

/** Beyond the largest constant a distance need not be known. */
function limited(distance: (x: number, y: number, limit: number) => number, bars: readonly Bar[]): TextMeasure {
  const limit = Math.floor(bars.reduce((most, { value }) => Math.max(most, Number.isNaN(value) ? 0 : value), 0)) + 1;
  const within = bars.every(({ op }) => op === '<=' || op === '<');
  const most = within ? limit - 1 : limit;
  return { value: (x, y) => distance(x, y, most), needed: within ? neededForDistance(most) : UNBOUND };
}

function neededForDistance(limit: number): Uint8Array {
  return tableOf((lengthX, lengthY) => Math.max(lengthX, lengthY) - limit);
}

function neededForSimilarity(bars: readonly Bar[], atMost: (common: number, lengthX: number, lengthY: number) => number): Uint8Array {
  if (bars.some(({ op, value }) => (op !== '>=' && op !== '>') || !(value > 0))) return UNBOUND;
  const lowest = bars.reduce((least, { value }) => Math.min(least, value), Number.POSITIVE_INFINITY);
  return tableOf((lengthX, lengthY) => {
    for (let common = 0; common <= Math.min(lengthX, lengthY); common++)
      if (atMost(common, lengthX, lengthY) + SLACK >= lowest) return common;
    return NEVER;
  });
}

function tableOf(needed: (lengthX: number, lengthY: number) => number): Uint8Array {
  const table = new Uint8Array((NO_LENGTH + 1) << LENGTH_BITS);
  for (let x = 0; x < LONG; x++) for (let y = 0; y < LONG; y++) table[rowOf(x) + y] = Math.min(NEVER, Math.max(0, needed(x, y)));
  for (let x = 0; x <= NO_LENGTH; x++) {
    table[rowOf(x) + NO_LENGTH] = NEVER;
    table[rowOf(NO_LENGTH) + x] = NEVER;
  }
  return table;
}

const jaroAtMost = (common: number, lengthX: number, lengthY: number): number =>
  common === 0 ? 0 : (common / lengthX + common / lengthY + 1) / 3;

/** As if the whole prefix were the same, as far as there are symbols in common. */
function jaroWinklerAtMost(common: number, lengthX: number, lengthY: number): number {
  const jaro = jaroAtMost(common, lengthX, lengthY);
  return jaro > BOOST_ABOVE - SLACK ? Math.max(jaro, boosted(jaro + SLACK, Math.min(4, common))) : jaro;
}
