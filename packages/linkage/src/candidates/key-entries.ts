import { memberCombinations } from './member-combinations.ts';
import type { RecordKeys } from './rule-key.ts';

/** Records under their keys: entry *e* is the record `owners[e]` under the keys `keys[0][e]`, `keys[1][e]` … */
export interface KeyEntries {
  readonly size: number;
  /** Ascending. */
  readonly owners: Int32Array;
  readonly keys: readonly Int32Array[];
}

/** The entries of all records that have a key in every column. `keep`: 1 for each record to take, `null` for all. */
export function keyEntries(records: number, columns: readonly RecordKeys[], keep: Uint8Array | null): KeyEntries {
  const { owners, members } = columns.every(({ kind }) => kind === 'one')
    ? { owners: null, members: columns.map(({ ids }) => ids) }
    : memberCombinations(records, columns);
  const entries = owners?.length ?? records;
  const taken = new Uint8Array(entries).fill(1);
  for (const ids of members) for (let e = 0; e < entries; e++) if (ids[e] === 0) taken[e] = 0;
  if (keep !== null) for (let e = 0; e < entries; e++) if (keep[owners === null ? e : (owners[e] as number)] === 0) taken[e] = 0;

  let size = 0;
  for (let e = 0; e < entries; e++) size += taken[e] as number;
  const positions = new Int32Array(size);
  for (let e = 0, next = 0; e < entries; e++) if (taken[e] === 1) positions[next++] = e;
  return {
    size,
    owners: owners === null ? positions : picked(owners, positions),
    keys: members.map((ids) => picked(ids, positions)),
  };
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
  return {
    size,
    owners: joined(first.owners, second.owners),
    keys: first.keys.map((keys, c) => joined(keys, second.keys[c] as Int32Array)),
  };
}

function picked(values: Int32Array, positions: Int32Array): Int32Array {
  const chosen = new Int32Array(positions.length);
  for (let k = 0; k < positions.length; k++) chosen[k] = values[positions[k] as number] as number;
  return chosen;
}
