import type { NumberForm } from './number-formats.ts';
import { serialDate } from './serial-date.ts';

const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
/** Digits that a spreadsheet keeps of a number. */
const DIGITS = 15;

export interface NumberText {
  readonly text: string;
  /** Whether a number of this length may have lost digits when it was typed. */
  readonly unsafe: boolean;
}

/**
 * A number as somebody typed it: whole numbers without an exponent, fractions to the 15 digits that a spreadsheet keeps,
 * dates in ISO form, leading zeros where the format shows them. Null where the text is no number.
 */
export function numberText(stored: string, form: NumberForm, system1904: boolean): NumberText | null {
  if (stored.length > 400 || !NUMBER.test(stored)) return null;
  const value = Number(stored);
  if (!Number.isFinite(value)) return null;
  if (form === 'date' || form === 'time' || form === 'date and time') {
    const date = serialDate(value, form, system1904);
    if (date !== null) return { text: date, unsafe: false };
  }
  const kept = Number(value.toPrecision(DIGITS));
  const text = plain(kept);
  const unsafe = Number.isInteger(kept) && Math.abs(kept) >= 10 ** DIGITS;
  if (typeof form === 'object' && Number.isInteger(kept) && kept >= 0) return { text: text.padStart(form.digits, '0'), unsafe };
  return { text, unsafe };
}

function plain(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  if (Number.isInteger(value)) return String(BigInt(value));
  const [digits = '', exponent = ''] = text.split('e-');
  const places = Number(exponent) + (digits.split('.')[1]?.length ?? 0);
  return places <= 100 ? value.toFixed(places) : text;
}
