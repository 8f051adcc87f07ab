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
 * words of bits (Myers 1999, Hyyrö 2003), a longer one by rows of the dynamic programme.
 */
export function levenshteinOf(left: Symbols, right: Symbols): LimitedDistance {
  const inBytes = left.codes instanceof Uint8Array && right.codes instanceof Uint8Array;
  const inWords = inBytes ? distanceInWords(left.codes, right.codes) : null;
  const inWordsOfRight = inBytes ? distanceInWords(right.codes, left.codes) : null;
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
    if (inWordsOfRight !== null && lengthY <= WORD) return inWordsOfRight(startY, endY, startX, endX, limit);
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

/** The first value's symbols, at most 32, are places in a word. */
function distanceInWords(codesX: Symbols['codes'], codesY: Symbols['codes']) {
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

/** One row of the dynamic programme after another, until none of its places lies within the limit. */
function distanceByRows(left: Symbols, right: Symbols) {
  const { codes: codesX } = left;
  const { codes: codesY } = right;
  const row = new Int32Array(right.longest + 1);

  /** Makes the next row of the last, for one more symbol of the left value, and returns the least of it. */
  const nextRow = (code: number, i: number, startY: number, lengthY: number): number => {
    let diagonal = i - 1;
    let best = i;
    let least = i;
    row[0] = i;
    for (let j = 1; j <= lengthY; j++) {
      const above = row[j] as number;
      const changed = codesY[startY + j - 1] === code ? diagonal : diagonal + 1;
      best = Math.min(changed, above + 1, best + 1);
      row[j] = best;
      diagonal = above;
      if (best < least) least = best;
    }
    return least;
  };

  return (startX: number, endX: number, startY: number, endY: number, limit: number): number => {
    const lengthY = endY - startY;
    for (let j = 0; j <= lengthY; j++) row[j] = j;
    for (let i = startX; i < endX; i++) if (nextRow(codesX[i] as number, i - startX + 1, startY, lengthY) > limit) return limit + 1;
    return row[lengthY] as number;
  };
}
