import type { LimitedDistance } from './edits.ts';
import type { Symbols } from './symbols.ts';

/**
 * Damerau's distance over the symbols of two columns, unrestricted: symbols put in between two exchanged neighbours count
 * one each (CA and ABC are 2 apart).
 * *Source*: Lowrance and Wagner 1975.
 */
export function damerauOf(left: Symbols, right: Symbols): LimitedDistance {
  const { codes: codesX, starts: startsX } = left;
  const { codes: codesY, starts: startsY } = right;
  const wholeTable = distanceByTable(left, right);
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
    if (lengthX === 1 && lengthY === 1) return 1;
    if (lengthX === 2 && lengthY === 2 && codesX[startX] === codesY[startY + 1] && codesX[startX + 1] === codesY[startY]) return 1;
    if (limit <= 1) return 2;
    return wholeTable(startX, endX, startY, endY);
  };
}

function distanceByTable(left: Symbols, right: Symbols) {
  const { codes: codesX } = left;
  const { codes: codesY } = right;
  const width = right.longest + 2;
  let table = new Int32Array(0);
  /** The last row whose symbol is that of a column: by column it needs no table of the alphabet. */
  const lastRowOf = new Int32Array(right.longest);

  const start = (lengthX: number, lengthY: number): void => {
    if (table.length < (lengthX + 2) * width) table = new Int32Array((lengthX + 2) * width);
    for (let i = 0; i <= lengthX; i++) {
      table[(i + 1) * width] = lengthX + lengthY;
      table[(i + 1) * width + 1] = i;
    }
    for (let j = 0; j <= lengthY; j++) {
      table[j + 1] = lengthX + lengthY;
      table[width + j + 1] = j;
    }
    lastRowOf.fill(0, 0, lengthY);
  };

  return (startX: number, endX: number, startY: number, endY: number): number => {
    const lengthX = endX - startX;
    const lengthY = endY - startY;
    start(lengthX, lengthY);
    for (let i = 1; i <= lengthX; i++) {
      const code = codesX[startX + i - 1];
      let lastColumn = 0;
      for (let j = 1; j <= lengthY; j++) {
        const row = lastRowOf[j - 1] as number;
        const at = (i + 1) * width + j + 1;
        const exchanged = (table[row * width + lastColumn] as number) + (i - row - 1) + 1 + (j - lastColumn - 1);
        const equal = codesY[startY + j - 1] === code;
        const changed = (table[at - width - 1] as number) + (equal ? 0 : 1);
        table[at] = Math.min(changed, (table[at - 1] as number) + 1, (table[at - width] as number) + 1, exchanged);
        if (equal) lastColumn = j;
      }
      for (let j = 0; j < lengthY; j++) if (codesY[startY + j] === code) lastRowOf[j] = i;
    }
    return table[(lengthX + 1) * width + lengthY + 1] as number;
  };
}
