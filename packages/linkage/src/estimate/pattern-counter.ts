import type { ComparisonKernel } from '../levels/compile-comparison.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TermFrequencyShares } from '../score/term-frequencies.ts';
import type { TaskContext } from '../workers/task.ts';
import { frequencyBitsOf } from './frequency-sums.ts';
import type { PatternPartial } from './gamma-patterns.ts';
import { kernelOf } from './kernel-of.ts';
import { type PatternLayout, patternLayout } from './pattern-layout.ts';
import { type WordCounts, wordCounter } from './word-counter.ts';

/** Up to here a plain array counts; above, and with term frequencies, a table of the keys that occur. */
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
  const keys = keyMaker(
    context.prepared,
    active.map((c) => kernelOf(context, c)),
    comparisons,
    layout,
    withTermFrequencies ? frequencies : null,
  );
  const counter = layout.codes <= DENSE_CODES && !withTermFrequencies ? denseCounter(layout.codes) : sparseCounter(keys.words);
  return {
    add(chunk) {
      counter.add(keys.keysOf(chunk), chunk.count);
    },
    partial: () => ({ layout, withTermFrequencies, counted: counter.counted() }),
  };
}

interface KeyMaker {
  /** Words of a key: those of the layout, and the two halves of the sum of frequencies. */
  readonly words: number;
  keysOf(chunk: PairChunk): Int32Array;
}

function keyMaker(
  prepared: Prepared,
  kernels: readonly ComparisonKernel[],
  comparisons: readonly PlannedComparison[],
  layout: PatternLayout,
  frequencies: TermFrequencyShares | null,
): KeyMaker {
  const words = layout.words + (frequencies === null ? 0 : 2);
  const bitsOf = comparisons.map((comparison, c) =>
    frequencies !== null && (layout.weighed[c]?.length ?? 0) > 0 ? frequencyBitsOf(prepared, comparison, frequencies) : null,
  );
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const keys = new Int32Array(CHUNK_PAIRS * words);
  const sums = new Float64Array(CHUNK_PAIRS);
  const halves = new Int32Array(sums.buffer);

  const addDigits = (c: number, count: number): void => {
    const word = layout.wordOf[c] as number;
    const stride = layout.strides[c] as number;
    for (let p = 0; p < count; p++) {
      const k = p * words + word;
      keys[k] = (keys[k] as number) + ((gammas[p] as number) + 1) * stride;
    }
  };
  const addFrequencies = (c: number, { a, b, count }: PairChunk): void => {
    const byGamma = bitsOf[c];
    if (byGamma === null || byGamma === undefined) return;
    const weighed = layout.weighed[c] as readonly number[];
    const usual = 1 + (layout.gammas[c] as number);
    for (let p = 0; p < count; p++) {
      const gamma = gammas[p] as number;
      const bits = gamma < 0 ? null : byGamma[gamma];
      if (bits === null || bits === undefined) continue;
      const sum = bits(a[p] as number, b[p] as number);
      if (sum !== Number.NEGATIVE_INFINITY) {
        sums[p] = (sums[p] as number) + sum;
        continue;
      }
      const k = p * words + (layout.wordOf[c] as number);
      keys[k] = (keys[k] as number) + (usual + weighed.indexOf(gamma) - gamma - 1) * (layout.strides[c] as number);
    }
  };

  return {
    words,
    keysOf(chunk) {
      const { count } = chunk;
      keys.fill(0, 0, count * words);
      sums.fill(0, 0, count);
      kernels.forEach((kernel, c) => {
        kernel(chunk, at, count, gammas, open);
        addDigits(c, count);
        addFrequencies(c, chunk);
      });
      if (frequencies !== null) {
        for (let p = 0; p < count; p++) {
          keys[p * words + words - 2] = halves[2 * p] as number;
          keys[p * words + words - 1] = halves[2 * p + 1] as number;
        }
      }
      return keys;
    },
  };
}

interface KeyCounter {
  add(keys: Int32Array, count: number): void;
  counted(): WordCounts;
}

function denseCounter(codes: number): KeyCounter {
  const counts = new Float64Array(codes);
  return {
    add(keys, count) {
      for (let p = 0; p < count; p++) counts[keys[p] as number] = (counts[keys[p] as number] as number) + 1;
    },
    counted() {
      const keys = Int32Array.from(counts.keys()).filter((code) => counts[code] !== 0);
      return { words: 1, size: keys.length, keys, counts: Float64Array.from(keys, (code) => counts[code] as number) };
    },
  };
}

function sparseCounter(words: number): KeyCounter {
  const counter = wordCounter(words);
  return {
    add(keys, count) {
      for (let p = 0; p < count; p++) counter.add(keys, p * words, 1);
    },
    counted: counter.counted,
  };
}
