import type { ComparisonLevel } from '@golden-thread/shapes/declare/linkage';
import type { EncodedTable } from '../encode.ts';
import { frequencyBitsByNumber, type TermFrequencies } from '../term-frequency.ts';

/**
 * What agreement on a rare or a common value adds to a level's weight, in bits: `log2(u) − log2(frequency)`, so that
 * the level weighs m over the value's own frequency. A list agrees on its rarest shared value.
 */
export interface TermFrequencyBits {
  bitsFor(a: number, b: number): number;
  /** No pair gets more. */
  readonly most: number;
}

/** `null` for a level that is not weighed by frequency. */
export function termFrequencyBits(
  encoded: EncodedTable,
  level: ComparisonLevel,
  u: number,
  frequencies: TermFrequencies,
): TermFrequencyBits | null {
  if ((level.level !== 'exact' && level.level !== 'overlap') || !level.termFrequency) return null;
  const known = frequencies.columns.get(level.column);
  if (known === undefined) return null;
  const bits = frequencyBitsByNumber(encoded, level.column, known).map((frequency) => Math.log2(u) - frequency);
  const most = bits.subarray(1).reduce((highest, value) => Math.max(highest, value), 0);
  if (level.level === 'exact') {
    const column = encoded.texts[level.column];
    return { most, bitsFor: (a) => bits[column[a] as number] as number };
  }
  const { starts, members } = encoded.lists[level.column];
  return {
    most,
    bitsFor(a, b) {
      let rarest = Number.NEGATIVE_INFINITY;
      let k = starts[a] as number;
      let l = starts[b] as number;
      const endK = starts[a + 1] as number;
      const endL = starts[b + 1] as number;
      while (k < endK && l < endL) {
        const x = members[k] as number;
        const y = members[l] as number;
        if (x === y && (bits[x] as number) > rarest) rarest = bits[x] as number;
        if (x <= y) k++;
        if (y <= x) l++;
      }
      return rarest;
    },
  };
}
