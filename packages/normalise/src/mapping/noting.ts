import type { IssueCode } from '@golden-thread/shapes/field-issue';
import type { IssueList } from './issues.ts';

/** What a rule says of a text; `null` for a cell that was empty. */
export const mapped = <Result>(text: string | null, read: (text: string) => Result): Result | null => (text === null ? null : read(text));

/** The same reading, its issues put down to the field. */
export function noted<Reading extends { readonly issues: readonly IssueCode[] }>(
  field: string,
  reading: Reading | null,
  issues: IssueList,
): Reading | null {
  if (reading !== null) issues.add(field, reading.issues);
  return reading;
}

/** The standard value of a reading, its issues put down to the field. */
export const standardOf = (
  field: string,
  reading: { readonly value: string | null; readonly issues: readonly IssueCode[] } | null,
  issues: IssueList,
): string | null => noted(field, reading, issues)?.value ?? null;
