import type { SchemaTree } from 'hyparquet';
import { DeliveryRefused } from '../refused.ts';

/** How what a column stores is written as text; null for what is no value. */
export interface ValueText {
  /** Whether texts come as the numbers of a dictionary. */
  readonly isText: boolean;
  /** The largest whole number that it holds with each digit; null where all are. */
  readonly safeUpTo: number | null;
  textOf(stored: unknown): string | null;
}

const UNITS_A_SECOND = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const;
const LAST_SECOND = 253_402_300_799n;
const FIRST_SECOND = -62_135_596_800n;

/** @throws DeliveryRefused for lists, structures, times of day and bytes that are no text */
export function valueText({ element, children }: SchemaTree): ValueText {
  const { name, type, converted_type: converted, logical_type: logical } = element;
  if (children.length > 0 || element.repetition_type === 'REPEATED') throw noValue(name, 'lists or structures');
  const plain = (textOf: (stored: unknown) => string | null): ValueText => ({ isText: false, safeUpTo: null, textOf });
  if (converted === 'DATE' || logical?.type === 'DATE') return plain((days) => momentText(BigInt(Number(days)) * 86_400n, 0n, 'day'));
  if (logical?.type === 'TIMESTAMP') return plain(timestamp(UNITS_A_SECOND[logical.unit], logical.isAdjustedToUTC));
  if (converted === 'TIMESTAMP_MILLIS' || converted === 'TIMESTAMP_MICROS')
    return plain(timestamp(converted === 'TIMESTAMP_MILLIS' ? UNITS_A_SECOND.MILLIS : UNITS_A_SECOND.MICROS, true));
  if (type === 'INT96') return plain(timestamp(UNITS_A_SECOND.NANOS, false));
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL')
    return plain(decimal(element.scale ?? (logical?.type === 'DECIMAL' ? logical.scale : 0)));
  if (converted?.startsWith('TIME_') || logical?.type === 'TIME') throw noValue(name, 'times of day');
  if (type === 'BOOLEAN' || type === 'INT32' || type === 'INT64') return plain(String);
  if (type === 'FLOAT') return { isText: false, safeUpTo: 2 ** 24, textOf: (stored) => fraction(Number(stored), 8) };
  if (type === 'DOUBLE') return { isText: false, safeUpTo: Number.MAX_SAFE_INTEGER, textOf: (stored) => fraction(Number(stored), 17) };
  if (type === 'BYTE_ARRAY' && (converted === 'UTF8' || converted === 'ENUM' || logical?.type === 'STRING' || logical?.type === 'ENUM'))
    return { isText: true, safeUpTo: null, textOf: String };
  throw noValue(name, 'bytes that are not said to be text');
}

function timestamp(units: bigint, isUtc: boolean): (stored: unknown) => string | null {
  return (stored) => {
    const value = BigInt(stored as bigint);
    const second = (value - (((value % units) + units) % units)) / units;
    return momentText(second, ((value - second * units) * UNITS_A_SECOND.NANOS) / units, isUtc ? 'utc' : 'local');
  };
}

/** Null beyond the years 1 to 9999, which no text form of ours holds. */
function momentText(second: bigint, nanos: bigint, as: 'day' | 'local' | 'utc'): string | null {
  if (second < FIRST_SECOND || second > LAST_SECOND) return null;
  const iso = new Date(Number(second * 1000n)).toISOString();
  const day = iso.slice(0, 10);
  if (as === 'day') return day;
  const part = nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  return as === 'utc' ? `${day}T${iso.slice(11, 19)}${part}Z` : `${day} ${iso.slice(11, 19)}${part}`;
}

function decimal(places: number): (stored: unknown) => string {
  return (stored) => {
    const whole = wholeOf(stored);
    const digits = String(whole < 0n ? -whole : whole).padStart(places + 1, '0');
    const sign = whole < 0n ? '-' : '';
    return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
  };
}

/** A number as it is, or of bytes: two's complement, the highest first. */
function wholeOf(stored: unknown): bigint {
  if (!(stored instanceof Uint8Array)) return BigInt(stored as number | bigint);
  let whole = 0n;
  for (const byte of stored) whole = (whole << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * stored.length, whole);
}

/** The shortest text that gives the number again; what is no number, as Python writes a missing one, is no value. */
function fraction(value: number, digits: number): string | null {
  if (Number.isNaN(value)) return null;
  const text = String(digits < 17 ? Number(value.toPrecision(digits)) : value);
  return Number.isInteger(value) && text.includes('e') ? String(BigInt(value)) : text;
}

function noValue(name: string, what: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.parquet_column',
    message: `The column '${name}' holds ${what}.`,
    remedy: 'Ask the sender to write it as texts, numbers, dates or times with a date.',
  });
}
