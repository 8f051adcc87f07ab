import type { DateFormat } from '@golden-thread/shapes/declare/combinators';

/** The forms of dates that a contract may name, each as the places of year, month and day (and hour, minute) in a pattern. */
const FORMS: { readonly [Format in DateFormat]: RegExp } = {
  'yyyy-mm-dd': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  'dd/mm/yyyy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  'dd/mm/yy': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{2})$/,
  yyyymmdd: /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
  'yyyy-mm-dd hh:mm:ss': /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2}) (?<h>\d{1,2}):(?<i>\d{2}):\d{2}(?:\.\d+)?$/,
  'dd/mm/yyyy hh:mm': /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4}) (?<h>\d{1,2}):(?<i>\d{2})(?::\d{2})?$/,
  'iso-timestamp': /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})T(?<h>\d{2}):(?<i>\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})$/,
  'dd-mon-yyyy': /^(?<d>\d{1,2})-(?<mon>[a-z]{3})-(?<y>\d{4})$/i,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text is, in one of the forms, a day that the calendar has. Whether it is a likely day is not asked here. */
export function isDateIn(text: string, formats: readonly DateFormat[]): boolean {
  return formats.some((format) => {
    const groups = FORMS[format].exec(text)?.groups;
    if (groups === undefined) return false;
    const month = groups['mon'] === undefined ? Number(groups['m']) : MONTHS.indexOf(groups['mon'].toLowerCase()) + 1;
    return isDay(Number(groups['y']), month, Number(groups['d'])) && Number(groups['h'] ?? 0) < 24 && Number(groups['i'] ?? 0) < 60;
  });
}

function isDay(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const last = (DAYS[month - 1] ?? 0) + (month === 2 && leap ? 1 : 0);
  return day >= 1 && day <= last;
}
