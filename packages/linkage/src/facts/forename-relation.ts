import type { ForenameRelation } from '@golden-thread/shapes/pair-facts';
import { isInitial } from '../compare/compile-level.ts';
import { holdsMember, sharesMembers } from '../compare/level-kernels.ts';
import type { EncodedTable } from '../encode.ts';
import { jaroWinklerOf } from '../similarity/jaro-winkler.ts';
import { isOneEdit } from '../similarity/one-edit.ts';
import { spellingsOf } from '../similarity/spellings.ts';
import { occurrencesByNumber, type TermFrequencies } from '../term-frequency.ts';

/** A form that occurs no more often is one that no term table knows … */
const UNKNOWN_FORM_AT_MOST = 2;
/** … beside one that occurs so many times as often: Jhon beside John, but not Amelie beside Amelia, nor one rare name beside another. */
const KNOWN_FORM_TIMES = 8;
/** Two known names at least so alike are *similar*: they count as different people's, and are named apart from *different* for whoever reviews. */
const SIMILAR = 0.85;

/**
 * How the forenames of two records are related. The first that holds: exact, a known variant of the forename or of the
 * name the person is known by, an initial, swapped with the surname or with another forename, a slip of the pen,
 * similar, different.
 */
export function forenameRelationOf(encoded: EncodedTable, frequencies: TermFrequencies): (a: number, b: number) => ForenameRelation {
  const { forename_key: forenames } = encoded.texts;
  const { forename_families: families, other_forenames: others, surname_tokens: surnames } = encoded.lists;
  const spellings = spellingsOf(encoded.dictionaries.name.values);
  const similarity = jaroWinklerOf(spellings);
  const known = occurrencesByNumber(encoded, 'forename_key', frequencies.columns.get('forename_key') ?? { records: 0, occurrences: new Map() });
  const isSlip = (x: number, y: number) => {
    const rarer = Math.min(known[x] as number, known[y] as number);
    const other = Math.max(known[x] as number, known[y] as number);
    return rarer <= UNKNOWN_FORM_AT_MOST && other >= KNOWN_FORM_TIMES * rarer;
  };
  return (a, b) => {
    const x = forenames[a] as number;
    const y = forenames[b] as number;
    if (x === 0 || y === 0) return 'silent';
    if (x === y) return 'exact';
    if (sharesMembers(families, a, b, 1)) return 'variant';
    if (isInitial(spellings, x, y)) return 'initial';
    if (holdsMember(surnames, b, x) && holdsMember(surnames, a, y)) return 'swapped';
    if (holdsMember(others, b, x) || holdsMember(others, a, y)) return 'swapped';
    const oneEdit = isOneEdit(spellings, x, y);
    if (oneEdit && isSlip(x, y)) return 'typo';
    return oneEdit || similarity(x, y) >= SIMILAR ? 'similar' : 'different';
  };
}
