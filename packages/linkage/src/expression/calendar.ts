export const SECONDS_A_DAY = 86_400;

/** A moment of the proleptic Gregorian calendar, in UTC. `second` may have a fraction. */
export interface CivilTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

/** Seconds since 1970-01-01T00:00Z; `null` where there is no such date or time. Years 0 to 9999. */
export function secondsOf({ year, month, day, hour, minute, second }: CivilTime): number | null {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (hour > 23 || minute > 59 || second >= 60) return null;
  return daysSinceEpoch(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
}

export function civilOf(seconds: number): CivilTime {
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  const date = new Date(days * SECONDS_A_DAY * 1000);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(rest / 3600),
    minute: Math.floor((rest % 3600) / 60),
    second: rest % 60,
  };
}

/** The same moment so many months later; a day that the month has not becomes its last. */
export function monthsLater(seconds: number, months: number): number {
  const { year, month, day } = civilOf(seconds);
  const counted = year * 12 + month - 1 + months;
  const [laterYear, laterMonth] = [Math.floor(counted / 12), (((counted % 12) + 12) % 12) + 1];
  const days = daysSinceEpoch(laterYear, laterMonth, Math.min(day, daysIn(laterYear, laterMonth)));
  return days * SECONDS_A_DAY + (seconds - Math.floor(seconds / SECONDS_A_DAY) * SECONDS_A_DAY);
}

/** `Date.UTC` takes years below 100 for the twentieth century. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return Math.round(date.getTime() / (SECONDS_A_DAY * 1000));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
