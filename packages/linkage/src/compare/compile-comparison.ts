import type { Comparison } from '@golden-thread/shapes/declare/linkage';
import type { MatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { type EncodedTable, isListColumn } from '../encode.ts';
import type { PairChunk } from '../pair-chunk.ts';
import { compileLevel } from './compile-level.ts';

const SILENT = -1;

/**
 * Answers one comparison for the pairs of a chunk at the positions `at[0]` to `at[count − 1]`: writes the gamma of
 * pair *p* at `gammas[p]`. `open` is scratch of a chunk's length.
 */
export type ComparisonKernel = (chunk: PairChunk, at: Int32Array, count: number, gammas: Int8Array, open: Int32Array) => void;

/** The kernel of a comparison over an encoded table. */
export function compileComparison(encoded: EncodedTable, comparison: Comparison): ComparisonKernel {
  const heard = heardIn(encoded, comparison.silentWithout);
  const kernels = comparison.levels.flatMap((level) => (level.level === 'else' ? [] : [compileLevel(encoded, level)]));
  return (chunk, at, count, gammas, open) => {
    const { a, b } = chunk;
    let openCount = 0;
    for (let k = 0; k < count; k++) {
      const p = at[k] as number;
      if ((heard[a[p] as number] as number) & (heard[b[p] as number] as number)) {
        gammas[p] = 0;
        open[openCount++] = p;
      } else {
        gammas[p] = SILENT;
      }
    }
    for (let l = 0; l < kernels.length && openCount > 0; l++)
      openCount = kernels[l]?.(chunk, gammas, open, openCount, kernels.length - l) ?? 0;
  };
}

/** 1 for each record that has a value in any of the columns. */
export function heardIn(encoded: EncodedTable, columns: readonly MatchColumnName[]): Uint8Array {
  const heard = new Uint8Array(encoded.size);
  for (const column of columns) {
    if (isListColumn(column)) {
      const { starts } = encoded.lists[column];
      for (let i = 0; i < encoded.size; i++) if (starts[i] !== starts[i + 1]) heard[i] = 1;
    } else {
      const numbers = encoded.texts[column];
      for (let i = 0; i < encoded.size; i++) if (numbers[i] !== 0) heard[i] = 1;
    }
  }
  return heard;
}
