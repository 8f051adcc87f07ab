import type { KeyEntries } from './key-entries.ts';
import type { KeyRuns } from './key-runs.ts';
import type { BlockSide, OneBlock, SeveralBlocks } from './rule-index.ts';
import type { BlockJudge } from './source-policy.ts';

export interface KeyBlocks {
  readonly blocks: number;
  readonly left: BlockSide;
  readonly right: BlockSide;
}

export interface KeyBlockOptions {
  /** Records that there are. */
  readonly records: number;
  /** So many entries, the first, are left ones and the others right ones; `null`: all are both. */
  readonly lefts: number | null;
  /** A record may stand under several keys. */
  readonly several: boolean;
  readonly judge: BlockJudge;
}

/** A block of each run in which two records may meet. */
export function keyBlocks({ count, starts, order }: KeyRuns, { owners }: KeyEntries, options: KeyBlockOptions): KeyBlocks {
  const { records, lefts, several, judge } = options;
  const left = blockWriter(order.length);
  const right = lefts === null ? left : blockWriter(order.length);
  const [mine, others] = [new Int32Array(order.length), new Int32Array(order.length)];
  let blocks = 0;
  for (let run = 0; run < count; run++) {
    const from = starts[run] as number;
    const to = starts[run + 1] as number;
    const split = lefts === null ? to : firstFrom(order, from, to, lefts);
    const mineCount = ownersOf(order, owners, from, split, mine);
    const theirs = lefts === null ? mine : others;
    const theirCount = lefts === null ? mineCount : ownersOf(order, owners, split, to, others);
    if (!judge(mine, mineCount, theirs, theirCount)) continue;
    blocks++;
    left.add(mine, mineCount);
    if (right !== left) right.add(theirs, theirCount);
  }
  const none = lefts === null ? null : [-1, -2];
  const leftSide = left.side(records, several, none?.[0] ?? null);
  return { blocks, left: leftSide, right: right === left ? leftSide : right.side(records, several, none?.[1] ?? null) };
}

/** The first position of an entry that is `lefts` or later: entries of a run ascend. */
function firstFrom(order: Int32Array, from: number, to: number, lefts: number): number {
  let at = from;
  while (at < to && (order[at] as number) < lefts) at++;
  return at;
}

/** Writes the owners of some entries, each once; they ascend. Returns how many they are. */
function ownersOf(order: Int32Array, owners: Int32Array | null, from: number, to: number, out: Int32Array): number {
  let count = 0;
  for (let k = from; k < to; k++) {
    const entry = order[k] as number;
    const owner = owners === null ? entry : (owners[entry] as number);
    if (count === 0 || out[count - 1] !== owner) out[count++] = owner;
  }
  return count;
}

interface BlockWriter {
  add(records: Int32Array, count: number): void;
  /** `none`: the number of a record without a block; `null`: one of its own for each. */
  side(records: number, several: boolean, none: number | null): BlockSide;
}

function blockWriter(room: number): BlockWriter {
  const written = new Int32Array(room);
  const ends = new Int32Array(room + 1);
  let blocks = 0;
  let end = 0;
  return {
    add(records, count) {
      for (let k = 0; k < count; k++) written[end + k] = records[k] as number;
      end += count;
      ends[++blocks] = end;
    },
    side(records, several, none) {
      const starts = sharedCopy(ends.subarray(0, blocks + 1));
      const members = sharedCopy(written.subarray(0, end));
      return { starts, records: members, blockOf: several ? severalOf(records, starts, members) : oneOf(records, starts, members, none) };
    },
  };
}

function oneOf(records: number, starts: Int32Array, members: Int32Array, none: number | null): OneBlock {
  const of = sharedInts(records);
  if (none !== null) of.fill(none);
  else for (let i = 0; i < records; i++) of[i] = ~i;
  for (let block = 0; block + 1 < starts.length; block++) {
    for (let k = starts[block] as number, end = starts[block + 1] as number; k < end; k++) of[members[k] as number] = block;
  }
  return { kind: 'one', table: of, stride: 1, column: 0 };
}

function severalOf(records: number, starts: Int32Array, members: Int32Array): SeveralBlocks {
  const own = sharedInts(records + 1);
  for (let k = 0; k < members.length; k++) {
    const next = (members[k] as number) + 1;
    own[next] = (own[next] as number) + 1;
  }
  for (let i = 1; i <= records; i++) own[i] = (own[i] as number) + (own[i - 1] as number);
  const place = own.slice(0, records);
  const blocks = sharedInts(members.length);
  for (let block = 0; block + 1 < starts.length; block++) {
    for (let k = starts[block] as number, end = starts[block + 1] as number; k < end; k++) {
      const record = members[k] as number;
      const at = place[record] as number;
      blocks[at] = block;
      place[record] = at + 1;
    }
  }
  const lowest = sharedInts(records);
  for (let i = 0; i < records; i++) lowest[i] = own[i] === own[i + 1] ? -1 : (blocks[own[i] as number] as number);
  return { kind: 'several', starts: own, members: blocks, lowest };
}

const sharedInts = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

function sharedCopy(numbers: Int32Array): Int32Array {
  const copy = sharedInts(numbers.length);
  copy.set(numbers);
  return copy;
}
