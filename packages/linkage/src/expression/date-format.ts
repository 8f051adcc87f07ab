import { civilOf, SECONDS_A_DAY, secondsOf } from './calendar.ts';

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const ALTERNATIVES = (names: readonly string[], letters?: number) => names.map((name) => name.slice(0, letters)).join('|');
const TWO_DIGITS = '\\d{1,2}';
/** %y from 69 on is of the twentieth century. */
const LAST_CENTURY_FROM = 69;

/** What each letter after % reads: as much as it can, without a thought for what follows. */
const PATTERNS: Readonly<Record<string, string>> = {
  Y: '\\d{1,4}',
  y: TWO_DIGITS,
  m: TWO_DIGITS,
  d: TWO_DIGITS,
  j: '\\d{1,3}',
  H: TWO_DIGITS,
  I: TWO_DIGITS,
  M: TWO_DIGITS,
  S: TWO_DIGITS,
  f: '\\d{1,6}',
  g: '\\d{1,3}',
  p: 'am|pm',
  b: ALTERNATIVES(MONTHS, 3),
  B: ALTERNATIVES(MONTHS),
  a: ALTERNATIVES(DAYS, 3),
  A: ALTERNATIVES(DAYS),
  z: '[+-]\\d{1,2}(?::?\\d{2})?|Z',
};
const SHORTHANDS: Readonly<Record<string, string>> = { x: '%Y-%m-%d', X: '%H:%M:%S', c: '%Y-%m-%d %H:%M:%S', T: '%H:%M:%S', D: '%m/%d/%y' };

/** Reads a text as a moment in seconds since 1970; `null`: it is not written so, or there is no such day. */
export type MomentReader = (text: string) => number | null;

/** The reader of a format of strptime (`%d/%m/%Y`); `null`: the format has what is not known. */
export function momentReader(format: string): MomentReader | null {
  const letters: string[] = [];
  let pattern = '';
  for (const piece of longhand(format).match(/%-?.|%$|[^%]+/gsu) ?? []) {
    if (!piece.startsWith('%')) {
      pattern += piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');
      continue;
    }
    const letter = piece.replace(/%-?/, '');
    const reads = PATTERNS[letter];
    if (letter !== '%' && reads === undefined) return null;
    if (reads !== undefined) letters.push(letter);
    pattern += reads === undefined ? '%' : `(?=(${reads}))\\${letters.length}`;
  }
  const shape = new RegExp(`^\\s*${pattern}\\s*$`, 'iu');
  return (text) => {
    const found = shape.exec(text);
    return found === null ? null : momentOf(new Map(letters.map((letter, k) => [letter, found[k + 1] ?? ''])));
  };
}

/** A moment in the form of strftime; `null`: the format has what is not known. */
export function momentText(format: string, seconds: number): string | null {
  let known = true;
  const text = longhand(format).replace(/%(-?)(.|$)/gsu, (_, bare: string, letter: string) => {
    const written = part(letter, seconds);
    known &&= written !== null;
    return bare === '' ? (written ?? '') : (written ?? '').replace(/^0+(?=\d)/, '');
  });
  return known ? text : null;
}

const longhand = (format: string): string => format.replace(/%([xXcTD])/g, (_, letter: string) => SHORTHANDS[letter] ?? '');

function momentOf(read: ReadonlyMap<string, string>): number | null {
  const number = (letter: string, otherwise: number) => (read.has(letter) ? Number(read.get(letter)) : otherwise);
  const name = read.get('B') ?? read.get('b');
  const month = name === undefined ? number('m', 1) : MONTHS.findIndex((one) => one.startsWith(name.toLowerCase())) + 1;
  const hour = hourOf(read);
  if (hour === null) return null;
  const fraction = Number(`0.${read.get('f') ?? read.get('g') ?? 0}`);
  const moment = secondsOf({
    year: yearOf(read),
    month,
    day: number('d', 1),
    hour,
    minute: number('M', 0),
    second: number('S', 0) + fraction,
  });
  if (moment === null) return null;
  const yearDay = number('j', 1);
  if (yearDay < 1 || civilOf(moment + (yearDay - 1) * SECONDS_A_DAY).year !== yearOf(read)) return null;
  return moment + (yearDay - 1) * SECONDS_A_DAY - offsetOf(read.get('z') ?? 'Z');
}

function yearOf(read: ReadonlyMap<string, string>): number {
  const short = read.get('y');
  if (short === undefined) return Number(read.get('Y') ?? 1900);
  return Number(short) + (Number(short) >= LAST_CENTURY_FROM ? 1900 : 2000);
}

function hourOf(read: ReadonlyMap<string, string>): number | null {
  const twelve = read.get('I');
  if (twelve === undefined) return Number(read.get('H') ?? 0);
  const hour = Number(twelve);
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (read.get('p')?.toLowerCase() === 'pm' ? 12 : 0);
}

/** Seconds that `+01:30` is ahead. */
function offsetOf(zone: string): number {
  const found = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (found === null) return 0;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 3600 + Number(found[3] ?? 0) * 60);
}

function part(letter: string, seconds: number): string | null {
  const { year, month, day, hour, minute, second } = civilOf(seconds);
  const padded = (value: number, digits = 2) => String(value).padStart(digits, '0');
  const named = (names: readonly string[], at: number) => (names[at] ?? '').replace(/^./, (first) => first.toUpperCase());
  const weekday = (((Math.floor(seconds / SECONDS_A_DAY) + 4) % 7) + 7) % 7;
  switch (letter) {
    case 'Y':
      return padded(year, 4);
    case 'y':
      return padded(year % 100);
    case 'm':
      return padded(month);
    case 'd':
      return padded(day);
    case 'H':
      return padded(hour);
    case 'I':
      return padded(((hour + 11) % 12) + 1);
    case 'M':
      return padded(minute);
    case 'S':
      return padded(Math.floor(second));
    case 'p':
      return hour < 12 ? 'AM' : 'PM';
    case 'b':
      return named(MONTHS, month - 1).slice(0, 3);
    case 'B':
      return named(MONTHS, month - 1);
    case 'a':
      return named(DAYS, weekday).slice(0, 3);
    case 'A':
      return named(DAYS, weekday);
    case '%':
      return '%';
    default:
      return null;
  }
}
