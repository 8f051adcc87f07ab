import type { TruthRow } from '../evaluate/truth-table.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, spanOf, specOf } from './chart.ts';
import { linesOf, thresholdRule } from './lines.ts';
import { bestBy, COUNT_COLUMNS, rowsOfTruth } from './truth-rows.ts';
import { bits, percent } from './words.ts';

const TITLE = 'Where to set the threshold';

/** Precision, recall and F1 by threshold; `chosen` is drawn as a dashed line. */
export function thresholdSelectionChart(
  table: readonly TruthRow[],
  options: ChartOptions & { readonly chosen?: number } = { width: DEFAULT_WIDTH },
): Chart {
  const rows = rowsOfTruth(table);
  const lines = linesOf(
    [
      { field: 'precision', name: 'precision: share of links that are right' },
      { field: 'recall', name: 'recall: share of true pairs that are linked' },
      { field: 'f1', name: 'F1: both together' },
    ],
    { field: 'threshold', type: 'quantitative', title: 'Threshold in bits', ...spanOf(rows) },
    { title: 'Share', scale: { domain: [0, 1] }, axis: { format: '%', tickCount: 5 } },
  );
  return {
    title: TITLE,
    sentence: sentenceOf(table),
    spec: specOf(TITLE, options, { data: { values: rows }, height: 240, layer: [lines, ...thresholdRule(options.chosen, rows)] }),
    table: {
      columns: [
        ...COUNT_COLUMNS,
        { field: 'precision', title: 'Precision', kind: 'share' },
        { field: 'recall', title: 'Recall', kind: 'share' },
        { field: 'f1', title: 'F1', kind: 'share' },
      ],
      rows,
    },
  };
}

function sentenceOf(table: readonly TruthRow[]): string {
  const best = bestBy(table, 'f1');
  if (best === null || best.recall === null) return 'There are no true pairs to judge thresholds by.';
  const first = best.threshold === table[0]?.threshold ? ' That is where the pairs begin: of lighter ones nothing is known here.' : '';
  return `Linking from ${bits(best.threshold)} bits on balances both kinds of error best: ${percent(best.precision)} of links are right and ${percent(best.recall)} of true pairs are linked. A higher threshold makes fewer wrong links and misses more.${first}`;
}
