import { isRepeated } from '../identifiers/mod-11.ts';
import type { Profile } from '../identifiers/profile.ts';
import { cleanText } from '../text/clean-text.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

const DUMMIES = new Set(['441234567890', '447123456789', '440123456789', '447000000000', '447777777777', '441111111111']);

/** Digits and what people put between them. */
const PLAIN = /^[0-9 ()+-]+$/;
/** National numbers have nine or ten digits, mobile ones ten. */
const BRITISH = /^44(?:7[0-9]{9}|[1-689][0-9]{8,9})$/;

/** Ranges that Ofcom keeps for drama and tests, as the international form begins. */
const RESERVED = [
  '447700900',
  '441632960',
  '442079460',
  '441134960',
  '441144960',
  '441154960',
  '441164960',
  '441174960',
  '441184960',
  '441214960',
  '441314960',
  '441414960',
  '441514960',
  '441614960',
  '448081570',
  '449098790',
  '443069990',
];

/**
 * A telephone number in international form, `+44…`. The first number of a cell counts; an extension is left out. A leading zero that a
 * spreadsheet ate is put back (`repaired`). Reserved numbers are good in the demo alone.
 */
export function normalisePhone(raw: string | null, profile: Profile): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  if (!/[0-9]/.test(text)) return faulty('placeholder');
  const bare = PLAIN.test(text) ? text : firstNumber(text);
  if (bare === null) return faulty('unparsable');
  const written = digitsOf(bare);
  if (isRepeated(written)) return faulty('placeholder');
  const international = internationalForm(bare, written);
  if (international === null) return faulty('unparsable');
  const { digits, repaired } = international;
  if (isPlaceholder(digits)) return faulty('placeholder');
  if (digits.startsWith('44') && !BRITISH.test(digits)) return faulty('unparsable');
  if (profile === 'production' && RESERVED.some((range) => digits.startsWith(range))) return faulty('reserved');
  return repaired ? standard(`+${digits}`, 'repaired') : standard(`+${digits}`);
}

/** The first number of a cell with words or several numbers in it, without its extension. */
function firstNumber(text: string): string | null {
  const first = text.split(/[/;,]|\bor\b|\band\b/i).find((part) => digitsOf(part).length >= 7) ?? text;
  const bare = first.split(/\bext?\b|x/i)[0] ?? first;
  return /[A-WYZ]{4}/i.test(bare) ? null : bare;
}

function internationalForm(text: string, digits: string): { readonly digits: string; readonly repaired: boolean } | null {
  const foreign = text.startsWith('+') || text.startsWith('(+') || text.startsWith(' +');
  if (foreign || digits.startsWith('00')) {
    const bare = foreign ? digits : digits.slice(2);
    const national = bare.startsWith('440') ? `44${bare.slice(3)}` : bare;
    return national.length >= 7 && national.length <= 15 ? { digits: national, repaired: false } : null;
  }
  if (digits.startsWith('0')) return digits.length >= 10 ? { digits: `44${digits.slice(1)}`, repaired: false } : null;
  if (digits.startsWith('44') && digits.length === 12) return { digits, repaired: false };
  return /^[1237]/.test(digits) && digits.length === 10 ? { digits: `44${digits}`, repaired: true } : null;
}

function isPlaceholder(digits: string): boolean {
  const national = digits.startsWith('44') ? digits.slice(2) : digits;
  return (
    DUMMIES.has(digits) || isRepeated(national) || isRepeated(national.slice(1)) || isRepeated(national.slice(2)) || /^0+$/.test(digits)
  );
}

const digitsOf = (text: string): string => text.replaceAll(/[^0-9]+/g, '');
