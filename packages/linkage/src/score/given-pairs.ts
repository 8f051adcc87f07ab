import { CHUNK_PAIRS, emptyChunk, NO_RULE, type PairChunk } from '../pair-chunk.ts';

/** Pairs of records by number, as they are given. */
export interface GivenPairs {
  readonly l: Int32Array;
  readonly r: Int32Array;
}

/** Hands given pairs on in chunks; `from` is where a chunk's first pair stands among them. */
export function inChunks({ l, r }: GivenPairs, use: (chunk: PairChunk, from: number) => void): void {
  const chunk = emptyChunk();
  chunk.rule.fill(NO_RULE);
  for (let from = 0; from < l.length; from += CHUNK_PAIRS) {
    chunk.count = Math.min(CHUNK_PAIRS, l.length - from);
    chunk.a.set(l.subarray(from, from + chunk.count));
    chunk.b.set(r.subarray(from, from + chunk.count));
    use(chunk, from);
  }
}

/** Given pairs cut into parts, in their order. */
export function partsOf({ l, r }: GivenPairs, pairsPerPart: number): readonly GivenPairs[] {
  const parts: GivenPairs[] = [];
  for (let from = 0; from < l.length; from += pairsPerPart)
    parts.push({ l: l.subarray(from, from + pairsPerPart), r: r.subarray(from, from + pairsPerPart) });
  return parts;
}
