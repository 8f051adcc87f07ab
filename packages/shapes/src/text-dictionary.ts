import type { TextValues } from './columns.ts';

/** Numbers for texts in the order in which they are first met, from 1 on; 0 is left for *null*. */
export interface TextDictionary {
  /** The number of the text `bytes[start]` to `bytes[end − 1]`, UTF-8. */
  numberOf(bytes: Uint8Array, start: number, end: number): number;
  /** All texts so far, on SharedArrayBuffers. */
  values(): TextValues;
}

const FIRST_SLOTS = 1 << 10;
const FIRST_BYTES = 1 << 14;

/**
 * Open addressing over the bytes themselves, so that no string is made: a million cells of a file are numbered in a tenth of a second.
 * Room is made at first for `expected` texts.
 */
export function textDictionary(expected = 0): TextDictionary {
  /** Two words a slot, side by side in one line of the cache: a number, 0 for none, and its hash. */
  let slots = new Int32Array(2 * slotsFor(expected));
  let starts = new Int32Array(slots.length / 4 + 1);
  let stored = new Uint8Array(FIRST_BYTES);
  let size = 1;
  let used = 0;

  function add(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    while (used + length > stored.length) stored = enlarged(stored, new Uint8Array(stored.length * 2));
    if (length > 32) stored.set(bytes.subarray(start, end), used);
    else for (let k = 0; k < length; k++) stored[used + k] = bytes[start + k] as number;
    used += length;
    starts[size + 1] = used;
    size++;
    if (2 * (size + 1) >= slots.length / 2) grow();
    return size - 1;
  }

  function grow(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    starts = enlarged(starts, new Int32Array(slots.length / 4 + 1));
    const mask = slots.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      const number = before[from] as number;
      if (number === 0) continue;
      const hash = before[from + 1] as number;
      let slot = (hash << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = number;
      slots[slot + 1] = hash;
    }
  }

  function numberOf(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const mask = slots.length - 1;
    const length = end - start;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const number = slots[slot] as number;
      if (number === 0) {
        slots[slot] = size;
        slots[slot + 1] = hash;
        return add(bytes, start, end);
      }
      if (slots[slot + 1] !== hash) continue;
      const at = starts[number] as number;
      if ((starts[number + 1] as number) - at !== length) continue;
      let k = 0;
      while (k < length && stored[at + k] === bytes[start + k]) k++;
      if (k === length) return number;
    }
  }

  return {
    numberOf,
    values() {
      const ends = new Int32Array(new SharedArrayBuffer(4 * (size + 1)));
      ends.set(starts.subarray(0, size + 1));
      const kept = new Uint8Array(new SharedArrayBuffer(used));
      kept.set(stored.subarray(0, used));
      return { kind: 'text', size, bytes: kept, starts: ends };
    },
  };
}

/** Half of the slots at most are taken. */
function slotsFor(texts: number): number {
  let slots = FIRST_SLOTS;
  while (slots / 2 < texts + 2) slots *= 2;
  return slots;
}

/** FNV-1a, mixed once more at the end (MurmurHash3's finalizer), for slots are taken from its low bits. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let k = start; k < end; k++) hash = Math.imul(hash ^ (bytes[k] as number), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function enlarged<Numbers extends Int32Array | Uint8Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
