import { MARKS, type Symbols } from './symbols.ts';

/**
 * At most this many symbols of two values can be paired off with an equal one of the other. Sound: of each class as many
 * occurrences are common as the smaller count says, and those without a bit are at most the smaller sum of them.
 * `reference/kernel-prototype.md` 5: such a bound lets 8–9 % of value pairs reach Jaro–Winkler.
 */
export function commonAtMost(left: Symbols, right: Symbols, x: number, y: number): number {
  const p = MARKS * x;
  const q = MARKS * y;
  return commonOfMarks(left.marks[p] as number, left.marks[p + 1] as number, right.marks[q] as number, right.marks[q + 1] as number);
}

/**
 * The same of the marks themselves. Half the sum of what has no bit is never less than the smaller of the two, and takes no
 * branch; lengths of 64 and more may carry into it, which only loosens the bound. (8: the bits of a length, and a halving.)
 */
export function commonOfMarks(wordX: number, restX: number, wordY: number, restY: number): number {
  return bitsIn(wordX & wordY) + ((restX + restY) >> 8);
}

function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const quads = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((quads + (quads >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
