import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';
import { compact, meansNothing } from './compact.ts';
import { isRepeated, weightedSum } from './mod-11.ts';
import type { Profile } from './profile.ts';

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2] as const;
/** Passes the check, and stands in documents and test decks everywhere. */
const SAMPLES = new Set(['9876543210', '1234567890', '0123456789', '1234567881']);

/** Ten digits whose last is the check digit (modulus 11). A pass is weak evidence: 9 % of all ten-digit strings pass. */
export function passesNhsCheck(digits: string): boolean {
  if (!/^[0-9]{10}$/.test(digits)) return false;
  const check = 11 - (weightedSum(digits, WEIGHTS) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === digits.charCodeAt(9) - 48;
}

/**
 * NHS number of England, Wales and the Isle of Man, as ten digits: check digit, range, and stand-ins sorted out.
 * Numbers from 9 on are test numbers (999…: `reserved`), good in the demo alone.
 * *Source*: NHS data dictionary; ranges in uk-domain 3.1.
 */
export function normaliseNhsNumber(raw: string | null, profile: Profile): Normalised {
  const digits = compact(raw);
  if (digits === null) return EMPTY;
  if (meansNothing(digits)) return faulty('placeholder');
  if (!/^[0-9]{10}$/.test(digits)) return faulty('unparsable');
  if (isRepeated(digits) || SAMPLES.has(digits)) return faulty('placeholder');
  if (!passesNhsCheck(digits)) return faulty('check_failed');
  const first = digits.charAt(0);
  if (first === '9') {
    if (profile === 'demo') return standard(digits);
    return faulty(digits.startsWith('999') ? 'reserved' : 'out_of_range');
  }
  return first === '4' || first === '6' || first === '7' ? standard(digits) : faulty('out_of_range');
}
