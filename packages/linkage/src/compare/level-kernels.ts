import type { EncodedList } from '../encode.ts';
import type { PairChunk } from '../pair-chunk.ts';

/**
 * Tries one level on the pairs of a chunk that no better level holds for. `open` lists their positions; a pair for
 * which the level holds gets `gamma`, the others stay in `open`. Returns how many stay.
 */
export type LevelKernel = (chunk: PairChunk, gammas: Int8Array, open: Int32Array, openCount: number, gamma: number) => number;

/** Both have the value, and it is the same. */
export function exactKernel(column: Int32Array): LevelKernel {
  return ({ a, b }, gammas, open, openCount, gamma) => {
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      const x = column[a[p] as number] as number;
      if (x !== 0 && x === column[b[p] as number]) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}

/** A test of two values of one column, by their numbers; both are there and they differ. */
export function valueKernel(column: Int32Array, holds: (x: number, y: number) => boolean): LevelKernel {
  return ({ a, b }, gammas, open, openCount, gamma) => {
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      const x = column[a[p] as number] as number;
      const y = column[b[p] as number] as number;
      if (x !== 0 && y !== 0 && (x === y || holds(x, y))) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}

/** Each of two columns holds the other's value on the other side. */
export function crossedKernel(column: Int32Array, other: Int32Array): LevelKernel {
  return ({ a, b }, gammas, open, openCount, gamma) => {
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      const i = a[p] as number;
      const j = b[p] as number;
      const x = column[i] as number;
      const y = other[i] as number;
      if (x !== 0 && y !== 0 && x === other[j] && y === column[j]) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}

/** A text of one side stands in the list of the other. */
export function memberKernel(column: Int32Array, list: EncodedList): LevelKernel {
  return ({ a, b }, gammas, open, openCount, gamma) => {
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      const i = a[p] as number;
      const j = b[p] as number;
      if (holdsMember(list, i, column[j] as number) || holdsMember(list, j, column[i] as number)) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}

/** Two lists share at least so many members. */
export function overlapKernel(list: EncodedList, atLeast: number): LevelKernel {
  return ({ a, b }, gammas, open, openCount, gamma) => {
    let stay = 0;
    for (let k = 0; k < openCount; k++) {
      const p = open[k] as number;
      if (sharesMembers(list, a[p] as number, b[p] as number, atLeast)) gammas[p] = gamma;
      else open[stay++] = p;
    }
    return stay;
  };
}

/** Whether a record's list holds a value. */
export function holdsMember({ starts, members }: EncodedList, record: number, value: number): boolean {
  if (value === 0) return false;
  for (let k = starts[record] as number, end = starts[record + 1] as number; k < end; k++) if (members[k] === value) return true;
  return false;
}

/** Whether two records' lists share at least so many members. */
export function sharesMembers({ starts, members }: EncodedList, i: number, j: number, atLeast: number): boolean {
  let k = starts[i] as number;
  let l = starts[j] as number;
  const endK = starts[i + 1] as number;
  const endL = starts[j + 1] as number;
  let shared = 0;
  while (k < endK && l < endL) {
    const x = members[k] as number;
    const y = members[l] as number;
    if (x === y && ++shared === atLeast) return true;
    if (x <= y) k++;
    if (y <= x) l++;
  }
  return false;
}
