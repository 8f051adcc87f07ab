import type { PairFilter } from '../levels/pair-filter.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { PairSet } from './pair-set.ts';
import type { OneBlock } from './rule-index.ts';

/** Leaves some of the pairs in a chunk, in their order, and drops the others. */
export type Sieve = (chunk: PairChunk) => void;

/** Two records meet where the left one's number is the right one's: both stand in one table. */
export interface NumberPair {
  readonly left: OneBlock;
  readonly right: OneBlock;
}

/** Drops pairs whose numbers are equal in any of these, all of one table: four at a time, for a loop over them costs more than they do. */
export function dropEqual(pairs: readonly NumberPair[]): Sieve[] {
  const sieves: Sieve[] = [];
  for (let from = 0; from < pairs.length; from += 4) {
    const [first, second, third, fourth] = pairs.slice(from, from + 4);
    if (first !== undefined) sieves.push(dropEqualInFour(first, second ?? first, third ?? first, fourth ?? first));
  }
  return sieves;
}

function dropEqualInFour(first: NumberPair, second: NumberPair, third: NumberPair, fourth: NumberPair): Sieve {
  const { table, stride } = first.left;
  const [l0, l1, l2, l3] = [first.left.column, second.left.column, third.left.column, fourth.left.column];
  const [r0, r1, r2, r3] = [first.right.column, second.right.column, third.right.column, fourth.right.column];
  return (chunk) => {
    const { a, b, count } = chunk;
    let kept = 0;
    for (let p = 0; p < count; ) {
      const i = a[p] as number;
      const left = i * stride;
      const x0 = table[left + l0] as number;
      const x1 = table[left + l1] as number;
      const x2 = table[left + l2] as number;
      const x3 = table[left + l3] as number;
      for (; p < count && a[p] === i; p++) {
        const j = b[p] as number;
        const right = j * stride;
        if (table[right + r0] === x0 || table[right + r1] === x1 || table[right + r2] === x2 || table[right + r3] === x3) continue;
        a[kept] = i;
        b[kept++] = j;
      }
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
