import type { FeedbackKind } from '@golden-thread/shapes/codes';
import { ISSUE_CODES, type IssueCode } from '@golden-thread/shapes/field-issue';

/** What an owner is told of which issue. What only tells how a value was written, and was understood, asks nothing of anybody. */
const TOLD: { readonly [Code in IssueCode]: 'placeholder' | 'value' | null } = {
  placeholder: 'placeholder',
  unparsable: 'value',
  implausible: 'value',
  check_failed: 'value',
  out_of_range: 'value',
  reserved: 'value',
  future: 'value',
  unmapped: 'value',
  two_people: 'value',
  organisation: 'value',
  mojibake: 'value',
  digits_in_name: 'value',
  used_again: 'value',
  shared_in_delivery: 'value',
  temporary: null,
  assumed_day: null,
  two_digit_year: null,
  day_month_order: null,
  ambiguous_hour: null,
  skipped_hour: null,
  repaired: null,
};

const IDENTIFIERS: ReadonlySet<string> = new Set(['nhs_number', 'upn']);

const isCode = (text: string): text is IssueCode => Object.hasOwn(ISSUE_CODES, text);

/** The issues that owners are told of. */
export const TOLD_CODES: readonly IssueCode[] = Object.keys(TOLD)
  .filter(isCode)
  .filter((code) => TOLD[code] !== null);

/** What an issue is to its owner; `null` where it is none. */
export function kindOfIssue(field: string, code: string): FeedbackKind | null {
  const told = isCode(code) ? TOLD[code] : null;
  return told === 'value' && IDENTIFIERS.has(field) ? 'identifier' : told;
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  birth_date: 'date of birth',
  nhs_number: 'NHS number',
  upn: 'UPN',
  uprn: 'UPRN',
  email: 'e-mail address',
  phone: 'telephone number',
  contact_phone: "contact's telephone number",
  contact_name: "contact's name",
  true_at: 'time of the last change',
  source_record_id: "source's own id",
};

/** A field as people call it. */
export const fieldWords = (field: string): string => FIELD_WORDS[field] ?? field.replaceAll('_', ' ');

/** What is wrong with a field, as a sentence. */
export const issueWords = (field: string, code: string): string => `The ${fieldWords(field)}: ${isCode(code) ? ISSUE_CODES[code] : code}.`;
