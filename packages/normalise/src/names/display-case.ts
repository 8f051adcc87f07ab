import { fold } from '../text/fold.ts';
import { INITIAL_FORENAMES, MAC_SURNAMES, PARTICLES, SMALL_PARTICLES } from './name-words.ts';

/** Capital and small letters, as most names come. */
const WELL_CASED = /^[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*$/;

/**
 * A name as people like to read it. Mixed case is the writer's choice and stays; words all in capitals or all in small
 * letters are given capitals where English usage has them (`O'NEILL` → `O'Neill`, `mcdonald` → `McDonald`).
 */
export function displayCase(text: string, kind: 'forename' | 'surname'): string {
  if (WELL_CASED.test(text) && !text.includes('Mc')) return text;
  const words = text.split(' ');
  const shouted = text === text.toUpperCase();
  const chosen = !shouted && text !== lower(text);
  return words
    .map((word, w) => {
      const parts = word.split('-');
      return parts
        .map((part, p) => {
          const last = w === words.length - 1 && p === parts.length - 1;
          return kind === 'surname' && !last && isSmallParticle(part, shouted, chosen) ? lower(part) : caseWord(part, kind);
        })
        .join('-');
    })
    .join(' ')
    .normalize('NFC');
}

/** Written small by somebody who chose the case, or one that is small by custom where nobody did. */
function isSmallParticle(word: string, shouted: boolean, chosen: boolean): boolean {
  const upper = word.toUpperCase();
  if (chosen) return word === lower(word) && (PARTICLES.has(upper) || SMALL_PARTICLES.has(upper));
  return SMALL_PARTICLES.has(upper) && (word === lower(word) || shouted);
}

function caseWord(word: string, kind: 'forename' | 'surname'): string {
  const upper = word.toUpperCase();
  const allUpper = word === upper;
  const allLower = word === lower(word);
  if (allUpper && allLower) return word;
  if (kind === 'forename' && allUpper && INITIAL_FORENAMES.has(word)) return word;
  const invertedCapsLock = word.slice(0, 1) === lower(word.slice(0, 1)) && word.length > 2 && word.slice(1) === word.slice(1).toUpperCase();
  if (allUpper || allLower || invertedCapsLock) return titled(word);
  return /^Mc\p{Ll}{2}/u.test(word) ? `Mc${capital(word.slice(2))}` : word;
}

function titled(word: string): string {
  const first = word.slice(0, 1);
  const small = (first === 'İ' ? first : lower(first)) + lower(word.slice(1));
  const apostrophe = small.indexOf("'");
  if (apostrophe === 1 && small.length > 3) return `${small.slice(0, 1).toUpperCase()}'${capital(small.slice(2))}`;
  if (/^mc\p{L}{2}/u.test(small)) return `Mc${capital(small.slice(2))}`;
  if (small.startsWith('mac') && MAC_SURNAMES.has(fold(small))) return `Mac${capital(small.slice(3))}`;
  return capital(small);
}

function capital(word: string): string {
  const first = word.codePointAt(0);
  if (first === undefined) return word;
  const letter = String.fromCodePoint(first);
  const upper = letter.toUpperCase();
  return upper.slice(0, letter.length) + lower(upper.slice(letter.length)) + word.slice(letter.length);
}

/** Turkish İ has a small form of two characters in Unicode; readers expect i. */
const lower = (text: string): string => text.replaceAll('İ', 'i').toLowerCase();
