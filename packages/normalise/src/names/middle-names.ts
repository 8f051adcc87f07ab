import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { readDigits } from './digits-in-name.ts';
import { displayCase } from './display-case.ts';
import { forenameKeys } from './forename.ts';
import { isPlaceholderForename } from './placeholder-names.ts';
import { nameWords, prepareName } from './prepare-name.ts';
import { settled } from './settled.ts';

export interface MiddleNamesReading {
  readonly value: string | null;
  readonly keys: readonly string[];
  readonly issues: readonly IssueCode[];
}

/** A cell that was empty. */
export const NO_MIDDLE_NAMES: MiddleNamesReading = { value: null, keys: [], issues: [] };

/** Reads the cell of further forenames. */
export const readMiddleNames = settled(readOnce, NO_MIDDLE_NAMES);

function readOnce(raw: string): MiddleNamesReading {
  const { text, issues, strange } = prepareName(raw);
  if (text === null) return { value: null, keys: [], issues };
  if (strange) return { value: text, keys: [], issues: [...issues, 'implausible'] };
  if (isPlaceholderForename(text)) return { value: null, keys: [], issues: [...issues, 'placeholder'] };
  const lettered = readDigits(text);
  const words = nameWords(lettered ?? text, /[ ,/()"]+/);
  return {
    value: words.length === 0 ? null : displayCase(words.join(' '), 'forename'),
    keys: forenameKeys(words),
    issues: lettered === null ? issues : [...issues, 'digits_in_name'],
  };
}
