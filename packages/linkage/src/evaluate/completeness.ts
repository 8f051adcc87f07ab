import type { RecordTable } from '../prepare/prepared.ts';

/** How many records of a source hold a column. */
export interface CompletenessRow {
  readonly column: string;
  readonly source: string;
  readonly records: number;
  readonly filled: number;
  /** 0 for a source without records. */
  readonly share: number;
}

/** Of each column (by name, in code points' order) and source, how many records are filled. Empty texts were null already. */
export function completenessOf({
  sources,
  sourceOf,
  columns,
}: Pick<RecordTable, 'sources' | 'sourceOf' | 'columns'>): readonly CompletenessRow[] {
  const records = new Float64Array(sources.length);
  for (const source of sourceOf) records[source] = (records[source] as number) + 1;
  return [...columns]
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .flatMap(([column, { ids }]) => {
      const filled = new Float64Array(sources.length);
      for (let i = 0; i < ids.length; i++) {
        const source = sourceOf[i] as number;
        if (ids[i] !== 0) filled[source] = (filled[source] as number) + 1;
      }
      return sources.map((source, s) => {
        const [all, some] = [records[s] as number, filled[s] as number];
        return { column, source, records: all, filled: some, share: all === 0 ? 0 : some / all };
      });
    });
}
