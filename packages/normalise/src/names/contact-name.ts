import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { fold } from '../text/fold.ts';
import { displayCase } from './display-case.ts';
import { TITLES } from './name-words.ts';
import { isOrganisation, isTwoPeople } from './not-one-person.ts';
import { isPlaceholderForename, isPlaceholderSurname } from './placeholder-names.ts';
import { prepareName } from './prepare-name.ts';

export interface ContactReading {
  readonly value: string | null;
  /** First and last name folded, where one person is named by both: a title and a surname are too little to go by. */
  readonly key: string | null;
  readonly issues: readonly IssueCode[];
}

/** Reads the name of a parent, carer or other contact. It names somebody to call and is never a person of its own. */
export function readContactName(raw: string): ContactReading {
  const { text: prepared, issues, strange } = prepareName(raw);
  if (prepared === null) return { value: null, key: null, issues };
  if (strange) return { value: prepared, key: null, issues: [...issues, 'implausible'] };
  const comma = prepared.indexOf(',');
  const text = comma > 0 ? `${prepared.slice(comma + 1).trim()} ${prepared.slice(0, comma).trim()}`.trim() : prepared;
  if (isPlaceholderForename(text) || isPlaceholderSurname(text)) return { value: null, key: null, issues: [...issues, 'placeholder'] };
  const value = displayCase(text, 'surname');
  if (isTwoPeople(text)) return { value, key: null, issues: [...issues, 'two_people'] };
  if (isOrganisation(text)) return { value, key: null, issues: [...issues, 'organisation'] };
  const names = text.split(' ').filter((word) => !TITLES.has(word.toUpperCase()) && fold(word) !== '');
  const key = names.length < 2 ? null : fold((names[0] ?? '') + (names.at(-1) ?? ''));
  return { value, key: key === '' ? null : key, issues };
}
