import type { TruthRow } from '../evaluate/truth-table.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { PALETTE } from './palette.ts';
import { COUNT_COLUMNS, rowsOfTruth } from './truth-rows.ts';
import { bits, percent } from './words.ts';

const TITLE = 'Right links against found pairs (precision and recall)';

/** Precision by recall, one point a threshold: the price, in wrong links, of finding more. `mostlyRight`: see `furthestWith`, of 99 in 100. */
export function precisionRecallChart(
  table: readonly TruthRow[],
  mostlyRight: TruthRow | null,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const rows = rowsOfTruth(table);
  const encoding = {
    x: {
      field: 'recall',
      type: 'quantitative',
      title: 'Recall: share of true pairs that are linked',
      scale: { domain: [0, 1] },
      axis: { format: '%', tickCount: 5 },
    },
    y: {
      field: 'precision',
      type: 'quantitative',
      title: 'Precision: share of links that are right',
      scale: { domain: [0, 1] },
      axis: { format: '%', tickCount: 5 },
    },
    order: { field: 'threshold', type: 'quantitative' },
  };
  return {
    title: TITLE,
    sentence: sentenceOf(mostlyRight),
    spec: specOf(TITLE, options, {
      data: { values: rows },
      height: 240,
      encoding,
      layer: [{ mark: { type: 'line', color: PALETTE.blue } }, { mark: { type: 'point', color: PALETTE.blue, filled: true, size: 20 } }],
    }),
    table: {
      columns: [
        ...COUNT_COLUMNS,
        { field: 'precision', title: 'Precision', kind: 'share' },
        { field: 'recall', title: 'Recall', kind: 'share' },
      ],
      rows,
    },
  };
}

/** Of several thresholds that leave this share of the links right the one that finds most, the highest of equal ones; `null`: none does. */
export function furthestWith(table: readonly TruthRow[], precision: number): TruthRow | null {
  const good = table.filter((row) => row.precision >= precision && row.recall !== null && row.recall > 0);
  return good.reduce<TruthRow | null>((most, row) => (most === null || (row.recall ?? 0) >= (most.recall ?? 0) ? row : most), null);
}

/** What recall costs. */
function sentenceOf(mostlyRight: TruthRow | null): string {
  if (mostlyRight === null) return 'At no threshold are 99 of 100 links right.';
  const { recall, threshold } = mostlyRight;
  return `Linking from ${bits(threshold)} bits on leaves 99 of 100 links right and finds ${percent(recall ?? 0)} of the true pairs: no other threshold finds more so.`;
}
