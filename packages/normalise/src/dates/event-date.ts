import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { compact, meansNothing } from '../identifiers/compact.ts';
import { cleanText } from '../text/clean-text.ts';
import { EMPTY, faulty, NO_ISSUES, type Normalised } from '../text/normalised.ts';
import { addYears, isoDay, isRealDay } from './calendar.ts';
import type { Instant } from './time-zone.ts';
import { readWrittenDate, type WrittenDate } from './written-date.ts';

/** The days of one business date against which a written day is held. */
export interface Horizon {
  readonly businessDate: string;
  /** A year on: what lies later is a slip. */
  readonly latest: string;
}

export const horizonOf = (businessDate: string): Horizon => ({ businessDate, latest: addYears(businessDate, 1) });

const PLACEHOLDERS = new Set(['0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01', '9999-12-31']);

/** A day that stands in a cell, as text and as milliseconds since 1970; `null` when it is none. */
interface PlainDay {
  readonly text: string;
  readonly ms: number;
  readonly issues: readonly IssueCode[];
}

/** Reads a day on which something began, ended or happened: ISO text. What lies more than a year ahead is left out. */
export function readEventDate(raw: string | null, formats: readonly DateFormat[], horizon: Horizon): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const written = readWrittenDate(text, formats);
  if (written === null) return unreadable(text);
  const day = dayOf(written, horizon);
  return 'text' in day ? { value: day.text, issues: day.issues } : day;
}

/** Reads a moment: ISO text in UTC. A time without an offset is the source's local time; a day without a time is its midnight. */
export function readInstant(
  raw: string | null,
  formats: readonly DateFormat[],
  horizon: Horizon,
  zoned: (wallMs: number) => Instant,
): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const written = readWrittenDate(text, formats);
  if (written === null) return unreadable(text);
  const day = dayOf(written, horizon);
  if (!('text' in day)) return day;
  const wallMs = day.ms + (written.timeMs ?? 0);
  if (Number.isNaN(wallMs)) return faulty('implausible');
  if (written.offsetMinutes !== null) return { value: new Date(wallMs - written.offsetMinutes * 60_000).toISOString(), issues: day.issues };
  const { ms, issue } = zoned(wallMs);
  return { value: new Date(ms).toISOString(), issues: issue === null ? day.issues : [...day.issues, issue] };
}

const unreadable = (text: string): Normalised => faulty(meansNothing(compact(text) ?? '') ? 'placeholder' : 'unparsable');

function dayOf(written: WrittenDate, horizon: Horizon): PlainDay | Normalised {
  let { year, month, day } = written;
  if (written.twoDigitYear) {
    year += Number(horizon.businessDate.slice(0, 2)) * 100;
    if (isoDay(year, month, day) > horizon.latest) year -= 100;
  }
  const swapped = !isRealDay(year, month, day) && isRealDay(year, day, month);
  if (swapped) [month, day] = [day, month];
  const text = isoDay(year, month, day);
  if (PLACEHOLDERS.has(text)) return faulty('placeholder');
  if (year < 1900 || !isRealDay(year, month, day) || text > horizon.latest) return faulty('implausible');
  return { text, ms: Date.UTC(year, month - 1, day), issues: issuesOf(written.twoDigitYear, swapped, text > horizon.businessDate) };
}

function issuesOf(twoDigitYear: boolean, swapped: boolean, future: boolean): readonly IssueCode[] {
  if (!twoDigitYear && !swapped && !future) return NO_ISSUES;
  const issues: IssueCode[] = [];
  if (twoDigitYear) issues.push('two_digit_year');
  if (swapped) issues.push('day_month_order');
  if (future) issues.push('future');
  return issues;
}
