import type { IssueCode } from '@golden-thread/shapes/field-issue';

/** The standard form of one value and what is wrong with it. `value: null` is a field with nothing usable in it. */
export interface Normalised {
  readonly value: string | null;
  readonly issues: readonly IssueCode[];
}

export const NO_ISSUES: readonly IssueCode[] = Object.freeze([]);

/** A field that was empty. */
export const EMPTY: Normalised = Object.freeze({ value: null, issues: NO_ISSUES });

/** A value in standard form, with what had to be said about it. */
export const standard = (value: string, ...issues: readonly IssueCode[]): Normalised => ({
  value,
  issues: issues.length === 0 ? NO_ISSUES : issues,
});

/** Nothing usable, and why. */
export const faulty = (...issues: readonly IssueCode[]): Normalised => ({ value: null, issues });
