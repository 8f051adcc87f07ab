import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { cleanText } from '../text/clean-text.ts';
import { lostLetters, unscramble } from '../text/mojibake.ts';

const PLAIN = /^[A-Za-z]+(?:[ '-][A-Za-z]+)*$/;
const APOSTROPHES = /[\u0060\u00B4\u02B9-\u02BF\u02C8\u055A\u2018\u2019\u201B\u2032\u2035\uA78C\uFF07]/gu;
const DOUBLE_QUOTES = /[\u201C-\u201F\u2033\u00AB\u00BB\uFF02]/gu;
const DASHES = /[\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D]/gu;
/** What migrations and clinic systems leave in front of a name. */
const SYSTEM_PREFIX = /^(?:MIG_ERROR_|NO_SHOW_|DUPLICATE_)+/i;
/** Punctuation that belongs inside a name, if anywhere. */
const ENDS = " ,-?'";
const FOREIGN_TO_NAMES = /[^\p{L}\p{M}\p{N} '"\-.,&+/()?]/u;

export interface PreparedName {
  /** One spelling of blanks, apostrophes, quotes and dashes; `null` when there was nothing. */
  readonly text: string | null;
  readonly issues: readonly IssueCode[];
  /** It holds characters that no name has: kept as it was written, and not taken apart. */
  readonly strange: boolean;
}

/** The first pass over every name: encoding slips mended, typography made one, what systems added taken off. */
export function prepareName(raw: string): PreparedName {
  const cleaned = cleanText(raw);
  if (cleaned === null) return { text: null, issues: [], strange: false };
  if (PLAIN.test(cleaned)) return { text: cleaned, issues: [], strange: false };

  const issues: IssueCode[] = [];
  const unscrambled = unscramble(cleaned);
  let text = unscrambled ?? cleaned;
  if (unscrambled !== null) issues.push('mojibake');
  text = text.replace(APOSTROPHES, "'").replace(DOUBLE_QUOTES, '"').replace(DASHES, '-');
  text = (cleanText(text.normalize('NFKC')) ?? '').replace(APOSTROPHES, "'").replace(DASHES, '-');
  if (SYSTEM_PREFIX.test(text)) {
    text = text.replace(SYSTEM_PREFIX, '');
    issues.push('repaired');
  }
  const initialed = text.replace(/^([OD])\?(?=\p{L})/iu, "$1'");
  if (initialed !== text || lostLetters(text)) issues.push('mojibake');
  text = initialed;
  const strange = FOREIGN_TO_NAMES.test(text.replaceAll('_', ' ').replaceAll('\uFFFD', '?'));
  if (!strange) {
    text = text.replaceAll('_', ' ').replaceAll('.', ' ').replace(/ *- */g, '-').replace(/-{2,}/g, '-').replace(/ {2,}/g, ' ');
    text = trimmed(text);
  }
  return { text: text === '' ? null : text, issues: [...new Set(issues)], strange };
}

/** The words of a prepared name, without brackets and quotes, each without punctuation at its ends; what holds no letter is no word. */
export function nameWords(text: string, separators: RegExp = /[ ()",]+/): string[] {
  return text
    .normalize('NFC')
    .split(separators)
    .map(trimmed)
    .filter((word) => /\p{L}/u.test(word));
}

function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && ENDS.includes(text.charAt(from))) from++;
  while (to > from && ENDS.includes(text.charAt(to - 1))) to--;
  return text.slice(from, to);
}
