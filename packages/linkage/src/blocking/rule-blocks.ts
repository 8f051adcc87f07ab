import type { KeyColumn } from './key-column.ts';

/**
 * The blocks of one rule: block *k* holds the records `records[starts[k]]` up to `records[starts[k + 1] - 1]`, ascending,
 * at least two, all of which have the same keys. `keys[e][k]` is the block's key in expression *e* of the rule.
 */
export interface RuleBlocks {
  readonly count: number;
  readonly starts: Int32Array;
  readonly records: Int32Array;
  readonly keys: readonly Int32Array[];
}

/** Makes the blocks of rules over one table; what rules have in common is worked out once. */
export type BlockMaker = (rule: readonly KeyColumn[]) => RuleBlocks;

/**
 * Sorts records into blocks by a stable counting sort, least significant expression first. Keys held by one record, and
 * keys that no changed record holds, make no pair and are dropped before.
 */
export function blockMaker(size: number, changed: Uint8Array | null): BlockMaker {
  const known = new Map<KeyColumn, UsableKeys>();
  const usable = (keys: KeyColumn): UsableKeys => {
    const found = known.get(keys) ?? usableKeys(size, keys, changed);
    known.set(keys, found);
    return found;
  };
  return (rule) => {
    const postings = postingsOf(size, rule.map(usable));
    return blocksIn(postings, sortedOrder(postings, rule), changed);
  };
}

/** The keys of each record that can make a pair: `members[starts[i]]` up to `members[starts[i + 1] - 1]`. */
interface UsableKeys {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

function usableKeys(size: number, keys: KeyColumn, changed: Uint8Array | null): UsableKeys {
  const { starts, members } = keys.kind === 'many' ? keys.many : singleAsMany(size, keys.single);
  const holders = new Int32Array(keys.size);
  const touched = new Uint8Array(keys.size);
  for (let i = 0; i < size; i++) {
    const touches = changed === null || changed[i] === 1;
    for (let k = starts[i] as number, end = starts[i + 1] as number; k < end; k++) {
      const key = members[k] as number;
      holders[key] = (holders[key] as number) + 1;
      if (touches) touched[key] = 1;
    }
  }
  const usableStarts = new Int32Array(size + 1);
  const usableMembers = new Int32Array(members.length);
  let next = 0;
  for (let i = 0; i < size; i++) {
    for (let k = starts[i] as number, end = starts[i + 1] as number; k < end; k++) {
      const key = members[k] as number;
      if (touched[key] === 1 && (holders[key] as number) > 1) usableMembers[next++] = key;
    }
    usableStarts[i + 1] = next;
  }
  return { starts: usableStarts, members: usableMembers };
}

function singleAsMany(size: number, single: Int32Array): UsableKeys {
  const starts = new Int32Array(size + 1);
  const members = new Int32Array(size);
  let next = 0;
  for (let i = 0; i < size; i++) {
    if (single[i] !== 0) members[next++] = single[i] as number;
    starts[i + 1] = next;
  }
  return { starts, members: members.subarray(0, next) };
}

/** A record and one key of each expression; a record stands in as many postings as its keys have combinations. */
interface Postings {
  readonly records: Int32Array;
  readonly keys: readonly Int32Array[];
}

function postingsOf(size: number, expressions: readonly UsableKeys[]): Postings {
  const combinations = new Int32Array(size).fill(1);
  for (const { starts } of expressions) {
    for (let i = 0; i < size; i++) combinations[i] = (combinations[i] as number) * ((starts[i + 1] as number) - (starts[i] as number));
  }
  let total = 0;
  for (let i = 0; i < size; i++) total += combinations[i] as number;
  const records = new Int32Array(total);
  for (let i = 0, next = 0; i < size; i++) for (let c = combinations[i] as number; c > 0; c--) records[next++] = i;
  const stride = new Int32Array(size).fill(1);
  const keys = expressions.map(({ starts, members }) => {
    const column = new Int32Array(total);
    for (let i = 0, next = 0; i < size; i++) {
      const start = starts[i] as number;
      const count = (starts[i + 1] as number) - start;
      const every = stride[i] as number;
      for (let c = 0, end = combinations[i] as number; c < end; c++) {
        column[next++] = (end === 1 ? members[start] : members[start + (Math.floor(c / every) % count)]) as number;
      }
      stride[i] = every * count;
    }
    return column;
  });
  return { records, keys };
}

function sortedOrder({ records, keys }: Postings, rule: readonly KeyColumn[]): Int32Array {
  let order = new Int32Array(records.length);
  for (let k = 0; k < order.length; k++) order[k] = k;
  let spare = new Int32Array(records.length);
  for (let e = rule.length - 1; e >= 0; e--) {
    const column = keys[e] as Int32Array;
    const offsets = new Int32Array((rule[e]?.size ?? 0) + 1);
    for (let k = 0; k < column.length; k++) offsets[(column[k] as number) + 1] = (offsets[(column[k] as number) + 1] as number) + 1;
    for (let key = 1; key < offsets.length; key++) offsets[key] = (offsets[key] as number) + (offsets[key - 1] as number);
    for (let k = 0; k < order.length; k++) {
      const posting = order[k] as number;
      const key = column[posting] as number;
      const place = offsets[key] as number;
      offsets[key] = place + 1;
      spare[place] = posting;
    }
    [order, spare] = [spare, order];
  }
  return order;
}

function blocksIn({ records, keys }: Postings, order: Int32Array, changed: Uint8Array | null): RuleBlocks {
  const begins = new Uint8Array(order.length + 1);
  begins[0] = 1;
  begins[order.length] = 1;
  for (const column of keys) {
    for (let k = 1; k < order.length; k++) if (column[order[k] as number] !== column[order[k - 1] as number]) begins[k] = 1;
  }
  const starts = new Int32Array((order.length >> 1) + 1);
  const leaders = new Int32Array(order.length >> 1);
  const sorted = new Int32Array(order.length);
  let count = 0;
  let end = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    to = from + 1;
    while (begins[to] === 0) to++;
    if (to - from < 2) continue;
    let touched = changed === null;
    for (let k = from; k < to; k++) {
      const record = records[order[k] as number] as number;
      sorted[end + k - from] = record;
      if (changed !== null && changed[record] === 1) touched = true;
    }
    if (!touched) continue;
    leaders[count] = order[from] as number;
    end += to - from;
    starts[++count] = end;
  }
  return {
    count,
    starts: starts.slice(0, count + 1),
    records: sorted.slice(0, end),
    keys: keys.map((column) => leaders.slice(0, count).map((leader) => column[leader] as number)),
  };
}
