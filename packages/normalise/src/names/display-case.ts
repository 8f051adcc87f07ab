import { fold } from '../text/fold.ts';
import { INITIAL_FORENAMES, MAC_SURNAMES, SMALL_PARTICLES } from './name-words.ts';

/**
 * A name as people like to read it. Mixed case is the writer's choice and stays; words all in capitals or all in small
 * letters are given capitals where English usage has them (`O'NEILL` → `O'Neill`, `mcdonald` → `McDonald`).
 */
export function displayCase(text: string, kind: 'forename' | 'surname'): string {
  const words = text.split(' ');
  const shouted = text === text.toUpperCase();
  return words
    .map((word, w) => {
      const parts = word.split('-');
      return parts
        .map((part, p) => {
          const last = w === words.length - 1 && p === parts.length - 1;
          return caseWord(part, kind, kind === 'surname' && !last, shouted);
        })
        .join('-');
    })
    .join(' ');
}

function caseWord(word: string, kind: 'forename' | 'surname', mayBeParticle: boolean, shouted: boolean): string {
  const upper = word.toUpperCase();
  const allUpper = word === upper;
  const allLower = word === lower(word);
  if (allUpper && allLower) return word;
  if (mayBeParticle && SMALL_PARTICLES.has(upper) && (allLower || (allUpper && shouted))) return lower(word);
  if (kind === 'forename' && allUpper && INITIAL_FORENAMES.has(word)) return word;
  const invertedCapsLock = word.slice(0, 1) === lower(word.slice(0, 1)) && word.length > 2 && word.slice(1) === word.slice(1).toUpperCase();
  if (allUpper || allLower || invertedCapsLock) return titled(word);
  return /^Mc\p{Ll}{2}/u.test(word) ? `Mc${capital(word.slice(2))}` : word;
}

function titled(word: string): string {
  const small = lower(word);
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
  return letter.toUpperCase() + word.slice(letter.length);
}

/** Turkish İ has a small form of two characters in Unicode; readers expect i. */
const lower = (text: string): string => text.replaceAll('İ', 'i').toLowerCase();
