const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'));

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Whether the calendar has that day. Nothing rolls over: there is no 31 April. */
export function isRealDay(year: number, month: number, day: number): boolean {
  const days = DAYS[month - 1];
  if (days === undefined || day < 1) return false;
  return day <= (month === 2 && isLeap(year) ? 29 : days);
}

/** ISO text of a day. */
export const isoDay = (year: number, month: number, day: number): string =>
  `${twoDigits(Math.floor(year / 100))}${twoDigits(year % 100)}-${twoDigits(month)}-${twoDigits(day)}`;

/** The same day so many years on; 29 February becomes 1 March where there is none. */
export function addYears(isoDate: string, years: number): string {
  const year = Number(isoDate.slice(0, 4)) + years;
  const monthAndDay = isoDate.slice(5);
  return monthAndDay === '02-29' && !isLeap(year)
    ? isoDay(year, 3, 1)
    : isoDay(year, Number(monthAndDay.slice(0, 2)), Number(monthAndDay.slice(3)));
}

/** The day so many days on. */
export const addDays = (isoDate: string, days: number): string =>
  new Date(Date.parse(`${isoDate}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

const twoDigits = (value: number): string => TWO_DIGITS[value] ?? String(value);
