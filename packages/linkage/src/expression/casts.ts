import type { ColumnType, ColumnValue, ScalarType } from '@golden-thread/shapes/columns';
import { civilOf, SECONDS_A_DAY, secondsOf } from './calendar.ts';
import { memberType } from './types.ts';
import { Unfit } from './unfit.ts';
import { isList } from './values.ts';

const TRUE: ReadonlySet<string> = new Set(['true', 't', '1', 'yes', 'y']);
const FALSE: ReadonlySet<string> = new Set(['false', 'f', '0', 'no', 'n']);
const WHOLE_NUMBER = /^[+-]?(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const DATE = /^(\d{1,4})([-/ ])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{1,2})(?::(\d{1,2}(?:\.\d+)?))?(?:Z|[+-]\d{1,2}(?::?\d\d)?)?)?$/;
const NEEDS_QUOTES = /^$|^\s|\s$|^null$|[[\](){},:='"\\]/i;
/** Of 64 bits. */
const LARGEST_INTEGER = 2 ** 63;
/** Numbers from here on are written with an exponent. */
const EXPONENT_FROM = 1e16;
const EXPONENT_BELOW = 1e-4;

/**
 * A value as another type, as DuckDB casts: texts are trimmed (but for timestamps and truth values), a text with a fraction rounds half away from zero and a
 * number to even; a time's offset is left out. `null`: it cannot be.
 * @param from the value's type where it is known: a number may be a date.
 */
export function castTo(to: ScalarType, value: ColumnValue, from: ColumnType | null): ColumnValue {
  if (value === null) return null;
  if (isList(value)) {
    if (to !== 'text') throw new Unfit('a value that is no list');
    return listText(value, memberType(from));
  }
  switch (to) {
    case 'text':
      return textOf(value, from);
    case 'integer':
      return integerOf(value);
    case 'number':
      return typeof value === 'string' ? numberIn(value) : Number(value);
    case 'boolean':
      return typeof value === 'string' ? truthIn(value) : Boolean(value);
    case 'date': {
      const moment = momentOf(typeof value === 'string' ? value.trim() : value, from);
      return moment === null ? null : Math.floor(moment / SECONDS_A_DAY) * SECONDS_A_DAY;
    }
    case 'timestamp':
      return momentOf(value, from);
    default:
      return to satisfies never;
  }
}

/** A value as DuckDB writes it. */
export function textOf(value: string | number | boolean, type: ColumnType | null): string {
  if (typeof value !== 'number') return String(value);
  if (type === 'date') return dateText(value);
  if (type === 'timestamp') return `${dateText(value)} ${timeText(value)}`;
  return type === 'number' || !Number.isInteger(value) ? numberText(value) : String(value);
}

/** Members that would be read otherwise stand in quotes. */
function listText(list: readonly ColumnValue[], type: ColumnType | null): string {
  const members = list.map((one) => {
    if (one === null) return 'NULL';
    if (isList(one)) return listText(one, null);
    const text = textOf(one, type);
    return NEEDS_QUOTES.test(text) ? `'${text.replace(/['\\]/g, '\\$&')}'` : text;
  });
  return `[${members.join(', ')}]`;
}

/** The number that a whole text is, with blanks around it; `null`: it is none. */
export function numberIn(text: string): number | null {
  const bare = text.trim();
  if (WHOLE_NUMBER.test(bare)) return Number(bare.replaceAll('_', ''));
  switch (bare.toLowerCase().replace(/^[+-]/, '')) {
    case 'inf':
    case 'infinity':
      return bare.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    case 'nan':
      return Number.NaN;
    default:
      return null;
  }
}

function integerOf(value: string | number | boolean): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = typeof value === 'number' ? value : numberIn(value);
  if (number === null || !(Math.abs(number) < LARGEST_INTEGER)) return null;
  if (typeof value === 'string' && Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw new Unfit('whole numbers of at most 15 digits', 'Longer ones would be rounded: compare them as texts.');
  return typeof value === 'number' ? halfToEven(number) : halfAway(number);
}

function halfToEven(number: number): number {
  const rounded = Math.round(number);
  return Math.abs(number % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

const halfAway = (number: number): number => Math.sign(number) * Math.round(Math.abs(number));

function truthIn(text: string): boolean | null {
  const bare = text.toLowerCase();
  if (TRUE.has(bare)) return true;
  return FALSE.has(bare) ? false : null;
}

function momentOf(value: string | number | boolean, from: ColumnType | null): number | null {
  if (typeof value === 'number' && (from === null || from === 'date' || from === 'timestamp')) return value;
  if (typeof value !== 'string') throw new Unfit('a text or a date');
  const found = DATE.exec(value);
  if (found === null) return null;
  const [, year, , month, day, hour = '0', minute = '0', second = '0'] = found;
  return secondsOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
  });
}

function dateText(seconds: number): string {
  const { year, month, day } = civilOf(seconds);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function timeText(seconds: number): string {
  const { hour, minute, second } = civilOf(seconds);
  const micro = Math.round((second % 1) * 1e6);
  const fraction = micro === 0 ? '' : `.${String(micro).padStart(6, '0').replace(/0+$/, '')}`;
  return `${two(hour)}:${two(minute)}:${two(Math.floor(second))}${fraction}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The shortest digits that say this number, as `1.0` or `1e+20`. */
function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= EXPONENT_FROM || size < EXPONENT_BELOW)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  const written = Object.is(value, -0) ? '-0' : String(value);
  return written.includes('.') ? written : `${written}.0`;
}
