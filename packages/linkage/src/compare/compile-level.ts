import type { ComparisonLevel } from '@golden-thread/shapes/declare/linkage';
import type { TextMatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { DICTIONARY_OF } from '../dictionary.ts';
import type { EncodedTable } from '../encode.ts';
import { jaroWinklerAtMost, jaroWinklerOf } from '../similarity/jaro-winkler.ts';
import { levenshtein, levenshteinAtLeast } from '../similarity/levenshtein.ts';
import { isOneEdit } from '../similarity/one-edit.ts';
import { lengthOf, type Spellings, spellingsOf } from '../similarity/spellings.ts';
import { allKernel, anyKernel } from './combined-kernels.ts';
import { datePartsOf, isDayMonthSwapped } from './date-parts.ts';
import { crossedKernel, exactKernel, type LevelKernel, memberKernel, overlapKernel, valueKernel } from './level-kernels.ts';

/** A level that is not the else-level. */
export type TestedLevel = Exclude<ComparisonLevel, { level: 'else' }>;

/** The kernel of a level over an encoded table. */
export function compileLevel(encoded: EncodedTable, level: TestedLevel): LevelKernel {
  const numbers = (column: TextMatchColumnName) => encoded.texts[column];
  const values = (column: TextMatchColumnName) => encoded.dictionaries[DICTIONARY_OF[column]].values;
  switch (level.level) {
    case 'any':
      return anyKernel(level.of.map((part) => compileLevel(encoded, part)));
    case 'all':
      return allKernel(level.of.map((part) => compileLevel(encoded, part)));
    case 'exact':
      return exactKernel(numbers(level.column));
    case 'crossed':
      return crossedKernel(numbers(level.column), numbers(level.with));
    case 'member':
      return memberKernel(numbers(level.column), encoded.lists[level.list]);
    case 'overlap':
      return overlapKernel(encoded.lists[level.column], level.atLeast);
    case 'jaro_winkler':
      return valueKernel(numbers(level.column), atLeastJaroWinkler(spellingsOf(values(level.column)), level.atLeast));
    case 'levenshtein':
      return valueKernel(numbers(level.column), atMostLevenshtein(values(level.column), level.atMost));
    case 'one_edit': {
      const spellings = spellingsOf(values(level.column));
      return valueKernel(numbers(level.column), (x, y) => isOneEdit(spellings, x, y));
    }
    case 'initial': {
      const spellings = spellingsOf(values(level.column));
      return valueKernel(numbers(level.column), (x, y) => isInitial(spellings, x, y));
    }
    case 'day_month_swapped': {
      const parts = datePartsOf(values(level.column));
      return valueKernel(numbers(level.column), (x, y) => isDayMonthSwapped(parts, x, y));
    }
    case 'same_month': {
      const { year, month } = datePartsOf(values(level.column));
      return valueKernel(numbers(level.column), (x, y) => year[x] !== 0 && year[x] === year[y] && month[x] === month[y]);
    }
    case 'within_days': {
      const { year, days } = datePartsOf(values(level.column));
      return valueKernel(
        numbers(level.column),
        (x, y) => year[x] !== 0 && year[y] !== 0 && Math.abs((days[x] as number) - (days[y] as number)) <= level.days,
      );
    }
    default:
      return level satisfies never;
  }
}

/** One value is a single letter, and the other begins with it. */
export function isInitial(spellings: Spellings, x: number, y: number): boolean {
  const { codes, starts } = spellings;
  return (lengthOf(spellings, x) === 1 || lengthOf(spellings, y) === 1) && codes[starts[x] as number] === codes[starts[y] as number];
}

function atLeastJaroWinkler(spellings: Spellings, atLeast: number): (x: number, y: number) => boolean {
  const similarity = jaroWinklerOf(spellings);
  return (x, y) => jaroWinklerAtMost(spellings, x, y) >= atLeast && similarity(x, y) >= atLeast;
}

function atMostLevenshtein(values: readonly string[], atMost: number): (x: number, y: number) => boolean {
  const spellings = spellingsOf(values);
  return (x, y) => levenshteinAtLeast(spellings, x, y) <= atMost && levenshtein(values[x] ?? '', values[y] ?? '') <= atMost;
}
