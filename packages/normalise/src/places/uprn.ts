import { compact, meansNothing } from '../identifiers/compact.ts';
import { isRepeated } from '../identifiers/mod-11.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

/** Unique Property Reference Number: up to twelve digits, without leading zeros. It has no check digit and names a property, not a household. */
export function normaliseUprn(raw: string | null): Normalised {
  const text = compact(raw);
  if (text === null) return EMPTY;
  if (meansNothing(text)) return faulty('placeholder');
  if (!/^[0-9]+$/.test(text)) return faulty('unparsable');
  const digits = text.replace(/^0+/, '');
  if (digits === '' || digits.length < 4 || isRepeated(digits) || digits === '123456789012') return faulty('placeholder');
  return digits.length > 12 ? faulty('out_of_range') : standard(digits);
}
