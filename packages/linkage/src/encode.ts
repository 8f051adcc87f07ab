import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { ListMatchColumnName, MatchColumnName, TextMatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { checkComparable } from './compare/check-comparable.ts';
import { DICTIONARY_OF, type Dictionary, type DictionaryName, type GrowingDictionary, growingDictionary } from './dictionary.ts';
import { byName, LIST_COLUMNS, type MatchTable, TEXT_COLUMNS } from './match-table.ts';

/** The members of record *i* are `members[starts[i]]` up to `members[starts[i + 1] - 1]`: numbers, ascending, without doubles. */
export interface EncodedList {
  readonly starts: Int32Array;
  readonly members: Int32Array;
}

/** A match table in numbers: one `Int32Array` per text column (0 is *no value*), two per list column. */
export interface EncodedTable {
  readonly size: number;
  readonly texts: Readonly<Record<TextMatchColumnName, Int32Array>>;
  readonly lists: Readonly<Record<ListMatchColumnName, EncodedList>>;
  readonly dictionaries: Readonly<Record<DictionaryName, Dictionary>>;
}

/**
 * Encodes a table for one linkage declaration.
 * @throws DeclarationError when the declaration compares columns that hold different kinds of value.
 */
export function encodeTable(table: MatchTable, linkage: LinkageDeclaration): EncodedTable {
  checkComparable(linkage);
  const dictionaries = byName([...new Set(Object.values(DICTIONARY_OF))], growingDictionary);
  const dictionaryOf = (column: MatchColumnName): GrowingDictionary => dictionaries[DICTIONARY_OF[column]];
  return {
    size: table.size,
    texts: byName(TEXT_COLUMNS, (column) => encodeTexts(table.texts[column], table.size, dictionaryOf(column))),
    lists: byName(LIST_COLUMNS, (column) => encodeLists(table.lists[column], table.size, dictionaryOf(column))),
    dictionaries,
  };
}

/** Whether a column is a list. */
export function isListColumn(column: MatchColumnName): column is ListMatchColumnName {
  return LIST_COLUMNS.some((name) => name === column);
}

function encodeTexts(values: readonly (string | null)[], size: number, dictionary: GrowingDictionary): Int32Array {
  const numbers = new Int32Array(size);
  for (let i = 0; i < size; i++) numbers[i] = dictionary.numberOf(values[i] ?? null);
  return numbers;
}

function encodeLists(values: readonly (readonly string[])[], size: number, dictionary: GrowingDictionary): EncodedList {
  const starts = new Int32Array(size + 1);
  const members: number[] = [];
  for (let i = 0; i < size; i++) {
    const numbers = (values[i] ?? []).map((value) => dictionary.numberOf(value)).filter((number) => number !== 0);
    numbers.sort((x, y) => x - y);
    for (let k = 0; k < numbers.length; k++) if (k === 0 || numbers[k] !== numbers[k - 1]) members.push(numbers[k] as number);
    starts[i + 1] = members.length;
  }
  return { starts, members: Int32Array.from(members) };
}
