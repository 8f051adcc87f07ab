import type { SymbolSimilarity } from './jaro.ts';
import type { Symbols } from './symbols.ts';

/**
 * Of all different symbols of two values, the share that both hold; 0 where neither holds any. As DuckDB's `jaccard`: it
 * compares sets of symbols, not of pairs of neighbours.
 */
export function jaccardOf(left: Symbols, right: Symbols): SymbolSimilarity {
  const { codes: codesX, starts: startsX } = left;
  const { codes: codesY, starts: startsY } = right;
  return (x, y) => {
    const startX = startsX[x] as number;
    const endX = startsX[x + 1] as number;
    const startY = startsY[y] as number;
    const endY = startsY[y + 1] as number;
    let onlyX = 0;
    let shared = 0;
    for (let i = startX; i < endX; i++) {
      if (holds(codesX, startX, i, codesX[i] as number)) continue;
      if (holds(codesY, startY, endY, codesX[i] as number)) shared++;
      else onlyX++;
    }
    let all = onlyX;
    for (let j = startY; j < endY; j++) if (!holds(codesY, startY, j, codesY[j] as number)) all++;
    return all === 0 ? 0 : shared / all;
  };
}

function holds(codes: Uint8Array | Int32Array, start: number, end: number, code: number): boolean {
  for (let k = start; k < end; k++) if (codes[k] === code) return true;
  return false;
}
