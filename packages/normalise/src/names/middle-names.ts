import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { readDigits } from './digits-in-name.ts';
import { displayCase } from './display-case.ts';
import { forenameKeys } from './forename.ts';
import { isPlaceholderForename } from './placeholder-names.ts';
import { prepareName } from './prepare-name.ts';

export interface MiddleNamesReading {
  readonly value: string | null;
  readonly keys: readonly string[];
  readonly issues: readonly IssueCode[];
}

/** Reads the cell of further forenames. */
export function readMiddleNames(raw: string): MiddleNamesReading {
  const { text, issues, strange } = prepareName(raw);
  if (text === null) return { value: null, keys: [], issues };
  if (strange) return { value: text, keys: [], issues: [...issues, 'implausible'] };
  if (isPlaceholderForename(text)) return { value: null, keys: [], issues: [...issues, 'placeholder'] };
  const lettered = readDigits(text);
  const names = (lettered ?? text).replace(/[()",/]/g, ' ').replace(/ {2,}/g, ' ').trim();
  const keys = forenameKeys(names);
  return { value: names === '' ? null : displayCase(names, 'forename'), keys, issues: lettered === null ? issues : [...issues, 'digits_in_name'] };
}
