import type { TruthRow } from '../evaluate/truth-table.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { PALETTE } from './palette.ts';
import { COUNT_COLUMNS, rowsOfTruth } from './truth-rows.ts';
import { percent } from './words.ts';

const TITLE = 'Right links against found pairs (precision and recall)';

/** Precision by recall, one point a threshold: the price, in wrong links, of finding more. */
export function precisionRecallChart(table: readonly TruthRow[], options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
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
    sentence: sentenceOf(table),
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

/** What recall costs: the highest that still leaves 99 of 100 links right. */
function sentenceOf(table: readonly TruthRow[]): string {
  const good = table.filter(({ precision, recall }) => precision >= 0.99 && recall !== null && recall > 0);
  const most = good.reduce((recall, row) => Math.max(recall, row.recall ?? 0), 0);
  if (most === 0) return 'At no threshold are 99 of 100 links right.';
  return `With 99 of 100 links right, ${percent(most)} of the true pairs are found.`;
}
