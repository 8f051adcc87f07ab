import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';
import { compact, meansNothing } from './compact.ts';
import { isRepeated } from './mod-11.ts';

const ALPHABET = 'ABCDEFGHJKLMNPQRTUVWXYZ'; // 23 letters: no I, O, S

/**
 * Thirteen characters whose first is the check letter; the last is a digit, or in a temporary number a letter that counts
 * as its place in the alphabet. *Source*: Government Data Standards Catalogue, UPN 2.0; uk-domain 3.3.
 */
export function passesUpnCheck(upn: string): boolean {
  if (!/^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/.test(upn)) return false;
  let sum = 0;
  for (let i = 1; i < 13; i++) {
    const character = upn.charAt(i);
    const value = character >= 'A' ? ALPHABET.indexOf(character) : character.charCodeAt(0) - 48;
    sum += value * (i + 1);
  }
  return ALPHABET.charAt(sum % 23) === upn.charAt(0);
}

/** A UPN that ends in a letter was given by a school until the permanent one is known. */
export const isTemporaryUpn = (upn: string): boolean => /[A-Z]$/.test(upn);

/** Unique Pupil Number of England, upper case without blanks. */
export function normaliseUpn(raw: string | null): Normalised {
  const upn = compact(raw);
  if (upn === null) return EMPTY;
  if (meansNothing(upn) || /^UN[1-7]$/.test(upn) || isRepeated(upn.slice(1))) return faulty('placeholder');
  if (!/^[A-Z][0-9]{11}[0-9A-Z]$/.test(upn)) return faulty('unparsable');
  if (!passesUpnCheck(upn)) return faulty('check_failed');
  return isTemporaryUpn(upn) ? standard(upn, 'temporary') : standard(upn);
}
