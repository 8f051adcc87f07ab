import type { TruthRow } from '../evaluate/truth-table.ts';
import type { ChartColumn, ChartRow } from './chart.ts';

/** A truth table's rows as a chart's, all their measures under their own names. */
export const rowsOfTruth = (table: readonly TruthRow[]): readonly (ChartRow & TruthRow)[] => table.map((row) => ({ ...row }));

export const COUNT_COLUMNS: readonly ChartColumn[] = [
  { field: 'threshold', title: 'Threshold (bits)', kind: 'bits' },
  { field: 'tp', title: 'Rightly linked', kind: 'count' },
  { field: 'fp', title: 'Wrongly linked', kind: 'count' },
  { field: 'fn', title: 'Missed', kind: 'count' },
];

/** The row whose measure is largest, the lowest threshold of several. */
export function bestBy(table: readonly TruthRow[], measure: 'f1'): TruthRow | null {
  return table.reduce<TruthRow | null>((best, row) => (best === null || (row[measure] ?? -1) > (best[measure] ?? -1) ? row : best), null);
}
