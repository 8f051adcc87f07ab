import { weightedSum } from './mod-11.ts';

const WEIGHTS = [3, 2, 7, 6, 5, 4, 3, 2] as const;

/** Scottish Candidate Number: nine digits, modulus 11; a remainder of 1 was never issued. *Source*: uk-domain 3.5. */
export function passesScnCheck(digits: string): boolean {
  if (!/^[0-9]{9}$/.test(digits)) return false;
  const remainder = weightedSum(digits, WEIGHTS) % 11;
  return remainder !== 1 && (remainder === 0 ? 0 : 11 - remainder) === digits.charCodeAt(8) - 48;
}
