import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { fold } from '../text/fold.ts';
import { displayCase } from './display-case.ts';
import { TITLES } from './name-words.ts';
import { isOrganisation, isTwoPeople } from './not-one-person.ts';
import { isPlaceholderForename, isPlaceholderSurname } from './placeholder-names.ts';
import { nameWords, prepareName } from './prepare-name.ts';
import { settled } from './settled.ts';

export interface ContactReading {
  readonly value: string | null;
  /** First and last name folded, where one person is named by both: a title and a surname are too little to go by. */
  readonly key: string | null;
  readonly issues: readonly IssueCode[];
}

const NOTHING: ContactReading = { value: null, key: null, issues: [] };

/** Reads the name of a parent, carer or other contact. It names somebody to call and is never a person of its own. */
export const readContactName = settled(readOnce, NOTHING);

function readOnce(raw: string): ContactReading {
  const { text: prepared, issues, strange } = prepareName(raw);
  if (prepared === null) return { value: null, key: null, issues };
  if (strange) return { value: prepared, key: null, issues: [...issues, 'implausible'] };
  if (isPlaceholderForename(prepared) || isPlaceholderSurname(prepared))
    return { value: null, key: null, issues: [...issues, 'placeholder'] };
  if (isTwoPeople(prepared)) return { value: displayCase(prepared, 'surname'), key: null, issues: [...issues, 'two_people'] };
  if (isOrganisation(prepared)) return { value: displayCase(prepared, 'surname'), key: null, issues: [...issues, 'organisation'] };
  const comma = prepared.indexOf(',');
  const words = comma < 0 ? nameWords(prepared) : [...nameWords(prepared.slice(comma + 1)), ...nameWords(prepared.slice(0, comma))];
  const names = words.filter((word) => !TITLES.has(word.toUpperCase()) && fold(word) !== '');
  const key = names.length < 2 ? null : fold((names[0] ?? '') + (names.at(-1) ?? ''));
  return { value: displayCase(words.join(' '), 'surname'), key, issues };
}
