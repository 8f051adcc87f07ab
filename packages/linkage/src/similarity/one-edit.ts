import type { Spellings } from './spellings.ts';

/**
 * Whether one edit makes one value of the other: a character put in, left out or changed, or two neighbours
 * exchanged (Damerau's distance 1). Equal values are not one edit apart.
 */
export function isOneEdit({ codes, starts }: Spellings, x: number, y: number): boolean {
  const startX = starts[x] as number;
  const startY = starts[y] as number;
  let endX = starts[x + 1] as number;
  let endY = starts[y + 1] as number;
  const longer = endX - startX - (endY - startY);
  if (longer > 1 || longer < -1) return false;
  let i = startX;
  let j = startY;
  while (i < endX && j < endY && codes[i] === codes[j]) {
    i++;
    j++;
  }
  while (endX > i && endY > j && codes[endX - 1] === codes[endY - 1]) {
    endX--;
    endY--;
  }
  const leftX = endX - i;
  const leftY = endY - j;
  if (leftX + leftY === 1 || (leftX === 1 && leftY === 1)) return true;
  return leftX === 2 && leftY === 2 && codes[i] === codes[j + 1] && codes[i + 1] === codes[j];
}
