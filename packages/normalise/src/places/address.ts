import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { cleanText } from '../text/clean-text.ts';
import { fold } from '../text/fold.ts';
import { addressKey } from './address-key.ts';

export interface AddressReading {
  /** The lines, separated by comma and space, for display. */
  readonly value: string | null;
  /** What two spellings of one address share. */
  readonly key: string | null;
  readonly issues: readonly IssueCode[];
}

const NOTHING: AddressReading = { value: null, key: null, issues: [] };
const STAND_IN: AddressReading = { value: null, key: null, issues: ['placeholder'] };
const NO_ISSUES: readonly IssueCode[] = [];
const NOWHERE = new Set(
  'NFA NOFIXEDABODE NOFIXEDADDRESS UNKNOWN NOTKNOWN ADDRESSUNKNOWN NOTKNOWNATTHISADDRESS NA NONE NULL TBC ASABOVE SAMEASABOVE SAMEASMOTHER HOMELESS ADDRESSNOTKNOWN NK X XX XXX'.split(
    ' ',
  ),
);
const LONGEST_NOWHERE = 30;

/** Reads an address written as lines, as one string, or with line breaks inside the cell. */
export function readAddress(raw: string): AddressReading {
  const text = cleanText(raw.includes('\n') || raw.includes('\r') ? raw.replace(/[\r\n]+/g, ', ') : raw);
  if (text === null) return NOTHING;
  const segments: string[] = [];
  for (const part of text.split(',')) {
    const segment = part.trim();
    if (/[\p{L}\p{N}]/u.test(segment)) segments.push(segment);
  }
  if (segments.length === 0) return /^[ ,.?*_\-/]+$/.test(text) ? STAND_IN : { value: text, key: null, issues: ['implausible'] };
  if (text.length < LONGEST_NOWHERE && NOWHERE.has(fold(text))) return STAND_IN;
  const value = (isShouted(text) ? segments.map(calm) : segments).join(', ');
  return { value, key: addressKey(segments), issues: NO_ISSUES };
}

const isShouted = (text: string): boolean => /[A-Z]{3}/.test(text) && text === text.toUpperCase();

function calm(segment: string): string {
  return segment
    .split(' ')
    .map((word) => (/[0-9]/.test(word) || word.length < 2 ? word : word.slice(0, 1) + word.slice(1).toLowerCase()))
    .join(' ');
}
