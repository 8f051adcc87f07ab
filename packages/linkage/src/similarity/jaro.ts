import { LENGTH_BITS, NO_LENGTH, type Symbols } from './symbols.ts';

/** Similarity of a value of one column and one of another by number, 0 to 1. */
export type SymbolSimilarity = (x: number, y: number) => number;

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
/** The prefix counts only above this similarity. */
export const BOOST_ABOVE = 0.7;
/** Positions that fit one word. */
const WORD = 32;
const SYMBOLS_IN_A_BYTE = 256;
const NOTHING_NEEDED = new Uint8Array((NO_LENGTH + 1) << LENGTH_BITS);

/**
 * Jaro's similarity over the symbols of two columns, or Jaro–Winkler's, as DuckDB has them: half the matched symbols out
 * of order, rounded down, are transpositions; the prefix of up to four counts a tenth each, and only where Jaro is above
 * .7. An empty value resembles nothing. The function that it returns allocates nothing. Where fewer symbols match than
 * `needed[lengthX << 7 | lengthY]`, it may answer 0.
 * *Source*: Winkler 1990; `reference/splink.md` 2.12.
 */
export function jaroOf(left: Symbols, right: Symbols, winkler: boolean, needed: Uint8Array = NOTHING_NEEDED): SymbolSimilarity {
  const inBytes = left.codes instanceof Uint8Array && right.codes instanceof Uint8Array;
  const jaro = inBytes ? shortJaro(left, right, needed) : longJaro(left, right);
  if (!winkler) return jaro;
  return (x, y) => {
    const similarity = jaro(x, y);
    return similarity > BOOST_ABOVE ? boosted(similarity, commonPrefix(left, right, x, y)) : similarity;
  };
}

export function boosted(jaro: number, prefix: number): number {
  return jaro > BOOST_ABOVE ? jaro + prefix * PREFIX_WEIGHT * (1 - jaro) : jaro;
}

/** How many of the first four symbols two values have in common. */
export function commonPrefix(left: Symbols, right: Symbols, x: number, y: number): number {
  const startX = left.starts[x] as number;
  const startY = right.starts[y] as number;
  const longest = Math.min(LONGEST_PREFIX, (left.starts[x + 1] as number) - startX, (right.starts[y + 1] as number) - startY);
  let prefix = 0;
  while (prefix < longest && left.codes[startX + prefix] === right.codes[startY + prefix]) prefix++;
  return prefix;
}

/** Values of up to 32 symbols in words of bits: the positions of each symbol in the left value, kept while it stays the same. */
function shortJaro(left: Symbols, right: Symbols, needed: Uint8Array): SymbolSimilarity {
  const { codes: codesX, starts: startsX } = left;
  const { codes: codesY, starts: startsY } = right;
  const places = new Int32Array(SYMBOLS_IN_A_BYTE);
  const long = longJaro(left, right);
  let held = 0;

  const hold = (x: number): void => {
    for (let i = startsX[held] as number, end = startsX[held + 1] as number; i < end; i++) places[codesX[i] as number] = 0;
    const start = startsX[x] as number;
    for (let i = start, end = startsX[x + 1] as number; i < end; i++)
      places[codesX[i] as number] = (places[codesX[i] as number] as number) | (1 << (i - start));
    held = x;
  };

  return (x, y) => {
    const startY = startsY[y] as number;
    const lengthX = (startsX[x + 1] as number) - (startsX[x] as number);
    const lengthY = (startsY[y + 1] as number) - startY;
    if (lengthX > WORD || lengthY > WORD) return long(x, y);
    if (x !== held) hold(x);
    const reach = Math.max((Math.max(lengthX, lengthY) >> 1) - 1, 0);
    const least = needed[(lengthX << 7) | lengthY] as number;
    let window = (2 << reach) - 1;
    let takenX = 0;
    let takenY = 0;
    let spare = lengthY - least;
    for (let j = 0; j < lengthY; j++) {
      const free = (places[codesY[startY + j] as number] as number) & window & ~takenX;
      const lowest = free & -free;
      const found = (lowest | -lowest) >>> 31;
      takenX |= lowest;
      takenY |= found << j;
      spare -= 1 - found;
      if (spare < 0) return 0;
      window = (window << 1) | (j < reach ? 1 : 0);
    }
    const matched = spare + least;
    if (matched === 0) return 0;
    let outOfOrder = 0;
    for (; takenY !== 0; takenY &= takenY - 1) {
      const lowest = takenX & -takenX;
      const j = 31 - Math.clz32(takenY & -takenY);
      if (((places[codesY[startY + j] as number] as number) & lowest) === 0) outOfOrder++;
      takenX ^= lowest;
    }
    return jaroOfCounts(matched, lengthX, lengthY, outOfOrder >> 1);
  };
}

/** Values of any length and alphabet, by marks of what is taken. */
function longJaro(left: Symbols, right: Symbols): SymbolSimilarity {
  const { codes: codesX, starts: startsX } = left;
  const { codes: codesY, starts: startsY } = right;
  const takenX = new Uint8Array(left.longest);
  const takenY = new Uint8Array(right.longest);

  const match = (startX: number, lengthX: number, startY: number, lengthY: number): number => {
    const reach = Math.max((Math.max(lengthX, lengthY) >> 1) - 1, 0);
    takenX.fill(0, 0, lengthX);
    takenY.fill(0, 0, lengthY);
    let matched = 0;
    for (let i = 0; i < lengthX; i++) {
      const code = codesX[startX + i];
      const last = Math.min(i + reach, lengthY - 1);
      for (let j = Math.max(i - reach, 0); j <= last; j++) {
        if (takenY[j] === 0 && codesY[startY + j] === code) {
          takenX[i] = 1;
          takenY[j] = 1;
          matched++;
          break;
        }
      }
    }
    return matched;
  };

  const outOfOrder = (startX: number, lengthX: number, startY: number): number => {
    let count = 0;
    for (let i = 0, j = 0; i < lengthX; i++) {
      if (takenX[i] === 0) continue;
      while (takenY[j] === 0) j++;
      if (codesX[startX + i] !== codesY[startY + j]) count++;
      j++;
    }
    return count;
  };

  return (x, y) => {
    const startX = startsX[x] as number;
    const startY = startsY[y] as number;
    const lengthX = (startsX[x + 1] as number) - startX;
    const lengthY = (startsY[y + 1] as number) - startY;
    const matched = match(startX, lengthX, startY, lengthY);
    return matched === 0 ? 0 : jaroOfCounts(matched, lengthX, lengthY, outOfOrder(startX, lengthX, startY) >> 1);
  };
}

/** The order of the operations is DuckDB's, so that the last bit is the same. */
function jaroOfCounts(matched: number, lengthX: number, lengthY: number, transposed: number): number {
  return (matched / lengthX + matched / lengthY + (matched - transposed) / matched) / 3;
}
