import {
  type ListMatchColumnName,
  MATCH_COLUMNS,
  type PersonMatch,
  type TextMatchColumnName,
} from '@golden-thread/shapes/dictionary/person';

/**
 * The match index of a set of records, column by column. Record *i* is the *i*-th in natural-key order.
 * A text that was empty is `null`; a list that was empty has no members.
 */
export interface MatchTable {
  readonly size: number;
  readonly texts: Readonly<Record<TextMatchColumnName, (string | null)[]>>;
  readonly lists: Readonly<Record<ListMatchColumnName, (readonly string[])[]>>;
}

export const TEXT_COLUMNS: readonly TextMatchColumnName[] = MATCH_COLUMNS.flatMap((c) => (c.type === 'text' ? [c.name] : []));
export const LIST_COLUMNS: readonly ListMatchColumnName[] = MATCH_COLUMNS.flatMap((c) => (c.type === 'text[]' ? [c.name] : []));

/** The table of these records, which stand in natural-key order. */
export function matchTableOf(records: readonly PersonMatch[]): MatchTable {
  return {
    size: records.length,
    texts: byName(TEXT_COLUMNS, (name) => records.map((record) => record[name])),
    lists: byName(LIST_COLUMNS, (name) => records.map((record) => record[name])),
  };
}

/** One entry per column name. */
export function byName<Name extends string, Value>(names: readonly Name[], valueFor: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueFor(name)])) as Record<Name, Value>;
}
