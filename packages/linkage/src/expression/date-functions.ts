import { civilOf, monthsLater, SECONDS_A_DAY, secondsOf } from './calendar.ts';

const SECONDS_A_WEEK = 7 * SECONDS_A_DAY;
const FIXED: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: SECONDS_A_DAY, week: SECONDS_A_WEEK };
/** Months of the units that have no fixed length. */
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12, decade: 120, century: 1200 };

/** A part of a moment by name: `year`, `dow` (Sunday is 0), `epoch` … Weeks are ISO 8601's. */
export function datePart(name: string, seconds: number): number {
  const { year, month, day, hour, minute, second } = civilOf(seconds);
  switch (name) {
    case 'year':
      return year;
    case 'quarter':
      return Math.floor((month - 1) / 3) + 1;
    case 'month':
      return month;
    case 'week':
      return weekOf(seconds);
    case 'day':
      return day;
    case 'hour':
      return hour;
    case 'minute':
      return minute;
    case 'second':
      return Math.floor(second);
    case 'dow':
    case 'dayofweek':
      return weekdayOf(seconds);
    case 'isodow':
      return weekdayOf(seconds) || 7;
    case 'doy':
    case 'dayofyear':
      return Math.floor((seconds - startOf('year', seconds)) / SECONDS_A_DAY) + 1;
    case 'decade':
      return Math.floor(year / 10);
    case 'century':
      return Math.floor((year - 1) / 100) + 1;
    default:
      return seconds;
  }
}

/** The beginning of the unit that a moment lies in. */
export function startOf(unit: string, seconds: number): number {
  if (unit === 'week') return startOf('day', seconds) - ((weekdayOf(seconds) + 6) % 7) * SECONDS_A_DAY;
  const fixed = FIXED[unit];
  if (fixed !== undefined) return Math.floor(seconds / fixed) * fixed;
  const { year, month } = civilOf(seconds);
  const length = MONTHS[unit] ?? 1;
  const first = Math.floor((year * 12 + month - 1) / length) * length;
  return secondsOf({ year: Math.floor(first / 12), month: (first % 12) + 1, day: 1, hour: 0, minute: 0, second: 0 }) ?? seconds;
}

/** Boundaries of the unit between two moments; of weeks, whole ones between the two days. */
export function boundariesBetween(unit: string, from: number, to: number): number {
  if (unit === 'week') return Math.trunc((startOf('day', to) - startOf('day', from)) / SECONDS_A_WEEK);
  const fixed = FIXED[unit];
  if (fixed !== undefined) return Math.round((startOf(unit, to) - startOf(unit, from)) / fixed);
  return (countedMonths(startOf(unit, to)) - countedMonths(startOf(unit, from))) / (MONTHS[unit] ?? 1);
}

/** Whole units between two moments. */
export function wholeUnitsBetween(unit: string, from: number, to: number): number {
  if (to < from) return 0 - wholeUnitsBetween(unit, to, from);
  const fixed = FIXED[unit];
  if (fixed !== undefined) return Math.trunc((to - from) / fixed);
  const months = countedMonths(to) - countedMonths(from);
  const complete = monthsLater(from, months) <= to ? months : months - 1;
  return Math.trunc(complete / (MONTHS[unit] ?? 1));
}

/** A moment so many units later. */
export function later(unit: string, count: number, seconds: number): number {
  const fixed = FIXED[unit];
  return fixed === undefined ? monthsLater(seconds, count * (MONTHS[unit] ?? 1)) : seconds + count * fixed;
}

/** Months from one moment to a later one, days as 31sts; whole where both are the same day or both the last of their month. *Source*: Spark's `months_between`. */
export function monthsBetween(later: number, earlier: number): number {
  const months = countedMonths(later) - countedMonths(earlier);
  const [x, y] = [civilOf(later), civilOf(earlier)];
  if (x.day === y.day || (isLastOfMonth(later) && isLastOfMonth(earlier))) return months;
  const seconds = (one: typeof x) => one.day * SECONDS_A_DAY + one.hour * 3600 + one.minute * 60 + one.second;
  return Math.round((months + (seconds(x) - seconds(y)) / (31 * SECONDS_A_DAY)) * 1e8) / 1e8;
}

function countedMonths(seconds: number): number {
  const { year, month } = civilOf(seconds);
  return year * 12 + month - 1;
}

const weekdayOf = (seconds: number): number => (((Math.floor(seconds / SECONDS_A_DAY) + 4) % 7) + 7) % 7;

const isLastOfMonth = (seconds: number): boolean => civilOf(seconds + SECONDS_A_DAY).day === 1;

/** The week of the year by its Thursday. */
function weekOf(seconds: number): number {
  const thursday = startOf('week', seconds) + 3 * SECONDS_A_DAY;
  return Math.floor((thursday - startOf('year', thursday)) / SECONDS_A_WEEK) + 1;
}
