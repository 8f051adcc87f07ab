import type { Symbols } from './symbols.ts';

/**
 * The distance of a value of one column and one of another by number, if it is at most `limit`; otherwise some number above
 * `limit`.
 */
export type LimitedDistance = (x: number, y: number, limit: number) => number;

/** Positions that fit one word. */
const WORD = 32;
const SYMBOLS_IN_A_BYTE = 256;

/**
 * Levenshtein distance over the symbols of two columns. Common ends are stripped; a rest of up to 32 symbols is answered in
 * words of bits (Myers 1999, Hyyrö 2003), a longer one by the rows of the dynamic programme near its diagonal.
 */
export function levenshteinOf(left: Symbols, right: Symbols): LimitedDistance {
  const inWords = left.codes instanceof Uint8Array && right.codes instanceof Uint8Array ? distanceInWords(left.codes, right.codes) : null;
  const byRows = distanceByRows(left, right);
  const { codes: codesX, starts: startsX } = left;
  const { codes: codesY, starts: startsY } = right;
  return (x, y, limit) => {
    let startX = startsX[x] as number;
    let startY = startsY[y] as number;
    let endX = startsX[x + 1] as number;
    let endY = startsY[y + 1] as number;
    const longer = endX - startX - (endY - startY);
    if (longer > limit || -longer > limit) return limit + 1;
    while (startX < endX && startY < endY && codesX[startX] === codesY[startY]) {
      startX++;
      startY++;
    }
    while (startX < endX && startY < endY && codesX[endX - 1] === codesY[endY - 1]) {
      endX--;
      endY--;
    }
    const lengthX = endX - startX;
    const lengthY = endY - startY;
    if (lengthX === 0 || lengthY === 0) return lengthX + lengthY;
    if (lengthX === 1 || lengthY === 1) return ofOne(codesX, startX, endX, codesY, startY, endY);
    if (limit <= 1) return 2;
    if (inWords !== null && lengthX <= WORD) return inWords(startX, endX, startY, endY, limit);
    return byRows(startX, endX, startY, endY, limit);
  };
}

/** One of the two is a single symbol. */
function ofOne(
  codesX: Uint8Array | Int32Array,
  startX: number,
  endX: number,
  codesY: Uint8Array | Int32Array,
  startY: number,
  endY: number,
): number {
  const lengthX = endX - startX;
  const lengthY = endY - startY;
  let held = 0;
  if (lengthX === 1) {
    for (let j = startY; j < endY; j++) if (codesY[j] === codesX[startX]) held = 1;
    return lengthY - held;
  }
  for (let i = startX; i < endX; i++) if (codesX[i] === codesY[startY]) held = 1;
  return lengthX - held;
}

function distanceInWords(codesX: Uint8Array, codesY: Uint8Array) {
  const places = new Int32Array(SYMBOLS_IN_A_BYTE);
  return (startX: number, endX: number, startY: number, endY: number, limit: number): number => {
    const length = endX - startX;
    for (let i = startX; i < endX; i++) places[codesX[i] as number] = (places[codesX[i] as number] as number) | (1 << (i - startX));
    const last = 1 << (length - 1);
    let plus = -1;
    let minus = 0;
    let distance = length;
    for (let j = startY; j < endY; j++) {
      const equal = places[codesY[j] as number] as number;
      const diagonal = (((equal & plus) + plus) ^ plus) | equal | minus;
      let up = minus | ~(diagonal | plus);
      let down = diagonal & plus;
      if ((up & last) !== 0) distance++;
      if ((down & last) !== 0) distance--;
      if (distance - (endY - j - 1) > limit) break;
      up = (up << 1) | 1;
      down <<= 1;
      plus = down | ~(diagonal | up);
      minus = up & diagonal;
    }
    for (let i = startX; i < endX; i++) places[codesX[i] as number] = 0;
    return distance;
  };
}

/** Two rows of the dynamic programme, of which only the places that a distance within the limit can pass are worked out. */
function distanceByRows(left: Symbols, right: Symbols) {
  const { codes: codesX } = left;
  const { codes: codesY } = right;
  const row = new Int32Array(right.longest + 2);
  return (startX: number, endX: number, startY: number, endY: number, limit: number): number => {
    const lengthX = endX - startX;
    const lengthY = endY - startY;
    const reach = Math.min(limit, Math.max(lengthX, lengthY));
    const beyond = reach + 1;
    for (let j = 0; j <= lengthY; j++) row[j] = j <= reach ? j : beyond;
    for (let i = 1; i <= lengthX; i++) {
      const first = Math.max(1, i - reach);
      const last = Math.min(lengthY, i + reach);
      let diagonal = row[first - 1] as number;
      let least = beyond;
      row[first - 1] = first === 1 && i <= reach ? i : beyond;
      if (first === 1) least = row[0] as number;
      const code = codesX[startX + i - 1];
      for (let j = first; j <= last; j++) {
        const above = row[j] as number;
        let best = codesY[startY + j - 1] === code ? diagonal : diagonal + 1;
        if (above + 1 < best) best = above + 1;
        const before = (row[j - 1] as number) + 1;
        if (before < best) best = before;
        if (best > beyond) best = beyond;
        row[j] = best;
        diagonal = above;
        if (best < least) least = best;
      }
      if (last < lengthY) row[last + 1] = beyond;
      if (least > reach) return limit + 1;
    }
    const distance = row[lengthY] as number;
    return distance > reach ? limit + 1 : distance;
  };
}
