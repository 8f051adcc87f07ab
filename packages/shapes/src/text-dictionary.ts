import type { TextValues } from './columns.ts';
import { numberMarks } from './number-marks.ts';

/** Numbers for texts in the order in which they are first met, from 1 on; 0 is left for *null*. */
export interface TextDictionary {
  /** The number of the text `bytes[start]` to `bytes[end − 1]`, UTF-8. */
  numberOf(bytes: Uint8Array, start: number, end: number): number;
  /** Writes the numbers of many texts to `into[at]` and on, as `numberOf` gives them one after another; of an empty text 0. */
  numbersOf(bytes: Uint8Array, texts: TextBounds, into: Int32Array, at: number): void;
  /** All texts so far, on SharedArrayBuffers. */
  values(): TextValues;
}

/** Where texts stand in bytes: text *k* from `bounds[first + k · stride]` up to the next number of `bounds`. */
export interface TextBounds {
  readonly bounds: Int32Array;
  readonly first: number;
  readonly stride: number;
  readonly count: number;
}

const FIRST_SLOTS = 1 << 10;
const FIRST_BYTES = 1 << 14;
/** In words: with half of the slots taken, chance puts no text so far from its own in any table that fits into memory. */
const FAR = 1 << 9;
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Open addressing over the bytes themselves, so that no string is made: a million cells of a file are numbered in a tenth of a second.
 * Room is made at first for `expected` texts: as long as each is a whole number that was not met before, as ids mostly are, a
 * bit for each number tells so, and nothing is hashed. Texts that were made to meet in one slot are hashed anew, by what they are.
 * @throws RangeError for more than 2 GB of different texts.
 */
export function textDictionary(expected = 0): TextDictionary {
  /** Two words a slot, side by side in one line of the cache: a number, 0 for none, and its hash. */
  let slots = new Int32Array(expected > 0 ? 0 : 2 * slotsFor(0));
  let starts = new Int32Array(expected > 0 ? expected + 2 : slots.length / 4 + 1);
  let stored = new Uint8Array(FIRST_BYTES);
  let size = 1;
  let used = 0;
  let seed = 0x811c9dc5;
  let factor = 0x01000193;
  /** No hashing anew for fewer texts. */
  let hashedAnewFrom = FAR;
  let hashes = new Int32Array(0);
  /** Whole numbers so far; `null` from the first text on that is none, or not for the first time. */
  let numbers = expected > 0 ? numberMarks(expected) : null;

  function store(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (used + length > MOST_BYTES) throw new RangeError('A column holds more than 2 GB of different texts.');
    while (used + length > stored.length) stored = enlarged(stored, new Uint8Array(Math.min(stored.length * 2, MOST_BYTES)));
    if (length > 32) stored.set(bytes.subarray(start, end), used);
    else for (let k = 0; k < length; k++) stored[used + k] = bytes[start + k] as number;
    used += length;
    starts[size + 1] = used;
    return size++;
  }

  function add(bytes: Uint8Array, start: number, end: number): number {
    const number = store(bytes, start, end);
    if (2 * (size + 1) >= slots.length / 2) grow();
    return number;
  }

  /** The number of a text that is a new whole number; 0 for another, from which on texts are hashed. */
  function ofNew(bytes: Uint8Array, start: number, end: number): number {
    if (numbers === null) return 0;
    if (numbers.isNew(bytes, start, end)) {
      if (size + 1 >= starts.length) starts = enlarged(starts, new Int32Array(2 * starts.length));
      return store(bytes, start, end);
    }
    numbers = null;
    slots = new Int32Array(2 * slotsFor(starts.length));
    starts = enlarged(starts, new Int32Array(slots.length / 4 + 1));
    placeAll();
    return 0;
  }

  function grow(): void {
    const before = slots;
    slots = new Int32Array(before.length * 2);
    starts = enlarged(starts, new Int32Array(slots.length / 4 + 1));
    for (let from = 0; from < before.length; from += 2) if (before[from] !== 0) place(before[from] as number, before[from + 1] as number);
  }

  function place(number: number, hash: number): void {
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    while (slots[slot] !== 0) slot = (slot + 2) & mask;
    slots[slot] = number;
    slots[slot + 1] = hash;
  }

  function hashAnew(): void {
    hashedAnewFrom = 2 * size;
    seed = digestOf(stored, used);
    factor = Math.imul(seed, 0x9e3779b1) | 1;
    slots.fill(0);
    placeAll();
  }

  function placeAll(): void {
    for (let number = 1; number < size; number++)
      place(number, hashOf(stored, starts[number] as number, starts[number + 1] as number, seed, factor));
  }

  function find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const mask = slots.length - 1;
    const length = end - start;
    const home = (hash << 1) & mask;
    for (let slot = home; ; slot = (slot + 2) & mask) {
      const number = slots[slot] as number;
      if (number === 0) {
        slots[slot] = size;
        slots[slot + 1] = hash;
        const added = add(bytes, start, end);
        if (((slot - home) & mask) > FAR && size > hashedAnewFrom) hashAnew();
        return added;
      }
      if (slots[slot + 1] !== hash) continue;
      const at = starts[number] as number;
      if ((starts[number + 1] as number) - at !== length) continue;
      let k = 0;
      while (k < length && stored[at + k] === bytes[start + k]) k++;
      if (k === length) return number;
    }
  }

  function numbersOf(bytes: Uint8Array, texts: TextBounds, into: Int32Array, at: number): void {
    const { bounds, stride } = texts;
    let from = 0;
    for (let b = texts.first; numbers !== null && from < texts.count; from++, b += stride) {
      const start = bounds[b] as number;
      const end = bounds[b + 1] as number;
      const number = start === end ? 0 : ofNew(bytes, start, end);
      if (numbers !== null) into[at + from] = number;
      else break;
    }
    if (from < texts.count)
      hashedNumbersOf(bytes, { bounds, stride, first: texts.first + from * stride, count: texts.count - from }, into, at + from);
  }

  function hashedNumbersOf(bytes: Uint8Array, { bounds, first, stride, count }: TextBounds, into: Int32Array, at: number): void {
    if (hashes.length <= count) hashes = new Int32Array(count + 1);
    const hashedBy = seed;
    for (let k = 0, b = first; k < count; k++, b += stride)
      hashes[k] = hashOf(bytes, bounds[b] as number, bounds[b + 1] as number, seed, factor);
    hashes[count] = fetchSlots(slots, hashes, count);
    for (let k = 0, b = first; k < count; k++, b += stride) {
      const start = bounds[b] as number;
      const end = bounds[b + 1] as number;
      const hash = seed === hashedBy ? (hashes[k] as number) : hashOf(bytes, start, end, seed, factor);
      into[at + k] = start === end ? 0 : find(bytes, start, end, hash);
    }
  }

  return {
    numberOf: (bytes, start, end) => ofNew(bytes, start, end) || find(bytes, start, end, hashOf(bytes, start, end, seed, factor)),
    numbersOf,
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
function hashOf(bytes: Uint8Array, start: number, end: number, seed: number, factor: number): number {
  let hash = seed;
  for (let k = start; k < end; k++) hash = Math.imul(hash ^ (bytes[k] as number), factor);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** Of all texts so far: who makes texts that meet under one seed has, by making them, chosen another. */
function digestOf(bytes: Uint8Array, length: number): number {
  let digest = length;
  for (let k = 0; k < length; k++) {
    digest = Math.imul(digest ^ (bytes[k] as number), 0x5bd1e995);
    digest ^= digest >>> 15;
  }
  return digest;
}

/**
 * Reads the slots of many hashes, one right after another, so that memory brings them side by side: a third of the time of a
 * large dictionary. What is returned is of no use, but reads of which nothing is kept are left out by the compiler.
 */
function fetchSlots(slots: Int32Array, hashes: Int32Array, count: number): number {
  const mask = slots.length - 1;
  let any = 0;
  for (let k = 0; k < count; k++) any |= slots[((hashes[k] as number) << 1) & mask] as number;
  return any;
}

function enlarged<Numbers extends Int32Array | Uint8Array>(from: Numbers, into: Numbers): Numbers {
  into.set(from);
  return into;
}
