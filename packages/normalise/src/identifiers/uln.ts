import { weightedSum } from './mod-11.ts';

const WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1] as const;

/** Unique Learner Number: ten digits, the first not 0, weights 10 to 1, total modulo 11 is 10. *Source*: uk-domain 3.4. */
export const passesUlnCheck = (digits: string): boolean => /^[1-9][0-9]{9}$/.test(digits) && weightedSum(digits, WEIGHTS) % 11 === 10;
