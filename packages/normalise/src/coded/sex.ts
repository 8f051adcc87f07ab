import { cleanText } from '../text/clean-text.ts';
import { EMPTY, faulty, type Normalised, standard } from '../text/normalised.ts';

const WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    M: 'M',
    MALE: 'M',
    BOY: 'M',
    F: 'F',
    FEMALE: 'F',
    GIRL: 'F',
    U: 'U',
    UNKNOWN: 'U',
    'NOT KNOWN': 'U',
    UNSPECIFIED: 'U',
    'NOT SPECIFIED': 'U',
    INDETERMINATE: 'U',
    UNBORN: 'U',
    OTHER: 'U',
  }),
);

/** Sex as recorded: M, F, or U for recorded as unknown. Figures and a source's own letters are for its `coded` table; nothing is guessed. */
export function normaliseSex(raw: string | null): Normalised {
  const text = cleanText(raw);
  if (text === null) return EMPTY;
  const sex = WORDS.get(text.toUpperCase());
  return sex === undefined ? faulty('unmapped') : standard(sex);
}
