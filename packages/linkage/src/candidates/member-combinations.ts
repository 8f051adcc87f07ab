import type { RecordKeys } from './rule-key.ts';

/** Every combination of one key of each column: `members[c][u]` is that of column *c* in combination *u*, of the record `owners[u]`. */
export interface MemberCombinations {
  /** Ascending. */
  readonly owners: Int32Array;
  readonly members: readonly Int32Array[];
}

/** Combinations of each of `records` records' keys; a key may be 0. A record without a key in one of the columns has none. */
export function memberCombinations(records: number, columns: readonly RecordKeys[]): MemberCombinations {
  let total = 0;
  for (let i = 0; i < records; i++) total += combinationsOf(columns, i);
  const owners = sharedInts(total);
  const members = columns.map(() => sharedInts(total));
  let next = 0;
  for (let i = 0; i < records; i++) {
    const own = combinationsOf(columns, i);
    owners.fill(i, next, next + own);
    let every = 1;
    for (let c = 0; c < columns.length; c++) every = writeMembers(columns[c] as RecordKeys, i, members[c] as Int32Array, next, own, every);
    next += own;
  }
  return { owners, members };
}

const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

function combinationsOf(columns: readonly RecordKeys[], record: number): number {
  let combinations = 1;
  for (let c = 0; c < columns.length; c++) combinations *= keyCount(columns[c] as RecordKeys, record);
  return combinations;
}

function keyCount(keys: RecordKeys, record: number): number {
  const id = keys.ids[record] as number;
  if (keys.kind === 'one') return 1;
  return id === 0 ? 0 : (keys.starts[id + 1] as number) - (keys.starts[id] as number);
}

/** Each key `every` times, over and over; returns how often the next column's keys are repeated. */
function writeMembers(keys: RecordKeys, record: number, out: Int32Array, from: number, count: number, every: number): number {
  const id = keys.ids[record] as number;
  if (keys.kind === 'one') {
    out.fill(id, from, from + count);
    return every;
  }
  const start = keys.starts[id] as number;
  const size = keyCount(keys, record);
  for (let k = 0; k < count; k++) out[from + k] = keys.members[start + (Math.floor(k / every) % size)] as number;
  return every * size;
}
