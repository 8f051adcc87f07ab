import type { ForenameRelation } from '@golden-thread/shapes/pair-facts';
import { isInitial } from '../compare/compile-level.ts';
import { holdsMember, sharesMembers } from '../compare/level-kernels.ts';
import { growingDictionary } from '../dictionary.ts';
import type { EncodedTable } from '../encode.ts';
import { jaroWinklerOf } from '../similarity/jaro-winkler.ts';
import { isOneEdit } from '../similarity/one-edit.ts';
import { spellingsOf } from '../similarity/spellings.ts';
import { occurrencesByNumber, type TermFrequencies } from '../term-frequency.ts';

/** A form that occurs no more often is one that no term table knows … */
const UNKNOWN_FORM_AT_MOST = 2;
/** … beside one that occurs so many times as often: Jhon beside John, but not Amelie beside Amelia, nor one rare name beside another. */
const KNOWN_FORM_TIMES = 3;
/** Two known names at least so alike are *similar*: they count as different people's, and are named apart from *different* for whoever reviews. */
const SIMILAR = 0.85;

/**
 * How the forenames of two records are related. The first that holds: exact; a known variant of the forename or of the
 * name the person is known by; an initial; swapped with the surname or with a further forename; a slip of the pen;
 * similar; different.
 *
 * Where both records give further forenames and these differ, a variant is only similar (Elliot James and Elliott Oscar are
 * twins: of such pairs at one place 20 were one child and 44 were twins), and a forename that stands among the further
 * ones of the other is not swapped (Aleena Sana, Tasnim Aleena). Where surnames share nothing and are not both known rather
 * as surnames, an equal forename that more people bear as a surname is a family name written first, and says as much of a
 * twin (Yeung Hui, Yeung Hoi, but not Lewis Taylor, Lewis Jones): similar.
 */
export function forenameRelationOf(encoded: EncodedTable, frequencies: TermFrequencies): (a: number, b: number) => ForenameRelation {
  const { forename_key: forenames } = encoded.texts;
  const { forename_families: families, other_forenames: others, surname_tokens: surnames } = encoded.lists;
  const { values } = encoded.dictionaries.name;
  const spellings = spellingsOf(values);
  const similarity = jaroWinklerOf(spellings);
  const undoubled = withoutDoubledLetters(values);
  const nameOfFamily = numbersIn(values, encoded.dictionaries.family.values);
  const occurrencesOf = (column: 'forename_key' | 'surname_key') =>
    occurrencesByNumber(encoded, column, frequencies.columns.get(column) ?? { records: 0, occurrences: new Map() });
  const known = occurrencesOf('forename_key');
  const knownAsSurname = occurrencesOf('surname_key');

  const isUnknownForm = (x: number, y: number) => {
    const rarer = Math.min(known[x] as number, known[y] as number);
    return rarer <= UNKNOWN_FORM_AT_MOST && Math.max(known[x] as number, known[y] as number) >= KNOWN_FORM_TIMES * rarer;
  };
  const { surname_key: wholeSurnames } = encoded.texts;
  const surnamesDiffer = (a: number, b: number) =>
    wholeSurnames[a] !== 0 && wholeSurnames[b] !== 0 && wholeSurnames[a] !== wholeSurnames[b] && !sharesMembers(surnames, a, b, 1);
  const has = (record: number) => others.starts[record] !== others.starts[record + 1];

  /** How further forenames stand to each other, where a forename differs. */
  const further = (a: number, b: number, x: number, y: number): { readonly crossed: boolean; readonly contrary: boolean } => {
    const aAmong = holdsMember(others, b, x);
    const bAmong = holdsMember(others, a, y);
    return { crossed: aAmong || bAmong, contrary: has(a) && has(b) && !(aAmong && bAmong) && !sharesMembers(others, a, b, 1) };
  };

  const isOneSlip = (x: number, y: number) => isOneEdit(spellings, x, y) || undoubled[x] === undoubled[y];
  const isRatherSurname = (x: number) => (knownAsSurname[x] as number) > (known[x] as number);
  /** Rather a surname, beside names that share nothing and are not both surnames: those are the forenames. */
  const isFamilyName = (a: number, b: number, x: number) =>
    isRatherSurname(x) &&
    surnamesDiffer(a, b) &&
    !(isRatherSurname(wholeSurnames[a] as number) && isRatherSurname(wholeSurnames[b] as number));

  /** A family in common that is not the surname of one alone: a family name by which one is known is no forename. */
  const areVariants = (a: number, b: number): boolean => {
    if (!sharesMembers(families, a, b, 1)) return false;
    for (let k = families.starts[a] as number; k < (families.starts[a + 1] as number); k++) {
      const family = families.members[k] as number;
      const name = nameOfFamily[family] as number;
      if (holdsMember(families, b, family) && holdsMember(surnames, a, name) === holdsMember(surnames, b, name)) return true;
    }
    return false;
  };

  return (a, b) => {
    const x = forenames[a] as number;
    const y = forenames[b] as number;
    if (x === 0 || y === 0) return 'silent';
    if (x === y) return isFamilyName(a, b, x) ? 'similar' : 'exact';
    const variants = areVariants(a, b);
    const { crossed, contrary } = further(a, b, x, y);
    if (variants && (crossed || !contrary)) return 'variant';
    if (isInitial(spellings, x, y)) return 'initial';
    if ((crossed && !contrary) || (holdsMember(surnames, b, x) && holdsMember(surnames, a, y))) return 'swapped';
    if (isOneSlip(x, y) && isUnknownForm(x, y)) return 'typo';
    return variants || isOneSlip(x, y) || similarity(x, y) >= SIMILAR ? 'similar' : 'different';
  };
}

/** For each of `others` its number among `values`; 0 where it is not among them. */
function numbersIn(values: readonly string[], others: readonly string[]): Int32Array {
  const numbers = new Map(values.map((value, number) => [value, number]));
  return Int32Array.from(others, (value) => numbers.get(value) ?? 0);
}

/** Equal numbers for values that are equal once every run of a letter is written once. */
function withoutDoubledLetters(values: readonly string[]): Int32Array {
  const numbers = growingDictionary();
  return Int32Array.from(values, (value) => numbers.numberOf(value.replace(/(.)\1+/gu, '$1')));
}
