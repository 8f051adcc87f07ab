import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { fold } from '../text/fold.ts';
import { readDigits } from './digits-in-name.ts';
import { displayCase } from './display-case.ts';
import { fathersForm } from './fathers-form.ts';
import { FAITH_NAMES, GENERATIONS, MAC_SURNAMES, PARTICLES, TITLES } from './name-words.ts';
import { isOrganisation, isTwoPeople } from './not-one-person.ts';
import { isDoubtfulSurname, isPlaceholderSurname } from './placeholder-names.ts';
import { nameWords, prepareName } from './prepare-name.ts';
import { settled } from './settled.ts';
import { commonSpelling, withoutArticle } from './surname-spellings.ts';

/** What a cell with a surname says. */
export interface SurnameReading {
  /** The surname, for display. */
  readonly value: string | null;
  /** A surname in brackets, or after `née` or `formerly`, for display. */
  readonly former: string | null;
  readonly key: string | null;
  /** The whole surname and the parts that can stand alone, folded; those of the former one too. */
  readonly tokens: readonly string[];
  /** A real surname unless the forename is a stand-in: Null, Test, Baby. */
  readonly doubtful: boolean;
  readonly issues: readonly IssueCode[];
}

/** A cell that was empty. */
export const NO_SURNAME: SurnameReading = { value: null, former: null, key: null, tokens: [], doubtful: false, issues: [] };
const LETTER = /\p{L}/u;
const BOUND = new Set(['O', 'MC', 'MAC']);
const FORMERLY = new Set(['NEE', 'FORMERLY', 'PREVIOUSLY', 'AKA']);

/** Reads a cell that holds a surname. */
export const readSurname = settled(readOnce, NO_SURNAME);

function readOnce(raw: string): SurnameReading {
  const prepared = prepareName(raw);
  if (prepared.text === null) return raw.trim() === '' ? NO_SURNAME : { ...NO_SURNAME, issues: ['placeholder'] };
  if (prepared.strange) {
    const key = fold(prepared.text);
    return {
      ...NO_SURNAME,
      value: prepared.text,
      key: key || null,
      tokens: key === '' ? [] : [key],
      issues: [...prepared.issues, 'implausible'],
    };
  }
  if (isPlaceholderSurname(prepared.text)) return { ...NO_SURNAME, issues: [...prepared.issues, 'placeholder'] };

  const issues = [...prepared.issues];
  const lettered = readDigits(prepared.text);
  if (lettered !== null) issues.push('digits_in_name');
  const whole = lettered ?? prepared.text;
  if (isPlaceholderSurname(whole)) return { ...NO_SURNAME, issues: [...issues, 'placeholder'] };
  if (isTwoPeople(whole)) return { ...NO_SURNAME, issues: [...issues, 'two_people'] };
  if (isOrganisation(whole)) return { ...NO_SURNAME, issues: [...issues, 'organisation'] };
  const { present, former } = takeFormer(whole);
  const value = tidy(present);
  const key = fold(withoutGeneration(value));
  const formerValue = former === null ? null : tidy(former);
  const tokens = surnameTokens(value);
  if (formerValue !== null) tokens.push(...surnameTokens(formerValue));
  return {
    value: displayCase(value, 'surname'),
    former: formerValue === null || !LETTER.test(formerValue) ? null : displayCase(formerValue, 'surname'),
    key: key === '' ? null : key,
    tokens: [...new Set(tokens)].sort(),
    doubtful: isDoubtfulSurname(value),
    issues,
  };
}

/**
 * The whole surname and the parts of it that can stand alone: `Smith-Jones` gives SMITHJONES, SMITH and JONES, `de Souza`
 * DESOUZA and SOUZA, `MacDonald` MACDONALD and MCDONALD, `Axmed` AXMED and AHMED, `Alhassan` HASAN, `Kowalska` KOWALSKI;
 * `Kaur Gill` never KAUR.
 */
export function surnameTokens(surname: string): string[] {
  const bare = withoutGeneration(surname);
  const whole = fold(bare);
  if (whole === '') return [];
  const parts = bare
    .split(/[ /-]+/)
    .map(fold)
    .filter((part) => part !== '');
  const alone = parts.length < 2 ? [] : parts.map((_, i) => standingPart(parts, i)).filter((part) => part !== null);
  return [...new Set([whole, ...alone])].flatMap((token) => [token, ...otherSpellings(token)]);
}

/** A part that is somebody's whole surname elsewhere: no particle, no name of faith; `O` and `Mc` stay with what follows. */
function standingPart(parts: readonly string[], at: number): string | null {
  const part = parts[at] ?? '';
  const before = parts[at - 1] ?? '';
  if (BOUND.has(before)) return before + part;
  if (part.length < 2 || PARTICLES.has(part) || FAITH_NAMES.has(part)) return null;
  return part.length > 2 || parts.length === 2 ? part : null;
}

function otherSpellings(token: string): readonly string[] {
  const common = commonSpelling(token) ?? withoutArticle(token) ?? fathersForm(token);
  if (common !== null) return [common];
  return MAC_SURNAMES.has(token) ? [`MC${token.slice(3)}`] : [];
}

function takeFormer(text: string): { readonly present: string; readonly former: string | null } {
  const bracket = /\(([^()]*)\)/u.exec(text);
  if (bracket !== null) {
    const outside = `${text.slice(0, bracket.index)} ${text.slice(bracket.index + bracket[0].length)}`;
    const inside = (bracket[1] ?? '')
      .split(' ')
      .filter((word) => !FORMERLY.has(fold(word)))
      .join(' ');
    return !LETTER.test(outside) ? { present: inside, former: null } : { present: outside, former: inside };
  }
  const words = nameWords(text);
  const at = words.findIndex((word, i) => i > 0 && i < words.length - 1 && FORMERLY.has(fold(word)));
  return at < 0 ? { present: text, former: null } : { present: words.slice(0, at).join(' '), former: words.slice(at + 1).join(' ') };
}

/** Brackets, quotes and a title in front taken off; `Mc Donald` written as one word. */
function tidy(text: string): string {
  const words = nameWords(text);
  let from = 0;
  while (from < words.length - 1 && TITLES.has((words[from] ?? '').toUpperCase())) from++;
  return words
    .slice(from)
    .join(' ')
    .replace(/(^| )(mc) (?=\p{L}{2})/giu, '$1$2');
}

function withoutGeneration(text: string): string {
  const words = text.split(' ');
  return words.length > 1 && GENERATIONS.has(fold(words.at(-1) ?? '')) ? words.slice(0, -1).join(' ') : text;
}
