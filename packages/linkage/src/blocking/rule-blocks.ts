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

/**
 * Sorts records into blocks by a stable counting sort, least significant expression first. Keys held by one record, and
 * keys that no changed record holds, make no pair and are dropped before.
 */
export function ruleBlocks(size: number, expressions: readonly KeyColumn[], changed: Uint8Array | null): RuleBlocks {
  const postings = postingsOf(size, expressions, expressions.map((keys) => usableKeys(size, keys, changed)));
  const order = sortedOrder(postings, expressions);
  return blocksIn(postings, order, changed);
}

interface Postings {
  readonly records: Int32Array;
  readonly keys: readonly Int32Array[];
}

function usableKeys(size: number, keys: KeyColumn, changed: Uint8Array | null): Uint8Array {
  const holders = new Int32Array(keys.size);
  const touched = new Uint8Array(keys.size);
  forEachKey(size, keys, (record, key) => {
    holders[key] = (holders[key] as number) + 1;
    if (changed === null || changed[record] === 1) touched[key] = 1;
  });
  for (let key = 0; key < keys.size; key++) if ((holders[key] as number) < 2) touched[key] = 0;
  return touched;
}

function forEachKey(size: number, keys: KeyColumn, visit: (record: number, key: number) => void): void {
  if (keys.kind === 'single') {
    for (let i = 0; i < size; i++) if (keys.single[i] !== 0) visit(i, keys.single[i] as number);
    return;
  }
  const { starts, members } = keys.many;
  for (let i = 0; i < size; i++) for (let k = starts[i] as number; k < (starts[i + 1] as number); k++) visit(i, members[k] as number);
}

function postingsOf(size: number, expressions: readonly KeyColumn[], usable: readonly Uint8Array[]): Postings {
  const counts = new Int32Array(expressions.length);
  const digits = new Int32Array(expressions.length);
  const found = expressions.map((keys, e) => usablePerRecord(size, keys, usable[e] as Uint8Array));
  let total = 0;
  for (let i = 0; i < size; i++) total += found.reduce((product, { starts }) => product * ((starts[i + 1] as number) - (starts[i] as number)), 1);
  const records = new Int32Array(total);
  const keys = expressions.map(() => new Int32Array(total));
  let next = 0;
  for (let i = 0; i < size; i++) {
    let combinations = 1;
    for (let e = 0; e < found.length; e++) {
      const starts = found[e]?.starts as Int32Array;
      counts[e] = (starts[i + 1] as number) - (starts[i] as number);
      combinations *= counts[e] as number;
    }
    digits.fill(0);
    for (let c = 0; c < combinations; c++) {
      records[next] = i;
      for (let e = 0; e < found.length; e++) {
        const { starts, members } = found[e] as { starts: Int32Array; members: Int32Array };
        (keys[e] as Int32Array)[next] = members[(starts[i] as number) + (digits[e] as number)] as number;
      }
      next++;
      for (let e = 0; e < found.length; e++) {
        digits[e] = (digits[e] as number) + 1;
        if ((digits[e] as number) < (counts[e] as number)) break;
        digits[e] = 0;
      }
    }
  }
  return { records, keys };
}

function usablePerRecord(size: number, keys: KeyColumn, usable: Uint8Array): { starts: Int32Array; members: Int32Array } {
  const starts = new Int32Array(size + 1);
  let total = 0;
  forEachKey(size, keys, (record, key) => {
    if (usable[key] === 1) starts[record + 1] = ++total;
  });
  for (let i = 0; i < size; i++) if ((starts[i + 1] as number) < (starts[i] as number)) starts[i + 1] = starts[i] as number;
  const members = new Int32Array(total);
  let next = 0;
  forEachKey(size, keys, (_, key) => {
    if (usable[key] === 1) members[next++] = key;
  });
  return { starts, members };
}

function sortedOrder({ records, keys }: Postings, expressions: readonly KeyColumn[]): Int32Array {
  let order = Int32Array.from(records.keys());
  let spare = new Int32Array(records.length);
  for (let e = expressions.length - 1; e >= 0; e--) {
    const column = keys[e] as Int32Array;
    const offsets = new Int32Array((expressions[e]?.size ?? 0) + 1);
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
  const starts = new Int32Array((order.length >> 1) + 1);
  const firsts = new Int32Array(order.length >> 1);
  const sorted = new Int32Array(order.length);
  let count = 0;
  let end = 0;
  for (let from = 0; from < order.length; ) {
    const leader = order[from] as number;
    let to = from;
    let touched = changed === null;
    while (to < order.length && keys.every((column) => column[order[to] as number] === column[leader])) {
      const record = records[order[to] as number] as number;
      sorted[end + to - from] = record;
      if (changed !== null && changed[record] === 1) touched = true;
      to++;
    }
    if (touched && to - from >= 2) {
      firsts[count] = leader;
      end += to - from;
      starts[++count] = end;
    }
    from = to;
  }
  return {
    count,
    starts: starts.slice(0, count + 1),
    records: sorted.slice(0, end),
    keys: keys.map((column) => Int32Array.from(firsts.subarray(0, count), (leader) => column[leader] as number)),
  };
}
