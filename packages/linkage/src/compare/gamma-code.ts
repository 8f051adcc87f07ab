import type { Comparison } from '@golden-thread/shapes/declare/linkage';

/**
 * The gammas of a pair in one number: mixed radix of gamma + 1, the first comparison being the lowest digit.
 * Gamma counts down from the number of levels less one (the first level) to 0 (else); −1 is silent.
 */
export function stridesOf(comparisons: readonly Comparison[]): Int32Array {
  const strides = new Int32Array(comparisons.length);
  let stride = 1;
  comparisons.forEach((comparison, c) => {
    strides[c] = stride;
    stride *= radixOf(comparison);
  });
  return strides;
}

/** The number of digits that a comparison needs: its levels and silence. */
export const radixOf = (comparison: Comparison): number => comparison.levels.length + 1;

/** How many codes there are. */
export const codesOf = (comparisons: readonly Comparison[]): number =>
  comparisons.reduce((product, comparison) => product * radixOf(comparison), 1);

/** The gammas in a code, in the order of the comparisons. */
export function decodeGammas(comparisons: readonly Comparison[], code: number): readonly number[] {
  let rest = code;
  return comparisons.map((comparison) => {
    const digit = rest % radixOf(comparison);
    rest = Math.floor(rest / radixOf(comparison));
    return digit - 1;
  });
}
