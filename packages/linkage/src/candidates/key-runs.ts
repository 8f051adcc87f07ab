import type { KeyEntries } from './key-entries.ts';

/** Entries by their keys: run *k* holds the entries `order[starts[k]]` up to `order[starts[k + 1] - 1]`, all with the same keys. */
export interface KeyRuns {
  readonly count: number;
  readonly starts: Int32Array;
  /** Within a run as the entries stood. */
  readonly order: Int32Array;
}

/** Sorts entries into runs of equal keys by a stable counting sort, the last key first; keys are below `sizes[c]`. */
export function keyRuns({ size, keys }: KeyEntries, sizes: readonly number[]): KeyRuns {
  let order: Int32Array = usefulEntries(size, keys, sizes);
  let spare: Int32Array = new Int32Array(order.length);
  for (let c = keys.length - 1; c >= 0; c--) {
    scatter(order, keys[c] as Int32Array, sizes[c] as number, spare);
    [order, spare] = [spare, order];
  }
  return { ...runStarts(order, keys), order };
}

/** Those whose keys are all there, and each held by a second one. */
function usefulEntries(size: number, keys: readonly Int32Array[], sizes: readonly number[]): Int32Array {
  const useful = new Uint8Array(size).fill(1);
  keys.forEach((ids, c) => {
    const held = new Uint8Array(sizes[c] as number);
    for (let e = 0; e < size; e++) {
      const id = ids[e] as number;
      if ((held[id] as number) < 2) held[id] = (held[id] as number) + 1;
    }
    held[0] = 0;
    for (let e = 0; e < size; e++) if ((held[ids[e] as number] as number) < 2) useful[e] = 0;
  });
  let count = 0;
  const order = new Int32Array(size);
  for (let e = 0; e < size; e++) if (useful[e] === 1) order[count++] = e;
  return order.slice(0, count);
}

function scatter(order: Int32Array, keys: Int32Array, size: number, out: Int32Array): void {
  const offsets = new Int32Array(size + 1);
  for (let k = 0; k < order.length; k++) {
    const next = (keys[order[k] as number] as number) + 1;
    offsets[next] = (offsets[next] as number) + 1;
  }
  for (let key = 1; key <= size; key++) offsets[key] = (offsets[key] as number) + (offsets[key - 1] as number);
  for (let k = 0; k < order.length; k++) {
    const entry = order[k] as number;
    const key = keys[entry] as number;
    const place = offsets[key] as number;
    offsets[key] = place + 1;
    out[place] = entry;
  }
}

function runStarts(order: Int32Array, keys: readonly Int32Array[]): { count: number; starts: Int32Array } {
  const begins = new Uint8Array(order.length);
  if (order.length > 0) begins[0] = 1;
  for (const ids of keys) {
    let before = 0;
    for (let k = 0; k < order.length; k++) {
      const id = ids[order[k] as number] as number;
      if (id !== before) begins[k] = 1;
      before = id;
    }
  }
  let count = 0;
  for (let k = 0; k < order.length; k++) count += begins[k] as number;
  const starts = new Int32Array(count + 1);
  for (let k = 0, next = 0; k < order.length; k++) if (begins[k] === 1) starts[next++] = k;
  starts[count] = order.length;
  return { count, starts };
}
