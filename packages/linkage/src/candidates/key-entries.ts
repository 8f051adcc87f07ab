import { memberCombinations } from './member-combinations.ts';
import type { RecordKeys } from './rule-key.ts';

/** Records under their keys: entry *e* is the record `owners[e]` under the keys `keys[0][e]`, `keys[1][e]` …; key 0 is none. */
export interface KeyEntries {
  readonly size: number;
  /** Ascending; `null`: entry *e* is record *e*. */
  readonly owners: Int32Array | null;
  readonly keys: readonly Int32Array[];
}

/** Each combination of keys of each record. `keep`: 1 for each record to take, `null` for all. */
export function keyEntries(records: number, columns: readonly RecordKeys[], keep: Uint8Array | null): KeyEntries {
  if (columns.every(({ kind }) => kind === 'one')) {
    const keys = columns.map(({ ids }) => ids);
    if (keep === null) return { size: records, owners: null, keys };
    const taken = positionsOf(records, (record) => keep[record] === 1);
    return { size: taken.length, owners: taken, keys: keys.map((ids) => picked(ids, taken)) };
  }
  const { owners, members } = memberCombinations(records, columns);
  if (keep === null) return { size: owners.length, owners, keys: members };
  const taken = positionsOf(owners.length, (entry) => keep[owners[entry] as number] === 1);
  return { size: taken.length, owners: picked(owners, taken), keys: members.map((ids) => picked(ids, taken)) };
}

/** Two lists of entries as one, the first before the second. */
export function joinedEntries(first: KeyEntries, second: KeyEntries): KeyEntries {
  const size = first.size + second.size;
  const joined = (x: Int32Array, y: Int32Array): Int32Array => {
    const both = new Int32Array(size);
    both.set(x);
    both.set(y, x.length);
    return both;
  };
  const ownersOf = ({ owners, size: own }: KeyEntries): Int32Array => owners ?? Int32Array.from({ length: own }, (_, record) => record);
  return {
    size,
    owners: joined(ownersOf(first), ownersOf(second)),
    keys: first.keys.map((keys, c) => joined(keys, second.keys[c] as Int32Array)),
  };
}

function positionsOf(size: number, isTaken: (position: number) => boolean): Int32Array {
  const positions = new Int32Array(size);
  let count = 0;
  for (let position = 0; position < size; position++) if (isTaken(position)) positions[count++] = position;
  return positions.slice(0, count);
}

function picked(values: Int32Array, positions: Int32Array): Int32Array {
  const chosen = new Int32Array(positions.length);
  for (let k = 0; k < positions.length; k++) chosen[k] = values[positions[k] as number] as number;
  return chosen;
}
