import { seededRandom } from '@golden-thread/shapes/random';
import { CHUNK_PAIRS, emptyChunk, type PairChunk } from '../pair-chunk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { TaskContext } from '../workers/task.ts';
import { kernelOfHeard } from './kernel-of.ts';
import type { LevelAnswer } from './level-count-plan.ts';
import { gammasAboveNull } from './pattern-layout.ts';

/**
 * Pairs to draw, each alike, of one source's records with another's, or of two different records of one source. They are
 * drawn in tiles, so many records against as many others, which costs a fifth of drawing each pair by itself: the values
 * of a tile stay in the nearest cache.
 */
export interface DrawnPairs {
  readonly comparison: number;
  /** Draws of the same stratum stand for the same pairs. */
  readonly stratum: number;
  /** Pairs that the stratum's draws stand for. */
  readonly pairs: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly tiles: number;
  readonly seed: string;
}

/** Records on either side of a tile: its pairs fill a chunk. */
const TILE_SIDE = Math.sqrt(CHUNK_PAIRS);
export const PAIRS_PER_TILE = CHUNK_PAIRS;

/** Draws pairs and counts their levels. */
export function countDrawnPairs(context: TaskContext, task: DrawnPairs): LevelAnswer {
  const kernel = kernelOfHeard(context, task.comparison);
  const outcomes = gammasAboveNull(context.plan.comparisons[task.comparison] as PlannedComparison) + 1;
  const counts = new Float64Array(outcomes);
  const squares = new Float64Array(outcomes);
  const [even, odd] = [new Int32Array(outcomes), new Int32Array(outcomes)];
  const fill = tileFiller(task);
  const chunk = emptyChunk();
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  let pairs = 0;
  for (let tile = 0; tile < task.tiles; tile++) {
    fill(chunk);
    kernel(chunk, at, chunk.count, gammas, open);
    even.fill(0);
    odd.fill(0);
    tallyGammas(gammas, chunk.count, even, odd);
    for (let digit = 0; digit < outcomes; digit++) {
      const count = (even[digit] as number) + (odd[digit] as number);
      counts[digit] = (counts[digit] as number) + count;
      squares[digit] = (squares[digit] as number) + count * count;
    }
    pairs += chunk.count;
  }
  return { counts, squares, pairs };
}

/** Counts every other pair elsewhere: two additions to one place, which most pairs share, would wait for each other. */
function tallyGammas(gammas: Int8Array, count: number, even: Int32Array, odd: Int32Array): void {
  let p = 0;
  for (; p + 1 < count; p += 2) {
    const [digit, next] = [(gammas[p] as number) + 1, (gammas[p + 1] as number) + 1];
    even[digit] = (even[digit] as number) + 1;
    odd[next] = (odd[next] as number) + 1;
  }
  if (p < count) even[(gammas[p] as number) + 1] = (even[(gammas[p] as number) + 1] as number) + 1;
}

/** Fills a chunk with the pairs of the next tile; a record drawn on both sides makes no pair with itself. */
function tileFiller({ left, right, seed }: DrawnPairs): (chunk: PairChunk) => void {
  const random = seededRandom(seed);
  const rows = new Int32Array(TILE_SIDE);
  const columns = new Int32Array(TILE_SIDE);
  return (chunk) => {
    for (let k = 0; k < TILE_SIDE; k++) {
      rows[k] = left[random.below(left.length)] as number;
      columns[k] = right[random.below(right.length)] as number;
    }
    let count = 0;
    for (let r = 0; r < TILE_SIDE; r++) {
      const x = rows[r] as number;
      for (let c = 0; c < TILE_SIDE; c++) {
        const y = columns[c] as number;
        if (x === y) continue;
        chunk.a[count] = x < y ? x : y;
        chunk.b[count++] = x < y ? y : x;
      }
    }
    chunk.count = count;
  };
}
