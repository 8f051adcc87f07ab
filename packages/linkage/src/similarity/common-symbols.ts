import { MARKS, type Symbols } from './symbols.ts';

/**
 * At most this many symbols of two values can be paired off with an equal one of the other. Sound: of each residue, as many
 * are common as the smaller count says, and the sum of smaller remainders is at most the smaller sum.
 * `reference/kernel-prototype.md` 5: lets 8–9 % of value pairs reach Jaro–Winkler.
 */
export function commonAtMost(left: Symbols, right: Symbols, x: number, y: number): number {
  return commonOfMarks(left.marks, right.marks, MARKS * x, MARKS * y);
}

/** The same of marks, by the place where each value's begin. */
export function commonOfMarks(left: Int32Array, right: Int32Array, p: number, q: number): number {
  const beyondX = left[p + 2] as number;
  const beyondY = right[q + 2] as number;
  return (
    bitsInTwo((left[p] as number) & (right[q] as number), (left[p + 1] as number) & (right[q + 1] as number)) +
    (beyondX < beyondY ? beyondX : beyondY)
  );
}

/** How many bits are set in two words. */
function bitsInTwo(one: number, other: number): number {
  const m = one - ((one >>> 1) & 0x55555555);
  const n = other - ((other >>> 1) & 0x55555555);
  const quads = (m & 0x33333333) + ((m >>> 2) & 0x33333333) + (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((quads & 0x0f0f0f0f) + ((quads >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24;
}
