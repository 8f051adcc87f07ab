import { compact, meansNothing } from '../identifiers/compact.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

/** Shapes of a postcode: A letter, 9 digit, and the closed lists of letters for the third and fourth place of the outward half. */
const OUTWARD = ['A9', 'A99', 'AA9', 'AA99', 'A9T', 'AA9F'] as const;
const THIRD = 'ABCDEFGHJKPSTUW';
const FOURTH = 'ABEHMNPRVWXY';
const INWARD_LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
const DUMMIES = new Set(['NF1 1NF', 'NF1 1FA', 'AA1 1AA', 'ZZ1 1ZZ', 'XX1 1XX', 'A1 1AA']);
const WORDS = new Set(['NFA', 'NOFIXEDABODE', 'NOFIXEDADDRESS', 'HOMELESS', 'TRAVELLER', 'OVERSEAS', 'NOPOSTCODE', 'POSTCODE']);

/**
 * A United Kingdom postcode with one space. O for 0 and I for 1 are mended where only the other can stand, and said
 * (`repaired`). Dummies such as ZZ99 3VZ stay, for "no fixed abode" is a fact, but carry `placeholder`: they never match.
 * *Source*: BS 7666; pseudo-postcodes in uk-domain 3.8.
 */
export function normalisePostcode(raw: string | null): Normalised {
  const bare = compact(raw);
  if (bare === null) return EMPTY;
  if (meansNothing(bare) || WORDS.has(bare)) return faulty('placeholder');
  if (bare === 'GIR0AA') return standard('GIR 0AA');
  if (bare.length < 5 || bare.length > 7) return faulty('unparsable');
  if (/^ZZ99[0-9][A-Z]{2}$/.test(bare)) return standard(`ZZ99 ${bare.slice(4)}`, 'placeholder');
  const inward = inwardOf(bare.slice(-3));
  const outward = outwardOf(bare.slice(0, -3));
  if (inward === null || outward === null) return faulty('unparsable');
  const postcode = `${outward} ${inward}`;
  if (DUMMIES.has(postcode)) return standard(postcode, 'placeholder');
  return outward + inward === bare ? standard(postcode) : standard(postcode, 'repaired');
}

function inwardOf(text: string): string | null {
  const digit = asDigit(text.charAt(0));
  const letters = text.slice(1);
  if (digit === null || !INWARD_LETTERS.includes(letters.charAt(0)) || !INWARD_LETTERS.includes(letters.charAt(1))) return null;
  return digit + letters;
}

/** The reading that changes fewest characters; two that change equally many are a guess, and none is taken. */
function outwardOf(text: string): string | null {
  let best: string | null = null;
  let fewest = 3;
  for (const shape of OUTWARD) {
    if (shape.length !== text.length) continue;
    const fitted = fit(text, shape);
    if (fitted === null) continue;
    const changes = changed(text, fitted);
    if (changes < fewest) {
      best = fitted;
      fewest = changes;
    } else if (changes === fewest && fitted !== best) best = null;
  }
  return best;
}

function fit(text: string, shape: (typeof OUTWARD)[number]): string | null {
  let fitted = '';
  for (let i = 0; i < shape.length; i++) {
    const character = text.charAt(i);
    const place = shape.charAt(i);
    const read =
      place === '9'
        ? asDigit(character)
        : place === 'A'
          ? asLetter(character)
          : (place === 'T' ? THIRD : FOURTH).includes(character)
            ? character
            : null;
    if (read === null) return null;
    fitted += read;
  }
  return fitted;
}

function changed(a: string, b: string): number {
  let count = 0;
  for (let i = 0; i < a.length; i++) if (a.charCodeAt(i) !== b.charCodeAt(i)) count++;
  return count;
}

const asDigit = (character: string): string | null =>
  character >= '0' && character <= '9' ? character : character === 'O' ? '0' : character === 'I' ? '1' : null;
const asLetter = (character: string): string | null =>
  character >= 'A' && character <= 'Z' ? character : character === '0' ? 'O' : character === '1' ? 'I' : null;
