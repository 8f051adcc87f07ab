import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';

/**
 * Of the pairs of a chunk at the positions `at[0]` to `at[count − 1]` keeps those for which a condition is true: writes
 * their positions, in the same order, to `out`, which may be `at` itself, and returns how many they are.
 */
export type PairFilter = (chunk: PairChunk, at: Int32Array, count: number, out: Int32Array) => number;

export const keepAll: PairFilter = (_, at, count, out) => {
  if (out !== at) for (let k = 0; k < count; k++) out[k] = at[k] as number;
  return count;
};

export const keepNone: PairFilter = () => 0;

/** A test of the two records, by their numbers, keeps it. */
export function keepPairsWhere(holds: (a: number, b: number) => boolean): PairFilter {
  return ({ a, b }, at, count, out) => {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (holds(a[p] as number, b[p] as number)) out[kept++] = p;
    }
    return kept;
  };
}

/** All of the filters keep it: each is asked only of the pairs that those before it keep. */
export function keepWhereAll(filters: readonly PairFilter[]): PairFilter {
  const [first, ...more] = filters;
  if (first === undefined) return keepAll;
  if (more.length === 0) return first;
  return (chunk, at, count, out) => {
    let kept = first(chunk, at, count, out);
    for (let f = 0; f < more.length && kept > 0; f++) kept = (more[f] as PairFilter)(chunk, out, kept, out);
    return kept;
  };
}

/** One of the filters keeps it: each is asked only of the pairs that none before it keeps. */
export function keepWhereAny(filters: readonly PairFilter[]): PairFilter {
  const [only, ...more] = filters;
  if (only === undefined) return keepNone;
  if (more.length === 0) return only;
  const open = new Int32Array(CHUNK_PAIRS);
  const kept = new Int32Array(CHUNK_PAIRS);
  return (chunk, at, count, out) => {
    let left = keepAll(chunk, at, count, open);
    for (let f = 0; f < filters.length && left > 0; f++)
      left = without(open, left, kept, (filters[f] as PairFilter)(chunk, open, left, kept), open);
    return without(at, count, open, left, out);
  };
}

/** Writes the positions of `at` that are not among `taken`, a part of them in the same order, to `out`; returns how many. */
export function without(at: Int32Array, count: number, taken: Int32Array, takenCount: number, out: Int32Array): number {
  let stay = 0;
  let t = 0;
  for (let k = 0; k < count; k++) {
    const p = at[k] as number;
    if (t < takenCount && taken[t] === p) t++;
    else out[stay++] = p;
  }
  return stay;
}
