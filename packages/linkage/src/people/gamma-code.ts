import type { LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';

/**
 * The gammas of a pair in one number: mixed radix of gamma + 1, the first comparison being the lowest digit.
 * Gamma counts down from the number of levels less one (the first level) to 0 (else); −1 is silent.
 */
export function stridesOf({ comparisons }: LinkagePlan): Int32Array {
  const strides = new Int32Array(comparisons.length);
  let stride = 1;
  comparisons.forEach((comparison, c) => {
    strides[c] = stride;
    stride *= radixOf(comparison);
  });
  return strides;
}

/** The gammas in a code, in the order of the comparisons. */
export function decodeGammas({ comparisons }: LinkagePlan, code: number): readonly number[] {
  let rest = code;
  return comparisons.map((comparison) => {
    const digit = rest % radixOf(comparison);
    rest = Math.floor(rest / radixOf(comparison));
    return digit - 1;
  });
}

/** The number of digits that a comparison needs: its levels and silence. */
const radixOf = ({ levels }: PlannedComparison): number => levels.reduce((most, { gamma }) => Math.max(most, gamma), 0) + 2;
