import type { TextValues } from '@golden-thread/shapes/columns';
import type { ForenameRelation } from '@golden-thread/shapes/pair-facts';
import { isInitial } from '../levels/value-tests.ts';
import { textAt } from '../prepare/values.ts';
import { damerauOf } from '../similarity/damerau.ts';
import { jaroOf } from '../similarity/jaro.ts';
import type { CrossedNames } from './crossed-names.ts';
import type { MatchColumns } from './match-columns.ts';
import { hasMembers, holdsMember, sharesMember } from './member-lists.ts';

/** How often each name was known when the model was approved, by number of the names: as a forename, and as a surname. */
export interface KnownNames {
  readonly asForename: Float64Array;
  readonly asSurname: Float64Array;
}

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
 * twin (Yeung Hui, Yeung Hoi, but not Lewis Taylor, Lewis Jones, nor Ali Omar Adan and Ali Omar): similar.
 */
export function forenameRelationOf(
  { ids, texts, lists, symbols }: MatchColumns,
  { asForename: known, asSurname: knownAsSurname }: KnownNames,
  { nameOfFamily, isForenameAmongSurnames }: CrossedNames,
): (a: number, b: number) => ForenameRelation {
  const forenames = ids('forename_key');
  const wholeSurnames = ids('surname_key');
  const [families, others, surnames] = [lists('forename_families'), lists('other_forenames'), lists('surname_tokens')];
  const names = symbols('forename_key');
  const similarity = jaroOf(names, names, true);
  const edits = damerauOf(names, names);
  const initial = isInitial(names, names);
  const undoubled = withoutDoubledLetters(texts('forename_key'));

  const surnamesDiffer = (a: number, b: number) =>
    wholeSurnames[a] !== 0 && wholeSurnames[b] !== 0 && wholeSurnames[a] !== wholeSurnames[b] && !sharesMember(surnames, a, b);

  /** How further forenames stand to each other, where a forename differs. */
  const further = (a: number, b: number, x: number, y: number): { readonly crossed: boolean; readonly contrary: boolean } => {
    const aAmong = holdsMember(others, b, x);
    const bAmong = holdsMember(others, a, y);
    return {
      crossed: aAmong || bAmong,
      contrary: hasMembers(others, a) && hasMembers(others, b) && !(aAmong && bAmong) && !sharesMember(others, a, b),
    };
  };

  const isOneSlip = (x: number, y: number) => edits(x, y, 1) === 1 || undoubled[x] === undoubled[y];
  const isRatherSurname = (x: number) => (knownAsSurname[x] as number) > (known[x] as number);
  /** The surname of one stands among the further names of the other: the father's, of own, father's and grandfather's name. */
  const isFathersName = (a: number, b: number) =>
    holdsMember(others, b, wholeSurnames[a] as number) || holdsMember(others, a, wholeSurnames[b] as number);
  /** Rather a surname, beside names that share nothing and are not both surnames: those are the forenames. */
  const isFamilyName = (a: number, b: number, x: number) =>
    isRatherSurname(x) &&
    surnamesDiffer(a, b) &&
    !(isRatherSurname(wholeSurnames[a] as number) && isRatherSurname(wholeSurnames[b] as number)) &&
    !isFathersName(a, b);

  /** A family in common that is not the surname of one alone: a family name by which one is known is no forename. */
  const areVariants = (a: number, b: number): boolean => {
    if (!sharesMember(families, a, b)) return false;
    const list = families.ids[a] as number;
    for (let k = families.starts[list] as number; k < (families.starts[list + 1] as number); k++) {
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
    if (initial(x, y)) return 'initial';
    if ((crossed && !contrary) || (isForenameAmongSurnames(a, b) && isForenameAmongSurnames(b, a))) return 'swapped';
    if (isOneSlip(x, y) && isUnknownForm(known, x, y)) return 'typo';
    return variants || isOneSlip(x, y) || similarity(x, y) >= SIMILAR ? 'similar' : 'different';
  };
}

/** One of two names is a form that no table knows, and the other is known well. */
export function isUnknownForm(known: Float64Array, x: number, y: number): boolean {
  const rarer = Math.min(known[x] as number, known[y] as number);
  return rarer <= UNKNOWN_FORM_AT_MOST && Math.max(known[x] as number, known[y] as number) >= KNOWN_FORM_TIMES * rarer;
}

/** Equal numbers for values that are equal once every run of a letter is written once. */
function withoutDoubledLetters(values: TextValues): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from({ length: values.size }, (_, id) => {
    const text = textAt(values, id).replace(/(.)\1+/gu, '$1');
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  });
}
