import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { fold } from '../text/fold.ts';
import { readDigits } from './digits-in-name.ts';
import { displayCase } from './display-case.ts';
import { BINDING_FORENAMES, TITLES } from './name-words.ts';
import { isOrganisation, isTwoPeople } from './not-one-person.ts';
import { isPlaceholderForename } from './placeholder-names.ts';
import { nameWords, prepareName } from './prepare-name.ts';
import { settled } from './settled.ts';
import { familiesOf } from './variant-families.ts';

/** What a cell of forenames says. */
export interface ForenameReading {
  /** The first forename, for display. */
  readonly value: string | null;
  /** The forenames after it in the same cell, for display. */
  readonly further: string | null;
  /** A name in brackets or quotes: what the person is called. */
  readonly nickname: string | null;
  readonly key: string | null;
  readonly families: readonly string[];
  /** Keys of other names in the cell, and of ways to read a compound (`Lily-Mae`: LILY; `Lily Mae`: MAE and LILYMAE). */
  readonly otherKeys: readonly string[];
  readonly issues: readonly IssueCode[];
}

const LETTER = /\p{L}/u;
/** A cell that was empty. */
export const NO_FORENAME: ForenameReading = {
  value: null,
  further: null,
  nickname: null,
  key: null,
  families: [],
  otherKeys: [],
  issues: [],
};

/** Reads a cell that holds a forename, perhaps with a title, further forenames or a nickname. */
export const readForename = settled(readOnce, NO_FORENAME);

function readOnce(raw: string): ForenameReading {
  const prepared = prepareName(raw);
  if (prepared.text === null) return raw.trim() === '' ? NO_FORENAME : { ...NO_FORENAME, issues: ['placeholder'] };
  if (prepared.strange)
    return { ...NO_FORENAME, value: prepared.text, key: fold(prepared.text) || null, issues: [...prepared.issues, 'implausible'] };
  if (isPlaceholderForename(prepared.text)) return { ...NO_FORENAME, issues: [...prepared.issues, 'placeholder'] };

  const issues = [...prepared.issues];
  const lettered = readDigits(prepared.text);
  if (lettered !== null) issues.push('digits_in_name');
  const whole = lettered ?? prepared.text;
  if (isPlaceholderForename(whole)) return { ...NO_FORENAME, issues: [...issues, 'placeholder'] };
  if (isTwoPeople(whole)) return { ...NO_FORENAME, issues: [...issues, 'two_people'] };
  if (isOrganisation(whole)) return { ...NO_FORENAME, issues: [...issues, 'organisation'] };
  const { text, nickname } = takeNickname(whole);
  const tokens = withoutTitles(nameWords(text, /[ ,/()"]+/));
  const binds = BINDING_FORENAMES.has((tokens[0] ?? '').toUpperCase()) || isPlaceholderForename(tokens[0] ?? '');
  const count = binds ? 2 : 1;
  const first = tokens.slice(0, count).join(' ');
  const rest = tokens.slice(count);
  const key = fold(first);
  return {
    value: displayCase(first, 'forename'),
    further: rest.length === 0 ? null : displayCase(rest.join(' '), 'forename'),
    nickname: nickname === null ? null : displayCase(nickname, 'forename'),
    key: key === '' ? null : key,
    families: familiesOf(key),
    otherKeys: otherKeys(first, key, rest),
    issues,
  };
}

/** Keys of further forenames; initials are no evidence and left out. */
export const forenameKeys = (words: readonly string[]): string[] => words.map(fold).filter((key) => key.length > 1);

function otherKeys(first: string, key: string, rest: readonly string[]): string[] {
  const keys = forenameKeys(rest);
  const second = rest[0];
  if (second !== undefined && key !== '' && fold(second).length > 1) keys.push(key + fold(second));
  const hyphen = first.indexOf('-');
  if (hyphen > 0) {
    const half = fold(first.slice(0, hyphen));
    if (half.length > 2) keys.push(half);
  }
  return keys;
}

function withoutTitles(tokens: readonly string[]): readonly string[] {
  let from = 0;
  while (from < tokens.length - 1 && TITLES.has((tokens[from] ?? '').toUpperCase())) from++;
  return tokens.slice(from);
}

/** `Frederick (Freddie)` and `"Dee" Dolores`: the name beside, and what it is called. */
function takeNickname(text: string): { readonly text: string; readonly nickname: string | null } {
  const found = /\(([^()"]+)\)|"([^()"]+)"/u.exec(text);
  const bare = (part: string) => part.replace(/[()"]/g, ' ').replace(/ {2,}/g, ' ').trim();
  if (found === null) return { text: bare(text), nickname: null };
  const inside = bare(found[1] ?? found[2] ?? '');
  const outside = bare(`${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`);
  if (!LETTER.test(outside)) return { text: inside, nickname: null };
  return { text: outside, nickname: LETTER.test(inside) ? inside : null };
}
