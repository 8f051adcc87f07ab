import type { PairChunk } from '../pair-chunk.ts';
import type { PairFilter } from './pair-filter.ts';
import type { PairEnd } from './record-filters.ts';

/** Value numbers of one side of a test, and the record of the pair that they are of. */
export interface SideIds {
  readonly ids: Int32Array;
  readonly end: PairEnd;
}

/** Both have a value, and it is the same. */
export function keepWhereEqual(first: SideIds, second: SideIds): PairFilter {
  const { ids: firstIds, end: firstEnd } = first;
  const { ids: secondIds, end: secondEnd } = second;
  return (chunk, at, count, out) => {
    const firstRecords = chunk[firstEnd];
    const secondRecords = chunk[secondEnd];
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      const x = firstIds[firstRecords[p] as number] as number;
      if (x !== 0 && x === secondIds[secondRecords[p] as number]) out[kept++] = p;
    }
    return kept;
  };
}

/** Both have a value, and `holds` is true of their numbers. */
export function keepWhereHolds(first: SideIds, second: SideIds, holds: (x: number, y: number) => boolean): PairFilter {
  const { ids: firstIds, end: firstEnd } = first;
  const { ids: secondIds, end: secondEnd } = second;
  return (chunk, at, count, out) => {
    const firstRecords = chunk[firstEnd];
    const secondRecords = chunk[secondEnd];
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      const x = firstIds[firstRecords[p] as number] as number;
      const y = secondIds[secondRecords[p] as number] as number;
      if (x !== 0 && y !== 0 && holds(x, y)) out[kept++] = p;
    }
    return kept;
  };
}

/** `holds` is true of two numbers, either of which may be that of null. */
export function keepWhereHoldsOrNull(first: SideIds, second: SideIds, holds: (x: number, y: number) => boolean): PairFilter {
  return (chunk, at, count, out) => {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if (holds(idIn(chunk, first, p), idIn(chunk, second, p))) out[kept++] = p;
    }
    return kept;
  };
}

const idIn = (chunk: PairChunk, { ids, end }: SideIds, p: number): number => ids[chunk[end][p] as number] as number;
