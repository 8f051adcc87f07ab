import { isRealDay } from '../dates/calendar.ts';
import { passesNhsCheck } from './nhs-number.ts';

/**
 * Community Health Index number of Scotland: day, month and two-digit year of birth, sequence, and the NHS check digit.
 * It holds a date of birth and a sex, so it is personal wherever it stands. *Source*: uk-domain 3.2.
 */
export function passesChiCheck(digits: string): boolean {
  if (!passesNhsCheck(digits)) return false;
  const [day, month, year] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 6))];
  return isRealDay(1900 + year, month, day) || isRealDay(2000 + year, month, day);
}
