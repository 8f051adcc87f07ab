import type { BlockingRule, Comparison } from '@golden-thread/shapes/declare/linkage';
import { compileRules, enumeratePairs } from '../blocking/enumerate-pairs.ts';
import { compileComparison } from '../compare/compile-comparison.ts';
import { codesOf, stridesOf } from '../compare/gamma-code.ts';
import type { EncodedTable } from '../encode.ts';
import { CHUNK_PAIRS } from '../pair-chunk.ts';

/**
 * How often each pattern of gammas occurs. Pattern *k* has the gammas `gammas[k * width]` to `gammas[k * width + width - 1]`,
 * one per comparison, and `counts[k]` pairs.
 */
export interface GammaPatterns {
  readonly width: number;
  readonly gammas: Int8Array;
  readonly counts: Float64Array;
}

/** Up to here a plain array counts; above, a map. */
const DENSE_CODES = 1 << 22;

/** Counts the patterns of some comparisons over the pairs that one rule makes. */
export function countPatterns(encoded: EncodedTable, rule: BlockingRule, comparisons: readonly Comparison[]): GammaPatterns {
  const kernels = comparisons.map((comparison) => compileComparison(encoded, comparison));
  const strides = stridesOf(comparisons);
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const codes = new Int32Array(CHUNK_PAIRS);
  const counter = codeCounter(codesOf(comparisons));
  enumeratePairs(encoded, compileRules(encoded, [rule]), { changed: null, barred: null }, (chunk) => {
    codes.fill(0, 0, chunk.count);
    kernels.forEach((kernel, c) => {
      kernel(chunk, at, chunk.count, gammas, open);
      const stride = strides[c] as number;
      for (let p = 0; p < chunk.count; p++) codes[p] = (codes[p] as number) + ((gammas[p] as number) + 1) * stride;
    });
    counter.count(codes, chunk.count);
  });
  return patternsOf(comparisons, counter.counted());
}

interface CodeCounter {
  count(codes: Int32Array, length: number): void;
  /** Codes that occurred with their counts, ascending. */
  counted(): readonly (readonly [number, number])[];
}

function codeCounter(codes: number): CodeCounter {
  if (codes <= DENSE_CODES) {
    const counts = new Float64Array(codes);
    return {
      count(seen, length) {
        for (let p = 0; p < length; p++) counts[seen[p] as number] = (counts[seen[p] as number] as number) + 1;
      },
      counted: () => Array.from(counts.entries()).filter(([, count]) => count > 0),
    };
  }
  const counts = new Map<number, number>();
  return {
    count(seen, length) {
      for (let p = 0; p < length; p++) counts.set(seen[p] as number, (counts.get(seen[p] as number) ?? 0) + 1);
    },
    counted: () => [...counts].sort(([x], [y]) => x - y),
  };
}

function patternsOf(comparisons: readonly Comparison[], counted: readonly (readonly [number, number])[]): GammaPatterns {
  const width = comparisons.length;
  const gammas = new Int8Array(counted.length * width);
  counted.forEach(([code], k) => {
    let rest = code;
    comparisons.forEach((comparison, c) => {
      const radix = comparison.levels.length + 1;
      gammas[k * width + c] = (rest % radix) - 1;
      rest = Math.floor(rest / radix);
    });
  });
  return { width, gammas, counts: Float64Array.from(counted, ([, count]) => count) };
}
