import type { PatternLayout } from './pattern-layout.ts';
import { type WordCounts, wordCounter } from './word-counter.ts';

/**
 * How often each pattern of gammas occurs, and with which term frequencies. Pattern *k* has the gammas `gammas[k * width]`
 * up to `gammas[k * width + width - 1]`, one per comparison; its entries are `starts[k]` up to `starts[k + 1] - 1`. An
 * entry stands for `counts[e]` pairs whose term-frequency levels add up to `frequencyBits[e]`, the sum over them of
 * weight · log2(frequency).
 */
export interface GammaPatterns {
  readonly width: number;
  readonly size: number;
  readonly gammas: Int8Array;
  /** 1 where the level that holds is weighed by a frequency. */
  readonly weighed: Uint8Array;
  readonly starts: Int32Array;
  readonly frequencyBits: Float64Array;
  readonly counts: Float64Array;
  readonly pairs: number;
}

/** What one task counted: plain data, in no order. */
export interface PatternPartial {
  readonly layout: PatternLayout;
  readonly withTermFrequencies: boolean;
  readonly counted: WordCounts;
}

/** The patterns of all partial counts, ordered by their gammas, then bits: neither the order nor the number of partial counts matters. */
export function mergePatterns(partials: readonly PatternPartial[]): GammaPatterns {
  const first = partials[0];
  if (first === undefined) return NO_PATTERNS;
  const counted = partials.length === 1 ? first.counted : added(partials);
  const bits = first.withTermFrequencies ? bitsIn(counted, first.layout.words) : new Float64Array(counted.size);
  return patternsInOrder(first.layout, counted, bits);
}

const NO_PATTERNS: GammaPatterns = {
  width: 0,
  size: 0,
  gammas: new Int8Array(0),
  weighed: new Uint8Array(0),
  starts: new Int32Array(1),
  frequencyBits: new Float64Array(0),
  counts: new Float64Array(0),
  pairs: 0,
};

function added(partials: readonly PatternPartial[]): WordCounts {
  const counter = wordCounter(partials[0]?.counted.words ?? 1);
  for (const { counted } of partials)
    for (let e = 0; e < counted.size; e++) counter.add(counted.keys, e * counted.words, counted.counts[e] as number);
  return counter.counted();
}

/** The sums of frequencies that follow the layout's words in each key. */
function bitsIn({ keys, words, size }: WordCounts, after: number): Float64Array {
  const bits = new Float64Array(size);
  const halves = new Int32Array(bits.buffer);
  for (let e = 0; e < size; e++) {
    halves[2 * e] = keys[e * words + after] as number;
    halves[2 * e + 1] = keys[e * words + after + 1] as number;
  }
  return bits;
}

function patternsInOrder(layout: PatternLayout, { keys, words, counts, size }: WordCounts, bits: Float64Array): GammaPatterns {
  const width = layout.wordOf.length;
  const { patternOf, firsts } = numberedPatterns(keys, words, size, layout.words);
  const starts = new Int32Array(firsts.length + 1);
  for (let e = 0; e < size; e++) starts[(patternOf[e] as number) + 1] = (starts[(patternOf[e] as number) + 1] as number) + 1;
  for (let k = 0; k < firsts.length; k++) starts[k + 1] = (starts[k + 1] as number) + (starts[k] as number);
  const next = starts.slice();
  const sortedBits = new Float64Array(size);
  for (let e = 0; e < size; e++) {
    const k = patternOf[e] as number;
    sortedBits[next[k] as number] = bits[e] as number;
    next[k] = (next[k] as number) + 1;
  }
  for (let k = 0; k < firsts.length; k++) sortedBits.subarray(starts[k], starts[k + 1]).sort();
  const sortedCounts = new Float64Array(size);
  for (let e = 0; e < size; e++) {
    const k = patternOf[e] as number;
    sortedCounts[positionOf(sortedBits, bits[e] as number, starts[k] as number, starts[k + 1] as number)] = counts[e] as number;
  }
  const gammas = new Int8Array(firsts.length * width);
  const weighed = new Uint8Array(firsts.length * width);
  firsts.forEach((entry, k) => {
    decode(layout, keys, entry * words, gammas, weighed, k * width);
  });
  const pairs = counts.reduce((total, count) => total + count, 0);
  return { width, size: firsts.length, gammas, weighed, starts, frequencyBits: sortedBits, counts: sortedCounts, pairs };
}

/** Numbers the patterns in the order of their words; `firsts` is an entry of each. */
function numberedPatterns(keys: Int32Array, words: number, size: number, ofPattern: number): { patternOf: Int32Array; firsts: Int32Array } {
  const counter = wordCounter(ofPattern);
  const patternOf = new Int32Array(size);
  const seen: number[] = [];
  for (let e = 0; e < size; e++) {
    const number = counter.add(keys, e * words, 1);
    patternOf[e] = number;
    if (number === seen.length) seen.push(e);
  }
  const order = Int32Array.from(seen.keys()).sort((x, y) =>
    byWords(keys, (seen[x] as number) * words, (seen[y] as number) * words, ofPattern),
  );
  const place = new Int32Array(order.length);
  order.forEach((number, k) => {
    place[number] = k;
  });
  return { patternOf: patternOf.map((number) => place[number] as number), firsts: order.map((number) => seen[number] as number) };
}

/** Where a number stands among ascending ones. */
function positionOf(sorted: Float64Array, value: number, from: number, to: number): number {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function decode(layout: PatternLayout, keys: Int32Array, key: number, gammas: Int8Array, weighed: Uint8Array, to: number): void {
  layout.radices.forEach((radix, c) => {
    const code = keys[key + (layout.wordOf[c] as number)] as number;
    const digit = Math.floor(code / (layout.strides[c] as number)) % radix;
    const usual = 1 + (layout.gammas[c] as number);
    const byFrequency = layout.weighed[c] as readonly number[];
    gammas[to + c] = digit < usual ? digit - 1 : (byFrequency[digit - usual] as number);
    weighed[to + c] = digit > 0 && digit < usual && byFrequency.includes(digit - 1) ? 1 : 0;
  });
}

function byWords(keys: Int32Array, x: number, y: number, words: number): number {
  for (let w = 0; w < words; w++) {
    const difference = (keys[x + w] as number) - (keys[y + w] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}
