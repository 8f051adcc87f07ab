import { cleanText } from '../text/clean-text.ts';

/** An identifier without the blanks, hyphens and dots people write in it, in upper case; `null` when the cell was empty. A cell of punctuation alone stays. */
export function compact(raw: string | null): string | null {
  const text = cleanText(raw);
  if (text === null) return null;
  const bare = text.replace(/[ .\-\u2010-\u2015]/gu, '').toUpperCase();
  return bare === '' ? text : bare;
}

const EMPTY_WORDS = new Set([
  'NA',
  'N/A',
  'NK',
  'NIL',
  'NONE',
  'NULL',
  'UNKNOWN',
  'UNK',
  'NOTKNOWN',
  'NOTGIVEN',
  'NOTAPPLICABLE',
  'TBC',
  'TBA',
  'PENDING',
  'X',
  'XXX',
  '?',
  '??',
]);

/** A word for "there is none", as cells hold it: `N/A`, `Not known`, `-`. */
export const meansNothing = (compacted: string): boolean => EMPTY_WORDS.has(compacted) || /^[^A-Z0-9]+$/.test(compacted);
