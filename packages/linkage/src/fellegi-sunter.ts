/** The one place where probabilities, odds and bits change form. */

/** log2 of the odds of a probability: the prior's weight. */
export const bitsOfProbability = (probability: number): number => Math.log2(probability) - Math.log2(1 - probability);

/** Match probability of a weight in bits, prior included; stable at both ends. */
export function probabilityOfBits(bits: number): number {
  if (bits >= 0) return 1 / (1 + 2 ** -bits);
  const odds = 2 ** bits;
  return odds / (1 + odds);
}

/** Match weight of a level: log2 of how much likelier it is among matches than among non-matches. */
export const bitsOfLevel = (m: number, u: number): number => Math.log2(m) - Math.log2(u);

/** Weights are kept to a millionth of a bit, so that the same pair weighs the same wherever it is scored. */
export const roundBits = (bits: number): number => Math.round(bits * 1e6) / 1e6;
