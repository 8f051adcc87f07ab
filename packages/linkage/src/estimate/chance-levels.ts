import type { LevelCounts } from './level-counts.ts';

/** At least this share of a level's pairs is taken to be chance, however many of them the matches explain. */
const CHANCE_AT_LEAST = 0.05;

/**
 * How many of the pairs at each level are there by chance. All pairs are matches and non-matches together, so that
 * `share = λ m + (1 − λ) u`: for a level that is rarer than matches are (an identifier, a date of birth) the matches must
 * be taken out of the count, which Splink does not.
 */
export function chancePairs({ byGamma, pairs }: LevelCounts, m: Float64Array, lambda: number): Float64Array {
  return byGamma.map((count, gamma) => Math.max(count - lambda * pairs * (m[gamma] ?? 0), CHANCE_AT_LEAST * count));
}
