/** Sum of digits times weights; the text is digits. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += (digits.charCodeAt(i) - 48) * (weights[i] ?? 0);
  return sum;
}

/** Every digit the same: passes many checks and is nobody's. */
export const isRepeated = (digits: string): boolean => digits !== '' && digits === digits.charAt(0).repeat(digits.length);
