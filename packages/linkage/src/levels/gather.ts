import { MARKS } from '../similarity/symbols.ts';

/*
 * What a chunk's pairs need of their records is fetched in loops of their own, into arrays that stay in the first-level
 * cache: loads that do not wait for each other overlap, which they do not do among the instructions of a comparison.
 */

/** Value numbers of the records of some pairs. */
export function gatherIds(ids: Int32Array, records: Int32Array, from: Int32Array, count: number, out: Int32Array): void {
  for (let k = 0; k < count; k++) out[k] = ids[records[from[k] as number] as number] as number;
}

/** The marks of value numbers, each of the two words by itself. */
export function gatherMarks(marks: Int32Array, ids: Int32Array, count: number, words: Int32Array, remainders: Int32Array): void {
  for (let k = 0; k < count; k++) {
    const at = MARKS * (ids[k] as number);
    words[k] = marks[at] as number;
    remainders[k] = marks[at + 1] as number;
  }
}
