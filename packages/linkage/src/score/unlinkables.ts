import { probabilityOfBits } from '../fellegi-sunter.ts';

/** Of the records that weigh so little against themselves: how many there are, and how many weigh so much or less. */
export interface UnlinkableShare {
  /** The highest weight of the row, in bits, to two places. */
  readonly weight: number;
  /** To five places. */
  readonly probability: number;
  readonly share: number;
  readonly cumulativeShare: number;
}

/**
 * How many records could not be linked even to their double, by the probability that would be asked for. Of the weights
 * of records against themselves (`selfWeights`); those that round to certainty are in the whole but have no row.
 * *Source*: `reference/splink.md` 2.11.
 */
export function unlinkablesOf(weights: Float64Array): readonly UnlinkableShare[] {
  const rows = new Map<number, { weight: number; records: number }>();
  for (const weight of weights) {
    const probability = rounded(probabilityOfBits(weight), 5);
    const row = rows.get(probability);
    if (row === undefined) rows.set(probability, { weight: rounded(weight, 2), records: 1 });
    else {
      row.weight = Math.max(row.weight, rounded(weight, 2));
      row.records++;
    }
  }
  let below = 0;
  return [...rows]
    .sort(([x], [y]) => x - y)
    .filter(([probability]) => probability < 1)
    .map(([probability, { weight, records }]) => {
      below += records;
      return { weight, probability, share: records / weights.length, cumulativeShare: below / weights.length };
    });
}

const rounded = (value: number, places: number): number => Math.round(value * 10 ** places) / 10 ** places;
