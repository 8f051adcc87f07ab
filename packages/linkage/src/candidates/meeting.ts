import { compileCondition } from '../levels/compile-condition.ts';
import type { PairFilter } from '../levels/pair-filter.ts';
import { CHUNK_PAIRS, emptyChunk, type PairChunk } from '../pair-chunk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { Alternative, BlocksOf, UnnestedBlocks } from './rule-index.ts';

/** The lowest block that two records share, or −1. */
export type SharedBlock = (i: number, j: number) => number;

export function sharedBlock(left: BlocksOf, right: BlocksOf): SharedBlock {
  if (left.kind === 'one' && right.kind === 'one') {
    const { table: lefts, stride: leftStride, column: leftColumn } = left;
    const { table: rights, stride: rightStride, column: rightColumn } = right;
    return (i, j) => {
      const block = lefts[i * leftStride + leftColumn] as number;
      return block === rights[j * rightStride + rightColumn] ? block : -1;
    };
  }
  if (left.kind === 'one' || right.kind === 'one') throw new TypeError('Both sides of an alternative hold one block a record, or several.');
  const { starts: leftStarts, members: leftMembers } = left;
  const { starts: rightStarts, members: rightMembers } = right;
  return (i, j) => {
    const [endK, endL] = [leftStarts[i + 1] as number, rightStarts[j + 1] as number];
    let k = leftStarts[i] as number;
    let l = rightStarts[j] as number;
    while (k < endK && l < endL) {
      const x = leftMembers[k] as number;
      const y = rightMembers[l] as number;
      if (x === y) return x;
      if (x < y) k++;
      else l++;
    }
    return -1;
  };
}

/** Keeps the pairs that share a block of an alternative and for which its further condition is true. */
export function keepMeeting(prepared: Prepared, alternative: Alternative, countedBy: CountedBy): PairFilter {
  const shared = sharedBlock(alternative.left.blockOf, alternative.right.blockOf);
  const inBlock: PairFilter = (chunk, at, count, out) => {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (shared(chunk.a[p] as number, chunk.b[p] as number) >= 0) out[kept++] = p;
    }
    return kept;
  };
  const further = keepWhereFurther(prepared, alternative, countedBy);
  if (further === null) return inBlock;
  return (chunk, at, count, out) => further(chunk, out, inBlock(chunk, at, count, out), out);
}

/** Keeps, of pairs that share a block of an alternative, those for which its further condition is true; `null`: it has none. */
export function keepWhereFurther(prepared: Prepared, { further }: Alternative, countedBy: CountedBy): PairFilter | null {
  if (further === null) return null;
  if (further.unnested === null) return compileCondition(prepared, further.condition, countedBy);
  return keepWhereAnyUnnested(further.unnested, compileCondition(further.unnested.prepared, further.condition, countedBy));
}

/** Asks a filter of unnested records of every two that share a block: one is enough. */
function keepWhereAnyUnnested({ starts, left, right }: UnnestedBlocks, filter: PairFilter): PairFilter {
  const shared = sharedBlock(left, right);
  const every = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const kept = new Int32Array(CHUNK_PAIRS);
  const asked = emptyChunk();
  /** The position, in the chunk of records, of the pair that each asked pair comes from. */
  const from = new Int32Array(CHUNK_PAIRS);
  const holds = new Uint8Array(CHUNK_PAIRS);

  const ask = (): void => {
    const count = filter(asked, every, asked.count, kept);
    for (let k = 0; k < count; k++) holds[from[kept[k] as number] as number] = 1;
    asked.count = 0;
  };
  const add = (chunk: PairChunk, p: number): void => {
    const [i, j] = [chunk.a[p] as number, chunk.b[p] as number];
    for (let u = starts[i] as number; u < (starts[i + 1] as number); u++) {
      for (let v = starts[j] as number; v < (starts[j + 1] as number); v++) {
        if (shared(u, v) < 0) continue;
        if (asked.count === CHUNK_PAIRS) ask();
        asked.a[asked.count] = u;
        asked.b[asked.count] = v;
        from[asked.count++] = p;
      }
    }
  };
  return (chunk, at, count, out) => {
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      holds[p] = 0;
      add(chunk, p);
    }
    ask();
    let stay = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (holds[p] === 1) out[stay++] = p;
    }
    return stay;
  };
}
