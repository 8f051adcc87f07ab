import type { PairSet } from '../blocking/pair-set.ts';
import type { PairFilter } from '../levels/pair-filter.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';

/** Leaves some of the pairs in a chunk, in their order, and drops the others. */
export type Sieve = (chunk: PairChunk) => void;

/** Drops pairs whose records have the same number. */
export function dropEqual(left: Int32Array, right: Int32Array): Sieve {
  return (chunk) => {
    const { a, b, count } = chunk;
    let kept = 0;
    for (let p = 0; p < count; p++) {
      const i = a[p] as number;
      const j = b[p] as number;
      a[kept] = i;
      b[kept] = j;
      if (left[i] !== right[j]) kept++;
    }
    chunk.count = kept;
  };
}

/** Keeps the pairs that a filter keeps. */
export function keepOnly(filter: PairFilter): Sieve {
  const at = everyPosition();
  const kept = new Int32Array(CHUNK_PAIRS);
  return (chunk) => {
    const { a, b } = chunk;
    const count = filter(chunk, at, chunk.count, kept);
    for (let k = 0; k < count; k++) {
      const p = kept[k] as number;
      a[k] = a[p] as number;
      b[k] = b[p] as number;
    }
    chunk.count = count;
  };
}

/** Drops the pairs that a filter keeps. */
export function dropAll(filter: PairFilter): Sieve {
  const at = everyPosition();
  const dropped = new Int32Array(CHUNK_PAIRS);
  return (chunk) => {
    const { a, b, count } = chunk;
    const drops = filter(chunk, at, count, dropped);
    let kept = 0;
    for (let p = 0, next = 0; p < count; p++) {
      if (next < drops && dropped[next] === p) {
        next++;
        continue;
      }
      a[kept] = a[p] as number;
      b[kept] = b[p] as number;
      kept++;
    }
    chunk.count = kept;
  };
}

/** Drops the pairs of a set. */
export function dropBarred(barred: PairSet): Sieve {
  return (chunk) => {
    const { a, b, count } = chunk;
    let kept = 0;
    for (let p = 0; p < count; p++) {
      const i = a[p] as number;
      const j = b[p] as number;
      if (barred.touches(i) && barred.has(i, j)) continue;
      a[kept] = i;
      b[kept] = j;
      kept++;
    }
    chunk.count = kept;
  };
}

const everyPosition = (): Int32Array => Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
