import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import { type PairFilter, without } from './pair-filter.ts';

/**
 * Tries one or several levels on the pairs of a chunk at the positions `from[0]` to `from[count − 1]`, for which no level
 * before holds. A pair for which one holds gets its gamma; the positions of the others are written to `to`, which may be
 * `from` itself, in the same order. Returns how many those are.
 */
export type LevelStage = (chunk: PairChunk, gammas: Int8Array, from: Int32Array, count: number, to: Int32Array) => number;

/** Gamma of a pair that a stage leaves to those after it, for as long as the stage lasts. */
export const OPEN = -128;

/** Writes the positions of `from` whose pairs are still open to `to`; returns how many. */
export function stillOpen(gammas: Int8Array, from: Int32Array, count: number, to: Int32Array): number {
  let stay = 0;
  for (let k = 0; k < count; k++) {
    const p = from[k] as number;
    if (gammas[p] === OPEN) to[stay++] = p;
  }
  return stay;
}

/** One level by the filter of its condition. */
export function stageOf(filter: PairFilter, gamma: number): LevelStage {
  const kept = new Int32Array(CHUNK_PAIRS);
  return (chunk, gammas, from, count, to) => {
    const holding = filter(chunk, from, count, kept);
    for (let k = 0; k < holding; k++) gammas[kept[k] as number] = gamma;
    return without(from, count, kept, holding, to);
  };
}
