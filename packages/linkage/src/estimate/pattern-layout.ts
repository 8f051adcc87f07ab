import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { isWeighed } from '../score/term-frequencies.ts';

/** Largest number of codes that one word holds. */
const WORD_CODES = 2 ** 31 - 1;

/**
 * How the gammas of some comparisons are written as 32-bit words: comparison *c* is a digit of weight `strides[c]` in word
 * `wordOf[c]`. Digit `gamma + 1` is a gamma; digits above are those gammas, in `weighed[c]`'s order, whose term-frequency
 * adjustment falls away because neither value has a frequency.
 */
export interface PatternLayout {
  readonly words: number;
  /** Codes of the only word, where one is enough; otherwise infinite. */
  readonly codes: number;
  readonly wordOf: readonly number[];
  readonly strides: readonly number[];
  readonly radices: readonly number[];
  /** Of each comparison, the gammas above null. */
  readonly gammas: readonly number[];
  /** Of each comparison, the gammas that are weighed by term frequency, ascending. */
  readonly weighed: readonly (readonly number[])[];
}

export function patternLayout(comparisons: readonly PlannedComparison[], withTermFrequencies: boolean): PatternLayout {
  const wordOf: number[] = [];
  const strides: number[] = [];
  const gammas = comparisons.map(gammasAboveNull);
  const weighed = comparisons.map((comparison) => (withTermFrequencies ? weighedGammas(comparison) : []));
  const radices = comparisons.map((_, c) => 1 + (gammas[c] ?? 0) + (weighed[c]?.length ?? 0));
  let word = 0;
  let codes = 1;
  for (const radix of radices) {
    if (codes * radix > WORD_CODES) {
      word++;
      codes = 1;
    }
    wordOf.push(word);
    strides.push(codes);
    codes *= radix;
  }
  return { words: word + 1, codes: word === 0 ? codes : Number.POSITIVE_INFINITY, wordOf, strides, radices, gammas, weighed };
}

/** How many gammas a comparison has besides −1: they are 0 up to one less. */
export function gammasAboveNull({ levels }: PlannedComparison): number {
  return levels.reduce((most, { gamma }) => Math.max(most, gamma + 1), 1);
}

const weighedGammas = ({ levels }: PlannedComparison): readonly number[] =>
  levels
    .filter(isWeighed)
    .map(({ gamma }) => gamma)
    .sort((x, y) => x - y);
