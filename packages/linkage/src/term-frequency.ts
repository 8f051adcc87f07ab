import type { LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import { MATCH_COLUMNS, type MatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { DICTIONARY_OF } from './dictionary.ts';
import { type EncodedTable, isListColumn } from './encode.ts';

/** How often the values of one column occur: a record counts once for each value that it holds. */
export interface ColumnFrequencies {
  /** Records that hold any value. */
  readonly records: number;
  readonly occurrences: ReadonlyMap<string, number>;
}

/** The frequencies that belong to one model. They are frozen with it and do not drift between nights. */
export interface TermFrequencies {
  readonly columns: ReadonlyMap<MatchColumnName, ColumnFrequencies>;
}

export interface TermFrequencyRow {
  readonly column_name: string;
  /** The empty value stands for the records that hold any. */
  readonly value: string;
  readonly occurrences: number;
}

/** A value that no frozen table knows counts as half an occurrence. */
const NEVER_SEEN = 0.5;
/** Facts ask of every forename whether any table knows it, and whether as a surname rather. */
const ALWAYS: readonly MatchColumnName[] = ['forename_key', 'surname_key'];

/** Counts the columns whose levels the declaration weighs by term frequency, and forenames. */
export function buildTermFrequencies(encoded: EncodedTable, linkage: LinkageDeclaration): TermFrequencies {
  const columns = new Map<MatchColumnName, ColumnFrequencies>();
  for (const column of termFrequencyColumns(linkage)) columns.set(column, countColumn(encoded, column));
  return { columns };
}

/** The columns that need frequencies, in the dictionary's order. */
export function termFrequencyColumns(linkage: LinkageDeclaration): readonly MatchColumnName[] {
  const declared = linkage.comparisons.flatMap((comparison) =>
    comparison.levels.flatMap((level) =>
      (level.level === 'exact' || level.level === 'overlap') && level.termFrequency ? [level.column] : [],
    ),
  );
  const needed = new Set([...ALWAYS, ...declared]);
  return MATCH_COLUMNS.map((column) => column.name).filter((name) => needed.has(name));
}

/** As the warehouse keeps them: ordered by column and value. */
export function toRows(frequencies: TermFrequencies): TermFrequencyRow[] {
  return [...frequencies.columns].flatMap(([column_name, { records, occurrences }]) => [
    { column_name, value: '', occurrences: records },
    ...[...occurrences].sort(([x], [y]) => compareCodePoints(x, y)).map(([value, count]) => ({ column_name, value, occurrences: count })),
  ]);
}

/** Reads back what `toRows` wrote, in any order. Columns that the dictionary does not know are left out. */
export function fromRows(rows: Iterable<TermFrequencyRow>): TermFrequencies {
  const read = new Map<string, { records: number; occurrences: Map<string, number> }>();
  for (const { column_name, value, occurrences } of rows) {
    const column = read.get(column_name) ?? { records: 0, occurrences: new Map<string, number>() };
    read.set(column_name, column);
    if (value === '') column.records = occurrences;
    else column.occurrences.set(value, occurrences);
  }
  const columns = new Map<MatchColumnName, ColumnFrequencies>();
  for (const { name } of MATCH_COLUMNS) {
    const column = read.get(name);
    if (column !== undefined) columns.set(name, column);
  }
  return { columns };
}

/** Occurrences by value number of this table; a value never seen counts as half an occurrence. */
export function occurrencesByNumber(encoded: EncodedTable, column: MatchColumnName, frequencies: ColumnFrequencies): Float64Array {
  return Float64Array.from(encoded.dictionaries[DICTIONARY_OF[column]].values, (value) => frequencies.occurrences.get(value) ?? NEVER_SEEN);
}

/** log2 of the share of records that hold each value, by value number. */
export function frequencyBitsByNumber(encoded: EncodedTable, column: MatchColumnName, frequencies: ColumnFrequencies): Float64Array {
  const records = Math.log2(Math.max(frequencies.records, 1));
  return occurrencesByNumber(encoded, column, frequencies).map((occurrences) => Math.log2(occurrences) - records);
}

function countColumn(encoded: EncodedTable, column: MatchColumnName): ColumnFrequencies {
  const { values } = encoded.dictionaries[DICTIONARY_OF[column]];
  const counts = new Int32Array(values.length);
  let records = 0;
  if (isListColumn(column)) {
    const { starts, members } = encoded.lists[column];
    for (const member of members) counts[member] = (counts[member] as number) + 1;
    for (let i = 0; i < encoded.size; i++) if (starts[i] !== starts[i + 1]) records++;
  } else {
    for (const number of encoded.texts[column]) {
      if (number === 0) continue;
      counts[number] = (counts[number] as number) + 1;
      records++;
    }
  }
  const occurrences = new Map<string, number>();
  for (let number = 1; number < values.length; number++)
    if (counts[number] !== 0) occurrences.set(values[number] ?? '', counts[number] as number);
  return { records, occurrences };
}
