import { fold } from '../text/fold.ts';
import { ARABIC_BOYS } from './families/arabic-boys.ts';

/** Surnames alone, in the same shape. */
const SURNAMES = `
Akhtar Akhter
Chaudhry Chowdhury Choudhury Chaudhary Choudhary Choudhry Chaudhri
Haddad Hadad
Hashimi Hashmi
Mirza Mirzah
Qureshi Quraishi Qureishi Quraishy
Rahman Rehman Rahmaan Rehmaan
Sheikh Shaikh Sheik Shaykh Sheekh
Siddiqui Siddique Siddiqi Siddiquee
Warsame Warsama
`;

/** Every spelling of a name that Muslim and Somali families bear as a surname too, by its first spelling. */
const spellings: ReadonlyMap<string, string> = new Map(
  [...ARABIC_BOYS.split('\n'), ...SURNAMES.split('\n')].flatMap((line) => {
    const [head = '', ...others] = (line.split(':')[0] ?? '').trim().split(/\s+/).map(fold);
    return others.map((other): [string, string] => [other, head]);
  }),
);

/**
 * One spelling for a surname that is written in many (`Axmed` and `Ahmad` give AHMED, `Youssef` YOUSUF): without it the same
 * family name agrees for some communities and not for others. `null` where it is spelt so already, or not known.
 */
export const commonSpelling = (surnameKey: string): string | null => spellings.get(surnameKey) ?? null;
