import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import type { IssueCode } from '@golden-thread/shapes/field-issue';
import { compact, meansNothing } from '../identifiers/compact.ts';
import { cleanText } from '../text/clean-text.ts';
import { addDays, addYears, isoDay, isRealDay } from './calendar.ts';
import { readWrittenDate, type WrittenDate } from './written-date.ts';

export type BirthPrecision = 'day' | 'month' | 'year';

/** A date of birth and how much of it is known. The match fields hold only what is known, and nothing of an expected date. */
export interface BirthReading {
  readonly value: string | null;
  readonly precision: BirthPrecision | null;
  /** `yyyy-mm-dd`, `yyyy-mm` and `yyyy`, each where it is known. */
  readonly matchDate: string | null;
  readonly matchMonth: string | null;
  readonly matchYear: string | null;
  readonly issues: readonly IssueCode[];
}

const NOTHING: BirthReading = { value: null, precision: null, matchDate: null, matchMonth: null, matchYear: null, issues: [] };

/** Days that systems write when nobody knew; 01/01 of other years is handled as an assumed day. */
const PLACEHOLDERS = new Set([
  '0001-01-01',
  '1111-11-11',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1901-01-01',
  '1970-01-01',
  '9999-12-31',
]);
const OLDEST_YEARS = 120;
/** An expected date of birth lies at most so far ahead. */
const EXPECTED_DAYS = 300;

/**
 * Reads a date of birth.
 *
 * *Assumed days*: 01/01 is written for an unknown day and month far more often than children are born on it (0.5–3 % of records
 * against 0.27 %), so only its year is believed. The 15th is DfE's unknown day, but one child in thirty is born on a 15th: the
 * day is kept, and said to be doubtful. Measured on a synthetic council of 10,000: of the dates on a 15th another source gives
 * the same in 97 %, of those on 1 January in 37 %. A zero day or month is an unknown one.
 *
 * *Two-digit years*: the latest year that is not after the business date; one that falls due within a year could be a birth
 * expected or an old person's, and is left out. *Swapped figures*: where only month-first makes a date, that is taken and said; where both do,
 * day-first is taken and said.
 */
export function readBirthDate(raw: string, formats: readonly DateFormat[], businessDate: string): BirthReading {
  const text = cleanText(raw);
  if (text === null) return NOTHING;
  const written = readWrittenDate(text, formats);
  if (written === null) return { ...NOTHING, issues: [meansNothing(compact(text) ?? '') ? 'placeholder' : 'unparsable'] };
  const issues: IssueCode[] = [];
  const year = written.twoDigitYear ? pivotYear(written, businessDate, issues) : written.year;
  if (year === null) return { ...NOTHING, issues };
  return partial(year, written) ?? whole(year, written, businessDate, issues);
}

/** The least that two sources of knowledge about precision leave. */
export function limitPrecision(reading: BirthReading, to: BirthPrecision): BirthReading {
  if (reading.value === null || reading.precision === 'year' || to === 'day' || reading.precision === to) return reading;
  return {
    ...reading,
    precision: to,
    matchDate: null,
    matchMonth: to === 'month' ? reading.matchMonth : null,
    issues: reading.issues.includes('assumed_day') ? reading.issues : [...reading.issues, 'assumed_day'],
  };
}

function partial(year: number, { month, day }: WrittenDate): BirthReading | null {
  if (day !== 0 || month > 12) return null;
  if (year === 0) return { ...NOTHING, issues: ['placeholder'] };
  if (year < 1900) return { ...NOTHING, issues: ['implausible'] };
  const precision = month === 0 ? 'year' : 'month';
  return reading(isoDay(year, Math.max(month, 1), 1), precision, ['assumed_day']);
}

function whole(year: number, written: WrittenDate, businessDate: string, issues: IssueCode[]): BirthReading {
  let { month, day } = written;
  const real = isRealDay(year, month, day);
  if (!real && isRealDay(year, day, month)) {
    [month, day] = [day, month];
    issues.push('day_month_order');
  } else if (!real) return { ...NOTHING, issues: [...issues, 'implausible'] };
  else if (written.dayFirst && day <= 12 && day !== month) issues.push('day_month_order');

  const value = isoDay(year, month, day);
  if (PLACEHOLDERS.has(value)) return { ...NOTHING, issues: [...issues, 'placeholder'] };
  if (value > businessDate) return future(value, businessDate, issues);
  if (value < addYears(businessDate, -OLDEST_YEARS)) return { ...NOTHING, issues: [...issues, 'implausible'] };
  if (month === 1 && day === 1) return reading(value, 'year', [...issues, 'assumed_day']);
  if (day === 15) issues.push('assumed_day');
  return reading(value, 'day', issues);
}

/** Somebody expected is shown with the month, and matched by none of it. */
function future(value: string, businessDate: string, issues: readonly IssueCode[]): BirthReading {
  if (value > addDays(businessDate, EXPECTED_DAYS)) return { ...NOTHING, issues: [...issues, 'future'] };
  return { ...NOTHING, value, precision: 'month', issues: [...issues, 'future'] };
}

function reading(value: string, precision: BirthPrecision, issues: readonly IssueCode[]): BirthReading {
  return {
    value,
    precision,
    matchDate: precision === 'day' ? value : null,
    matchMonth: precision === 'year' ? null : value.slice(0, 7),
    matchYear: value.slice(0, 4),
    issues,
  };
}

function pivotYear({ year, month, day }: WrittenDate, businessDate: string, issues: IssueCode[]): number | null {
  issues.push('two_digit_year');
  const century = Number(businessDate.slice(0, 2)) * 100;
  const candidate = century + year;
  const at = isoDay(candidate, Math.max(month, 1), Math.max(day, 1));
  if (at <= businessDate) return candidate;
  if (at > addYears(businessDate, 1)) return candidate - 100;
  issues.push('future');
  return null;
}
