import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import type { WrittenDate } from './written-date.ts';

/**
 * The same reading as `written-date.ts` gives, for dates written at full width (`04/07/2012`, `2026-03-01 09:30:00`): nearly
 * all of them, four times as fast. `null` for anything else, which is then read with care.
 */
export function readFixedWidth(text: string, format: DateFormat): WrittenDate | null {
  switch (format) {
    case 'yyyy-mm-dd':
      return text.length === 10 ? yearFirst(text, null, null) : null;
    case 'yyyy-mm-dd hh:mm:ss':
      return text.length === 19 && isBlankOrT(text) ? yearFirst(text, timeAt(text), null) : null;
    case 'iso-timestamp':
      return text.length === 20 && text.charCodeAt(19) === 90 && isBlankOrT(text) ? yearFirst(text, timeAt(text), 0) : null;
    case 'dd/mm/yyyy':
      return text.length === 10 ? dayFirst(text) : null;
    case 'yyyymmdd':
      return text.length === 8 ? checked(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2), false, null, null) : null;
    case 'dd/mm/yy':
    case 'dd/mm/yyyy hh:mm':
    case 'dd-mon-yyyy':
      return null;
    default:
      return format satisfies never;
  }
}

function yearFirst(text: string, timeMs: number | null, offsetMinutes: number | null): WrittenDate | null {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null;
  return checked(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), false, timeMs, offsetMinutes);
}

function dayFirst(text: string): WrittenDate | null {
  const separator = text.charCodeAt(2);
  if (separator !== 47 || text.charCodeAt(5) !== separator) return null;
  return checked(digits(text, 6, 4), digits(text, 3, 2), digits(text, 0, 2), true, null, null);
}

function checked(
  year: number,
  month: number,
  day: number,
  daysFirst: boolean,
  timeMs: number | null,
  offsetMinutes: number | null,
): WrittenDate | null {
  if (year < 0 || month < 0 || day < 0 || (timeMs !== null && timeMs < 0)) return null;
  return { year, month, day, twoDigitYear: false, dayFirst: daysFirst, timeMs, offsetMinutes };
}

/** Milliseconds after midnight of the `hh:mm:ss` at place 11; negative when it is not one that a clock shows. */
function timeAt(text: string): number {
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return -1;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

const isBlankOrT = (text: string): boolean => text.charCodeAt(10) === 32 || text.charCodeAt(10) === 84;

/** The number that so many digits make; −1 when they are not all digits. */
function digits(text: string, from: number, length: number): number {
  let value = 0;
  for (let i = from; i < from + length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}
