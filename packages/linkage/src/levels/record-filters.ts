import type { PairFilter } from './pair-filter.ts';

/** A record of the pair: `a` is the left one, `b` the right one. */
export type PairEnd = 'a' | 'b';

/** That record has no value. */
export function keepWhereNull(ids: Int32Array, end: PairEnd): PairFilter {
  return (chunk, at, count, out) => {
    const records = chunk[end];
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (ids[records[p] as number] === 0) out[kept++] = p;
    }
    return kept;
  };
}

/** That record's value is one of those marked 1. */
export function keepWhereMarked(ids: Int32Array, marks: Uint8Array, end: PairEnd): PairFilter {
  return (chunk, at, count, out) => {
    const records = chunk[end];
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (marks[ids[records[p] as number] as number] === 1) out[kept++] = p;
    }
    return kept;
  };
}
