import { distance } from 'fastest-levenshtein';
import { commonAtMost, lengthOf, type Spellings } from './spellings.ts';

const BEYOND_ONE_UNIT = /[\ud800-\udfff]/;

/** Levenshtein distance of two texts in code points; fastest-levenshtein counts UTF-16 units, so others than these are renumbered first. */
export function levenshtein(a: string, b: string): number {
  return BEYOND_ONE_UNIT.test(a) || BEYOND_ONE_UNIT.test(b) ? distance(...inOneUnit(a, b)) : distance(a, b);
}

/** Never above the Levenshtein distance of the two values, and much cheaper. */
export function levenshteinAtLeast(spellings: Spellings, x: number, y: number): number {
  return Math.max(lengthOf(spellings, x), lengthOf(spellings, y)) - Math.max(0, commonAtMost(spellings, x, y));
}

function inOneUnit(a: string, b: string): [string, string] {
  const units = new Map<string, string>();
  const rewrite = (text: string) =>
    Array.from(text, (character) => {
      const unit = units.get(character) ?? String.fromCharCode(units.size + 1);
      units.set(character, unit);
      return unit;
    }).join('');
  return [rewrite(a), rewrite(b)];
}
