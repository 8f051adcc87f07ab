import { commonAtMost, lengthOf, type Spellings, spellingsOf } from './spellings.ts';

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
/** The prefix counts only above this similarity. */
const BOOST_ABOVE = 0.7;

/** Similarity of two values of a dictionary by number, 0 to 1. */
export type ValueSimilarity = (x: number, y: number) => number;

/**
 * Jaro–Winkler over code points, as Splink has it from DuckDB: half the matched characters out of order, rounded
 * down, are transpositions; the prefix of up to four counts a tenth each, and only where Jaro is above .7.
 * An empty value resembles nothing. The function that it returns allocates nothing.
 * *Source*: Winkler 1990; `reference/splink.md` 2.12.
 */
export function jaroWinklerOf(spellings: Spellings): ValueSimilarity {
  const { codes, starts } = spellings;
  const takenX = new Uint8Array(spellings.longest);
  const takenY = new Uint8Array(spellings.longest);

  /** Marks the characters that have a partner within reach, and counts them. */
  const match = (startX: number, lengthX: number, startY: number, lengthY: number): number => {
    const reach = Math.max((Math.max(lengthX, lengthY) >> 1) - 1, 0);
    takenX.fill(0, 0, lengthX);
    takenY.fill(0, 0, lengthY);
    let matched = 0;
    for (let i = 0; i < lengthX; i++) {
      const code = codes[startX + i];
      const last = Math.min(i + reach, lengthY - 1);
      for (let j = Math.max(i - reach, 0); j <= last; j++) {
        if (takenY[j] === 0 && codes[startY + j] === code) {
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
      if (codes[startX + i] !== codes[startY + j]) count++;
      j++;
    }
    return count;
  };

  return (x, y) => {
    const startX = starts[x] as number;
    const startY = starts[y] as number;
    const lengthX = lengthOf(spellings, x);
    const lengthY = lengthOf(spellings, y);
    const matched = match(startX, lengthX, startY, lengthY);
    if (matched === 0) return 0;
    const transposed = outOfOrder(startX, lengthX, startY) >> 1;
    const jaro = (matched / lengthX + matched / lengthY + (matched - transposed) / matched) / 3;
    return boosted(jaro, commonPrefix(spellings, x, y));
  };
}

/** Never below the Jaro–Winkler similarity of the two values, and much cheaper. */
export function jaroWinklerAtMost(spellings: Spellings, x: number, y: number): number {
  const lengthX = lengthOf(spellings, x);
  const lengthY = lengthOf(spellings, y);
  const common = commonAtMost(spellings, x, y);
  if (common <= 0 || lengthX === 0 || lengthY === 0) return 0;
  return boosted((common / lengthX + common / lengthY + 1) / 3, commonPrefix(spellings, x, y));
}

/** Jaro–Winkler similarity of two texts, 0 to 1. */
export function jaroWinkler(a: string, b: string): number {
  return jaroWinklerOf(spellingsOf([a, b]))(0, 1);
}

function boosted(jaro: number, prefix: number): number {
  return jaro > BOOST_ABOVE ? jaro + prefix * PREFIX_WEIGHT * (1 - jaro) : jaro;
}

function commonPrefix({ codes, starts }: Spellings, x: number, y: number): number {
  const startX = starts[x] as number;
  const startY = starts[y] as number;
  const longest = Math.min(LONGEST_PREFIX, (starts[x + 1] as number) - startX, (starts[y + 1] as number) - startY);
  let prefix = 0;
  while (prefix < longest && codes[startX + prefix] === codes[startY + prefix]) prefix++;
  return prefix;
}
