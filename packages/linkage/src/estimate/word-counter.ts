const START_SLOTS = 1 << 12;

/** Keys of a fixed number of 32-bit words and how often each was added: key *k* is `keys[k * words]` and the words after it. */
export interface WordCounts {
  readonly words: number;
  readonly size: number;
  readonly keys: Int32Array;
  readonly counts: Float64Array;
}

/** Counts keys by their words, whatever they are: its memory grows with the number of different keys, not with what is added. */
export interface WordCounter {
  /** Adds the key that starts at `keys[from]`, so many times, and returns its number: keys are numbered as they first come. */
  add(keys: Int32Array, from: number, times: number): number;
  /** What was counted so far, by number. The arrays are copies. */
  counted(): WordCounts;
}

export function wordCounter(words: number): WordCounter {
  let slots = new Int32Array(START_SLOTS);
  let keys = new Int32Array((START_SLOTS / 2) * words);
  let counts = new Float64Array(START_SLOTS / 2);
  let size = 0;

  const add = (from: Int32Array, at: number, times: number): number => {
    const mask = slots.length - 1;
    let slot = hashOf(from, at, words) & mask;
    for (;;) {
      const entry = slots[slot] as number;
      if (entry === 0) break;
      if (isAt(keys, (entry - 1) * words, from, at, words)) {
        counts[entry - 1] = (counts[entry - 1] as number) + times;
        return entry - 1;
      }
      slot = (slot + 1) & mask;
    }
    if (size === counts.length) {
      grow();
      return add(from, at, times);
    }
    for (let w = 0; w < words; w++) keys[size * words + w] = from[at + w] as number;
    counts[size] = times;
    slots[slot] = ++size;
    return size - 1;
  };

  const grow = (): void => {
    slots = new Int32Array(slots.length * 2);
    keys = extended(keys, new Int32Array(keys.length * 2));
    counts = extended(counts, new Float64Array(counts.length * 2));
    const mask = slots.length - 1;
    for (let entry = 0; entry < size; entry++) {
      let slot = hashOf(keys, entry * words, words) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = entry + 1;
    }
  };

  return { add, counted: () => ({ words, size, keys: keys.slice(0, size * words), counts: counts.slice(0, size) }) };
}

function hashOf(keys: Int32Array, from: number, words: number): number {
  let hash = 0x9e3779b9;
  for (let w = 0; w < words; w++) {
    hash = Math.imul(hash ^ (keys[from + w] as number), 0x85ebca6b);
    hash ^= hash >>> 15;
  }
  hash = Math.imul(hash, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function isAt(keys: Int32Array, at: number, other: Int32Array, from: number, words: number): boolean {
  for (let w = 0; w < words; w++) if (keys[at + w] !== other[from + w]) return false;
  return true;
}

function extended<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
