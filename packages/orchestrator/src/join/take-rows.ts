import { byName, LIST_COLUMNS, type MatchTable, TEXT_COLUMNS } from '@golden-thread/linkage/match-table';

/** The rows of a match table at the given indices, in their order. */
export function takeRows(table: MatchTable, indices: readonly number[]): MatchTable {
  return {
    size: indices.length,
    texts: byName(TEXT_COLUMNS, (name) => indices.map((i) => table.texts[name][i] ?? null)),
    lists: byName(LIST_COLUMNS, (name) => indices.map((i) => table.lists[name][i] ?? [])),
  };
}
