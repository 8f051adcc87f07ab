import { fold } from '../text/fold.ts';

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Stand-ins for a forename, each compared as a whole word. */
const FORENAMES = words(`
  BABY BABYBOY BABYGIRL BABE BOY GIRL INFANT NEWBORN TWIN TRIPLET QUAD UNBORN UNB UNKNOWN UNKN UNK NOTKNOWN NK NONE NULL NIL NA NOTGIVEN NOTENTERED
  NOTSTATED NOTRECORDED NOTAPPLICABLE TBC TBA X XX XXX XXXX ZZZ TEST TESTING DUMMY SAMPLE DUPLICATE DUPE DELETE DELETED VOID NEW MALE FEMALE CHILD SON
  DAUGHTER BROTHER SISTER MOTHER FATHER PENDING ANON ANONYMOUS UNNAMED NONAME NOFORENAME NOFIRSTNAME DONOTUSE ERROR TOBECONFIRMED MISSING BLANK`);

/** Stand-ins for a surname. Shorter: Null, Test, Baby, Home, None and NA are somebody's name. */
const SURNAMES = words(`
  UNKNOWN UNKN UNK NOTKNOWN NK NIL NOTGIVEN NOTENTERED NOTSTATED NOTRECORDED NOTAPPLICABLE TBC TBA X XX XXX XXXX ZZZ DUMMY DUPLICATE DUPE DELETE DELETED
  VOID PENDING ANON ANONYMOUS UNBORN UNNAMED NONAME NOSURNAME NOLASTNAME DONOTUSE TOBECONFIRMED BLANK`);

/** Surnames that are somebody's name, unless the forename beside them is a stand-in as well. */
const DOUBTFUL_SURNAMES = words(
  'NULL NA NONE TEST TESTING SAMPLE BABY BABYBOY BABYGIRL INFANT BOY GIRL CHILD TWIN NEW MALE FEMALE ERROR MISSING',
);

/** A child without a name yet: whatever follows is somebody else's name. */
const UNNAMED = words('BABY UNBORN INFANT NEWBORN TWIN TRIPLET');

const PHRASE_WORDS = words(
  'NOT KNOWN GIVEN ENTERED STATED RECORDED APPLICABLE TO BE CONFIRMED DO USE NO NAME FORENAME SURNAME FIRST LAST THE OF',
);
const LETTER = /\p{L}/u;
/** Stand-ins are plain words: Ña is no NA. */
const ACCENTED = /[^\u0000-\u007F]/u;
const SUFFIX = /^(?:[0-9]{1,2}|[A-Z]|ONE|TWO|THREE|FIRST|SECOND|THIRD|II|III)$/;

const BEGINNINGS: ReadonlySet<string> = new Set([
  ...FORENAMES,
  ...SURNAMES,
  ...DOUBTFUL_SURNAMES,
  ...PHRASE_WORDS,
  'ONE',
  'TWO',
  'THREE',
  'FIRST',
  'SECOND',
  'THIRD',
  'II',
  'III',
]);

/** Nobody's forename: `BABY 1`, `TWIN A`, `Not known`, `N/A`, `Baby Carter`. */
export function isPlaceholderForename(text: string): boolean {
  if (!mayBegin(text)) return false;
  if (!LETTER.test(text)) return true;
  const tokens = tokensOf(text);
  return allPlaceholder(tokens, FORENAMES) || (tokens.length > 1 && UNNAMED.has(tokens[0] ?? ''));
}

/** Nobody's surname. */
export const isPlaceholderSurname = (text: string): boolean =>
  mayBegin(text) && (!LETTER.test(text) || allPlaceholder(tokensOf(text), SURNAMES));

/** Somebody's surname, or a stand-in when the forename is one. */
export const isDoubtfulSurname = (text: string): boolean => allPlaceholder(tokensOf(text), DOUBTFUL_SURNAMES);

/** A glance at the first word spares nearly every name the rest. */
function mayBegin(text: string): boolean {
  const word = /^[A-Za-z]*/.exec(text)?.[0] ?? '';
  return word.length < 2 || BEGINNINGS.has(word.toUpperCase());
}

function allPlaceholder(tokens: readonly string[], known: ReadonlySet<string>): boolean {
  const whole = tokens.join('');
  if (known.has(whole)) return true;
  let seen = false;
  for (const token of tokens) {
    if (known.has(token)) seen = true;
    else if (!SUFFIX.test(token) && !PHRASE_WORDS.has(token)) return false;
  }
  return seen;
}

/** Words, folded; a digit after letters starts a word (`TWIN1`). */
function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const piece of text.split(/[^\p{L}\p{M}\p{N}]+/u)) {
    const key = ACCENTED.test(piece) ? piece : fold(piece);
    const split = /^([A-Z]+)([0-9]{1,2})$/.exec(key);
    if (split) tokens.push(split[1] ?? '', split[2] ?? '');
    else if (key !== '') tokens.push(key);
  }
  return tokens;
}
