import type { DateFormat } from '@golden-thread/shapes/declare/combinators';
import { readFixedWidth } from './fixed-width.ts';

/** What stands in a cell, as numbers; nothing about it is checked yet. */
export interface WrittenDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly twoDigitYear: boolean;
  /** Written as day and month figures, day first: they can be swapped. */
  readonly dayFirst: boolean;
  /** Milliseconds after midnight as written; `null` when no time stands there. */
  readonly timeMs: number | null;
  /** Minutes ahead of UTC when the text says so (`Z`, `+01:00`). */
  readonly offsetMinutes: number | null;
}

const TIME = '(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Read = (found: RegExpExecArray) => WrittenDate | null;

const FORMS: Readonly<Record<DateFormat, { readonly pattern: RegExp; readonly read: Read }>> = {
  'yyyy-mm-dd': { pattern: /^(\d{4})-(\d{1,2})-(\d{1,2})$/, read: yearFirst },
  yyyymmdd: { pattern: /^(\d{4})(\d{2})(\d{2})$/, read: yearFirst },
  'yyyy-mm-dd hh:mm:ss': { pattern: new RegExp(`^(\\d{4})-(\\d{1,2})-(\\d{1,2})[ T]${TIME}$`), read: yearFirst },
  'iso-timestamp': { pattern: new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})[T ]${TIME} ?(Z|[+-]\\d{2}:?\\d{2})?$`), read: yearFirst },
  'dd/mm/yyyy': { pattern: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/, read: dayFirst },
  'dd/mm/yy': { pattern: /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2})$/, read: dayFirst },
  'dd/mm/yyyy hh:mm': { pattern: new RegExp(`^(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})[ T]${TIME}$`), read: dayFirst },
  'dd-mon-yyyy': { pattern: /^(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4})$/, read: namedMonth },
};

/** The careful reading of one form. */
export function readByPattern(text: string, format: DateFormat): WrittenDate | null {
  const found = FORMS[format].pattern.exec(text);
  return found === null ? null : FORMS[format].read(found);
}

/** Reads a cell in the first of the forms that fits; `null` when none does. Forms are what the contract names, never a guess. */
export function readWrittenDate(text: string, formats: readonly DateFormat[]): WrittenDate | null {
  for (const format of formats) {
    const written = readFixedWidth(text, format) ?? readByPattern(text, format);
    if (written !== null) return written;
  }
  return null;
}

function yearFirst(found: RegExpExecArray): WrittenDate {
  return {
    year: Number(found[1]),
    month: Number(found[2]),
    day: Number(found[3]),
    twoDigitYear: false,
    dayFirst: false,
    timeMs: timeOf(found),
    offsetMinutes: offsetOf(found[8]),
  };
}

function dayFirst(found: RegExpExecArray): WrittenDate {
  const twoDigitYear = found[3]?.length === 2;
  return {
    year: Number(found[3]),
    month: Number(found[2]),
    day: Number(found[1]),
    twoDigitYear,
    dayFirst: true,
    timeMs: timeOf(found),
    offsetMinutes: null,
  };
}

function namedMonth(found: RegExpExecArray): WrittenDate | null {
  const month = MONTHS.indexOf((found[2] ?? '').slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return null;
  return { year: Number(found[3]), month, day: Number(found[1]), twoDigitYear: false, dayFirst: false, timeMs: null, offsetMinutes: null };
}

function timeOf(found: RegExpExecArray): number | null {
  if (found[4] === undefined) return null;
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return Number.NaN;
  const milliseconds = found[7] === undefined ? 0 : Math.floor(Number(`0.${found[7]}`) * 1000);
  return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}
