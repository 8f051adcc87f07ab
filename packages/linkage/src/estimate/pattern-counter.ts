import type { ComparisonKernel } from '../levels/compile-comparison.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { TermFrequencyShares } from '../score/term-frequencies.ts';
import type { TaskContext } from '../workers/task.ts';
import { type FrequencyBits, frequencyBitsOf } from './frequency-sums.ts';
import type { PatternPartial } from './gamma-patterns.ts';
import { kernelOf } from './kernel-of.ts';
import { type PatternLayout, patternLayout } from './pattern-layout.ts';
import { type WordCounts, wordCounter } from './word-counter.ts';

/** Up to here a plain array counts the pairs that no frequency weighs; above, a table of the keys that occur. */
const DENSE_CODES = 1 << 20;

export interface PatternCounter {
  /** Counts the pairs of a chunk. */
  add(chunk: PairChunk): void;
  /** What was counted so far, to be merged with what others counted. */
  partial(): PatternPartial;
}

/**
 * Counts the gamma patterns of some comparisons (by position in the plan), and with `frequencies` the sums of term
 * frequencies within each pattern, exactly: its memory grows with the number of different keys, not with the pairs.
 */
export function patternCounter(context: TaskContext, active: readonly number[], frequencies: TermFrequencyShares | null): PatternCounter {
  const comparisons = active.map((c) => context.plan.comparisons[c] as PlannedComparison);
  const layout = patternLayout(comparisons, frequencies !== null);
  const withTermFrequencies = layout.weighed.some((gammas) => gammas.length > 0);
  const kernels = active.map((c) => kernelOf(context, c));
  const bitsOf = comparisons.map((comparison, c) =>
    frequencies !== null && (layout.weighed[c]?.length ?? 0) > 0 ? frequencyBitsOf(context.prepared, comparison, frequencies) : null,
  );
  const write = patternWriter(kernels, bitsOf, layout);
  const counter = keyCounter(layout, withTermFrequencies);
  return {
    add(chunk) {
      counter.add(write(chunk), chunk.count);
    },
    partial: () => ({ layout, withTermFrequencies, counted: counter.counted() }),
  };
}

/** The patterns of a chunk's pairs: words of their codes, and sums of frequencies in bits. */
interface WrittenPatterns {
  readonly codes: readonly Int32Array[];
  readonly sums: Float64Array;
}

/** Writes the patterns of a chunk, always into the same arrays. */
function patternWriter(
  kernels: readonly ComparisonKernel[],
  bitsOf: readonly (readonly (FrequencyBits | null)[] | null)[],
  layout: PatternLayout,
): (chunk: PairChunk) => WrittenPatterns {
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const codes = Array.from({ length: layout.words }, () => new Int32Array(CHUNK_PAIRS));
  const sums = new Float64Array(CHUNK_PAIRS);

  const addFrequencies = (c: number, byGamma: readonly (FrequencyBits | null)[], { a, b, count }: PairChunk): void => {
    const word = codes[layout.wordOf[c] as number] as Int32Array;
    const stride = layout.strides[c] as number;
    const weighed = layout.weighed[c] as readonly number[];
    const usual = 1 + (layout.gammas[c] as number);
    for (let p = 0; p < count; p++) {
      const gamma = gammas[p] as number;
      if (gamma < 0) continue;
      const bits = byGamma[gamma] as FrequencyBits | null;
      if (bits === null) continue;
      const sum = bits(a[p] as number, b[p] as number);
      if (sum !== Number.NEGATIVE_INFINITY) sums[p] = (sums[p] as number) + sum;
      else word[p] = (word[p] as number) + (usual + weighed.indexOf(gamma) - gamma - 1) * stride;
    }
  };

  return (chunk) => {
    for (const word of codes) word.fill(0, 0, chunk.count);
    sums.fill(0, 0, chunk.count);
    for (let c = 0; c < kernels.length; c++) {
      (kernels[c] as ComparisonKernel)(chunk, at, chunk.count, gammas, open);
      addDigits(codes[layout.wordOf[c] as number] as Int32Array, gammas, chunk.count, layout.strides[c] as number);
      const byGamma = bitsOf[c] as readonly (FrequencyBits | null)[] | null;
      if (byGamma !== null) addFrequencies(c, byGamma, chunk);
    }
    return { codes, sums };
  };
}

function addDigits(codes: Int32Array, gammas: Int8Array, count: number, stride: number): void {
  for (let p = 0; p < count; p++) codes[p] = (codes[p] as number) + ((gammas[p] as number) + 1) * stride;
}

interface KeyCounter {
  add(patterns: WrittenPatterns, count: number): void;
  /** By key: the layout's words, and with term frequencies the two halves of the sum. */
  counted(): WordCounts;
}

function keyCounter(layout: PatternLayout, withTermFrequencies: boolean): KeyCounter {
  const words = layout.words + (withTermFrequencies ? 2 : 0);
  const plain = layout.codes <= DENSE_CODES ? new Float64Array(layout.codes) : null;
  const counter = wordCounter(words);
  const key = new Int32Array(words);
  const sum = new Float64Array(1);
  const halves = new Int32Array(sum.buffer);

  const addKey = (codes: readonly Int32Array[], p: number, bits: number): void => {
    for (let w = 0; w < layout.words; w++) key[w] = (codes[w] as Int32Array)[p] as number;
    if (withTermFrequencies) {
      sum[0] = bits;
      key[layout.words] = halves[0] as number;
      key[layout.words + 1] = halves[1] as number;
    }
    counter.add(key, 0, 1);
  };

  return {
    add({ codes, sums }, count) {
      if (plain === null) {
        for (let p = 0; p < count; p++) addKey(codes, p, sums[p] as number);
        return;
      }
      const [only] = codes as readonly [Int32Array];
      for (let p = 0; p < count; p++) {
        const bits = sums[p] as number;
        const code = only[p] as number;
        if (bits === 0) plain[code] = (plain[code] as number) + 1;
        else addKey(codes, p, bits);
      }
    },
    counted() {
      const { size, keys, counts } = counter.counted();
      const codes = codesIn(plain);
      const all = {
        words,
        size: size + codes.length,
        keys: new Int32Array((size + codes.length) * words),
        counts: new Float64Array(size + codes.length),
      };
      all.keys.set(keys);
      all.counts.set(counts);
      codes.forEach((code, k) => {
        all.keys[(size + k) * words] = code;
        all.counts[size + k] = plain?.[code] ?? 0;
      });
      return all;
    },
  };
}

/** The codes that were counted at all. */
function codesIn(counts: Float64Array | null): readonly number[] {
  const codes: number[] = [];
  for (let code = 0; counts !== null && code < counts.length; code++) if (counts[code] !== 0) codes.push(code);
  return codes;
}
