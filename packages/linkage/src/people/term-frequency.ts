import type { TextValues } from '@golden-thread/shapes/columns';
import { MATCH_COLUMNS, type MatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { textAt } from '../prepare/values.ts';
import { frequencyUses, type GivenFrequencies, occurrencesOf } from '../score/term-frequencies.ts';
import { matchColumn } from './people-records.ts';

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
const ALWAYS: readonly string[] = ['forename_key', 'surname_key'];

/** Counts the columns that the plan weighs by frequency, and names. */
export function buildTermFrequencies(records: RecordTable, plan: LinkagePlan): TermFrequencies {
  const columns = new Map<MatchColumnName, ColumnFrequencies>();
  for (const name of termFrequencyColumns(plan)) columns.set(name, countColumn(records, name));
  return { columns };
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

/** Occurrences by value number; a value never seen counts as half an occurrence. On shared memory, for workers. */
export function occurrencesByNumber(values: TextValues, frequencies: ColumnFrequencies | undefined): Float64Array {
  const occurrences = new Float64Array(new SharedArrayBuffer(8 * values.size));
  for (let id = 0; id < values.size; id++) occurrences[id] = frequencies?.occurrences.get(textAt(values, id)) ?? NEVER_SEEN;
  return occurrences;
}

/**
 * The same for the engine, by its key of each use of frequencies in the plan. A column that the model's frequencies do not
 * have is not weighed by them.
 */
export function givenFrequencies(plan: LinkagePlan, { columns }: TermFrequencies): ReadonlyMap<string, GivenFrequencies> {
  const known = new Map<string, ColumnFrequencies>(columns);
  return new Map([...frequencyUses(plan)].map(([key, { column }]) => [key, sharesOf(known.get(column))]));
}

function sharesOf(frequencies: ColumnFrequencies | undefined): GivenFrequencies {
  if (frequencies === undefined) return { shares: new Map(), records: null };
  const { occurrences, records } = frequencies;
  return { shares: new Map([...occurrences].map(([value, count]) => [value, count / Math.max(records, 1)])), records };
}

/** The columns that need frequencies, in the dictionary's order. */
function termFrequencyColumns(plan: LinkagePlan): readonly MatchColumnName[] {
  const needed = new Set([...ALWAYS, ...[...frequencyUses(plan).values()].map(({ column }) => column)]);
  return MATCH_COLUMNS.map((column) => column.name).filter((name) => needed.has(name));
}

function countColumn(records: RecordTable, name: MatchColumnName): ColumnFrequencies {
  const column = matchColumn(records, name);
  const counted = occurrencesOf(column, true);
  const values = column.values.kind === 'list' ? column.values.of : column.values;
  const occurrences = new Map<string, number>();
  if (values.kind === 'text')
    counted.occurrences.forEach((count, id) => {
      if (count > 0) occurrences.set(textAt(values, id), count);
    });
  return { records: counted.records, occurrences };
}
