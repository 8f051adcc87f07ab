import type { CountedBy } from '../plan/linkage-plan.ts';

const PREFIX_WEIGHT = 0.1;
const LONGEST_PREFIX = 4;
const BOOST_ABOVE = 0.7;
const UTF8 = new TextEncoder();

/** What a comparator counts in a text: its code points, or the bytes of its UTF-8. */
export type Symbols = ArrayLike<number>;

export function symbolsIn(text: string, countedBy: CountedBy): Symbols {
  return countedBy === 'bytes' ? UTF8.encode(text) : Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

/** Fewest symbols to put in, leave out or change. Plain: the oracle of the kernels. */
export function levenshtein(x: Symbols, y: Symbols): number {
  let above = Array.from({ length: y.length + 1 }, (_, j) => j);
  for (let i = 1; i <= x.length; i++) {
    const row = [i];
    for (let j = 1; j <= y.length; j++) {
      const changed = (above[j - 1] ?? 0) + (x[i - 1] === y[j - 1] ? 0 : 1);
      row.push(Math.min(changed, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    above = row;
  }
  return above[y.length] ?? 0;
}

/** The same with neighbours exchanged as one edit, also where more edits fall between them (unrestricted). *Source*: Lowrance and Wagner 1975. */
export function damerauLevenshtein(x: Symbols, y: Symbols): number {
  const far = x.length + y.length;
  const table = Array.from({ length: x.length + 2 }, () => new Array<number>(y.length + 2).fill(far));
  const at = (i: number, j: number): number => table[i]?.[j] ?? far;
  const put = (i: number, j: number, value: number): void => {
    const row = table[i];
    if (row !== undefined) row[j] = value;
  };
  for (let i = 0; i <= x.length; i++) put(i + 1, 1, i);
  for (let j = 0; j <= y.length; j++) put(1, j + 1, j);
  const lastRow = new Map<number | undefined, number>();
  for (let i = 1; i <= x.length; i++) {
    let lastMatch = 0;
    for (let j = 1; j <= y.length; j++) {
      const exchangedRow = lastRow.get(y[j - 1]) ?? 0;
      const exchangedColumn = lastMatch;
      const equal = x[i - 1] === y[j - 1];
      if (equal) lastMatch = j;
      const exchanged = at(exchangedRow, exchangedColumn) + (i - exchangedRow - 1) + 1 + (j - exchangedColumn - 1);
      put(i + 1, j + 1, Math.min(at(i, j) + (equal ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1, exchanged));
    }
    lastRow.set(x[i - 1], i);
  }
  return at(x.length + 1, y.length + 1);
}

/** Jaro similarity; 0 where nothing matches. */
export function jaro(x: Symbols, y: Symbols): number {
  const reach = Math.max(Math.floor(Math.max(x.length, y.length) / 2) - 1, 0);
  const taken = new Set<number>();
  const matchedX: number[] = [];
  for (let i = 0; i < x.length; i++) {
    for (let j = Math.max(i - reach, 0); j <= Math.min(i + reach, y.length - 1); j++) {
      if (taken.has(j) || x[i] !== y[j]) continue;
      taken.add(j);
      matchedX.push(x[i] ?? 0);
      break;
    }
  }
  const matched = matchedX.length;
  if (matched === 0) return 0;
  const matchedY = [...taken].sort((a, b) => a - b).map((j) => y[j] ?? 0);
  const transposed = Math.floor(matchedX.filter((symbol, k) => symbol !== matchedY[k]).length / 2);
  return (matched / x.length + matched / y.length + (matched - transposed) / matched) / 3;
}

/** Jaro with a tenth of the rest for each of up to four first symbols that are the same; only above .7. */
export function jaroWinkler(x: Symbols, y: Symbols): number {
  const similarity = jaro(x, y);
  if (similarity <= BOOST_ABOVE) return similarity;
  let prefix = 0;
  while (prefix < Math.min(LONGEST_PREFIX, x.length, y.length) && x[prefix] === y[prefix]) prefix++;
  return similarity + prefix * PREFIX_WEIGHT * (1 - similarity);
}

/** Shared share of all different symbols; 0 where a text is empty, for which DuckDB has an error. */
export function jaccard(x: Symbols, y: Symbols): number {
  const [setX, setY] = [new Set(Array.from(x)), new Set(Array.from(y))];
  if (setX.size === 0 || setY.size === 0) return 0;
  const shared = [...setX].filter((symbol) => setY.has(symbol)).length;
  return shared / (setX.size + setY.size - shared);
}

/** Places that differ; `null` for different lengths. */
export function hamming(x: Symbols, y: Symbols): number | null {
  if (x.length !== y.length) return null;
  return Array.from(x).filter((symbol, k) => symbol !== y[k]).length;
}

/** One edit (or an exchange of neighbours) makes one of the other; equal texts are none apart. */
export function isOneEdit(x: Symbols, y: Symbols): boolean {
  return Math.abs(x.length - y.length) <= 1 && damerauLevenshtein(x, y) === 1;
}

/** One of them is a single symbol, and the other begins with it. */
export function isInitial(x: Symbols, y: Symbols): boolean {
  return (x.length === 1 || y.length === 1) && x.length > 0 && y.length > 0 && x[0] === y[0];
}
