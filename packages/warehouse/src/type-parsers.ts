import { TerminalError } from '@golden-thread/shapes/errors';
import pg from 'pg';
import { parseArray } from './copy/parse-array.ts';

const { types } = pg;
const OID = {
  int8: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  int8Array: 1016,
  textArray: 1009,
  dateArray: 1182,
  timestamptzArray: 1185,
} as const;

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [OID.int8, wholeNumber],
  [OID.date, asIs],
  [OID.timestamp, (text) => text.replace(' ', 'T')],
  [OID.timestamptz, isoInstant],
  [OID.textArray, parseArray],
  [OID.dateArray, parseArray],
  [OID.int8Array, (text) => parseArray(text).map((member) => (member === null ? null : wholeNumber(member)))],
  [OID.timestamptzArray, (text) => parseArray(text).map((member) => (member === null ? null : isoInstant(member)))],
]);

/** How a column's text becomes a value: dates stay ISO text, instants are ISO UTC text, bigints are numbers. */
export function parserFor(oid: number, format?: 'text' | 'binary'): (text: string) => unknown {
  const own = PARSERS.get(oid);
  if (own !== undefined && format !== 'binary') return own;
  return format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text');
}

/**
 * An instant as Postgres prints it in UTC, as `Date#toISOString` would, with the microseconds where there are any.
 * `2026-03-02 01:00:00+00` → `2026-03-02T01:00:00.000Z`.
 */
export function isoInstant(text: string): string {
  const match = /^(\d{4,}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d+))?\+00$/.exec(text);
  if (match === null) return text; // infinity, or years before Christ
  const [, day = '', time = '', fraction = ''] = match;
  return `${day}T${time}.${fraction.padEnd(3, '0')}Z`;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new TerminalError({
    code: 'sql.number_too_large',
    message: 'The database gave a whole number beyond 15 digits.',
    remedy: 'Cast the column to text in the statement that reads it.',
  });
}

function asIs(text: string): string {
  return text;
}
