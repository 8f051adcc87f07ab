import { fold } from '../text/fold.ts';
import { ARABIC_BOYS } from './families/arabic-boys.ts';
import { ARABIC_GIRLS } from './families/arabic-girls.ts';
import { soundsOf } from './romanised.ts';

/** Surnames alone, in the same shape. */
const SURNAMES = `
Akhtar Akhter
Begum Begom
Chaudhry Chowdhury Choudhury Chaudhary Choudhary Choudhry Chaudhri
Haddad Hadad
Hashimi Hashmi
Khatun Khatoon
Miah Mia Meah Miya Miyah
Mirza Mirzah
Qureshi Quraishi Qureishi Quraishy
Rahman Rehman Rahmaan Rehmaan
Sheikh Shaikh Sheik Shaykh Sheekh
Siddiqui Siddique Siddiqi Siddiquee
Uddin Udin Ud-Din Uddeen
`;

/** Every spelling of a name that Muslim and Somali families bear as a surname too, by its first spelling; a girl's own where the family name is written first. */
const spellings: ReadonlyMap<string, string> = new Map(
  [ARABIC_BOYS, ARABIC_GIRLS, SURNAMES]
    .flatMap((list) => list.split('\n'))
    .flatMap((line) => {
      const [head = '', ...others] = (line.split(':')[0] ?? '').trim().split(/\s+/).map(fold);
      return others.map((other): [string, string] => [other, head]);
    }),
);

const heads: ReadonlySet<string> = new Set(spellings.values());

/** The spellings' sounds, where one name alone has it. */
const bySound: ReadonlyMap<string, string | null> = indexBySound();

/** Letters that only Somali has there: no surname of other languages is read as one from Arabic. */
const SOMALI = /X|^C[AEIOU]|AA|II|UU/;

/**
 * One spelling for a surname that is written in many (`Axmed` and `Ahmad` give AHMED, `Youssef` YOUSUF): without it the same
 * family name agrees for some communities and not for others. `null` where it is spelt so already, or not known.
 */
export function commonSpelling(surnameKey: string): string | null {
  const known = spellings.get(surnameKey);
  if (known !== undefined || heads.has(surnameKey) || !SOMALI.test(surnameKey)) return known ?? null;
  return soundsOf(surnameKey).reduce<string | null>((found, sound) => found ?? bySound.get(sound) ?? null, null);
}

/** The common spelling behind an Arabic article that is written together with it (`Alhassan`, `Elkhatib`); `null` for other names. */
export function withoutArticle(surnameKey: string): string | null {
  if (!/^[AE]L/.test(surnameKey)) return null;
  const rest = surnameKey.slice(2);
  return spellings.get(rest) ?? (heads.has(rest) ? rest : null);
}

function indexBySound(): ReadonlyMap<string, string | null> {
  const index = new Map<string, string | null>();
  for (const [spelling, head] of [...spellings, ...[...heads].map((one) => [one, one] as const)])
    for (const sound of soundsOf(spelling)) index.set(sound, (index.get(sound) ?? head) === head ? head : null);
  return index;
}
