import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { cleanText } from '../text/clean-text.ts';
import { compact, meansNothing } from '../identifiers/compact.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';
import { addYears, isoDay, isRealDay } from './calendar.ts';
import type { Instant } from './time-zone.ts';
import { readWrittenDate, type WrittenDate } from './written-date.ts';

const PLACEHOLDERS = new Set(['0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1901-01-01', '9999-12-31']);

/** Reads a day on which something began, ended or happened: ISO text. What lies more than a year ahead is left out. */
export function readEventDate(raw: string | null, formats: readonly DateFormat[], businessDate: string): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const written = readWrittenDate(text, formats);
  if (written === null) return faulty(meansNothing(compact(text) ?? '') ? 'placeholder' : 'unparsable');
  const issues: IssueCode[] = [];
  const day = dayOf(written, businessDate, issues);
  return day === null ? faulty(...issues) : standard(day, ...issues);
}

/** Reads a moment: ISO text in UTC. A time without an offset is the source's local time; a day without a time is its midnight. */
export function readInstant(raw: string | null, formats: readonly DateFormat[], businessDate: string, zoned: (wallMs: number) => Instant): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const written = readWrittenDate(text, formats);
  if (written === null) return faulty(meansNothing(compact(text) ?? '') ? 'placeholder' : 'unparsable');
  const issues: IssueCode[] = [];
  const day = dayOf(written, businessDate, issues);
  if (day === null) return faulty(...issues);
  const wallMs = Date.parse(`${day}T00:00:00Z`) + (written.timeMs ?? 0);
  if (Number.isNaN(wallMs)) return faulty('implausible');
  if (written.offsetMinutes !== null) return standard(new Date(wallMs - written.offsetMinutes * 60_000).toISOString(), ...issues);
  const { ms, issue } = zoned(wallMs);
  if (issue !== null) issues.push(issue);
  return standard(new Date(ms).toISOString(), ...issues);
}

function dayOf(written: WrittenDate, businessDate: string, issues: IssueCode[]): string | null {
  let { year, month, day } = written;
  if (written.twoDigitYear) {
    issues.push('two_digit_year');
    year += Number(businessDate.slice(0, 2)) * 100;
    if (isoDay(year, month, day) > addYears(businessDate, 1)) year -= 100;
  }
  if (!isRealDay(year, month, day) && isRealDay(year, day, month)) {
    [month, day] = [day, month];
    issues.push('day_month_order');
  }
  const value = isoDay(year, month, day);
  if (PLACEHOLDERS.has(value)) issues.push('placeholder');
  else if (!isRealDay(year, month, day) || year < 1900 || value > addYears(businessDate, 1)) issues.push('implausible');
  else {
    if (value > businessDate) issues.push('future');
    return value;
  }
  return null;
}
