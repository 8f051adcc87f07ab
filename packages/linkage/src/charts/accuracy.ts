import type { TruthRow } from '../evaluate/truth-table.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, spanOf, specOf } from './chart.ts';
import { linesOf } from './lines.ts';
import { COUNT_COLUMNS, rowsOfTruth } from './truth-rows.ts';
import { bits, percent } from './words.ts';

const NAMES = {
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  npv: 'negative predictive value',
  accuracy: 'accuracy',
  f1: 'F1',
  f2: 'F2 (recall counts more)',
  f05: 'F0.5 (precision counts more)',
  p4: 'P4',
  phi: 'phi',
} as const;

export type AccuracyMeasure = keyof typeof NAMES;

/** The measures that somebody asks for, by threshold. */
export function accuracyChart(
  table: readonly TruthRow[],
  measures: readonly AccuracyMeasure[],
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const title = 'Measures of accuracy by threshold';
  const rows = rowsOfTruth(table);
  const lines = linesOf(
    measures.map((field) => ({ field, name: NAMES[field] })),
    { field: 'threshold', type: 'quantitative', title: 'Threshold in bits', ...spanOf(rows) },
    { title: null, axis: { tickCount: 5 }, ...spanOf(rows) },
  );
  return {
    title,
    sentence: sentenceOf(table, measures),
    spec: specOf(title, options, { data: { values: rows }, height: 240, layer: [lines] }),
    table: {
      columns: [...COUNT_COLUMNS, ...measures.map((field) => ({ field, title: NAMES[field], kind: 'share' }) as const)],
      rows,
    },
  };
}

/** The measures by the threshold at which each is highest. */
function sentenceOf(table: readonly TruthRow[], measures: readonly AccuracyMeasure[]): string {
  const byThreshold = new Map<number, string[]>();
  for (const measure of measures) {
    const best = table.reduce<TruthRow | null>(
      (most, row) => (most === null || (row[measure] ?? -2) > (most[measure] ?? -2) ? row : most),
      null,
    );
    const value = best?.[measure];
    if (best === null || typeof value !== 'number') continue;
    byThreshold.set(best.threshold, [...(byThreshold.get(best.threshold) ?? []), `${NAMES[measure]} (${percent(value)})`]);
  }
  const parts = [...byThreshold].sort(([x], [y]) => x - y).map(([threshold, named]) => `at ${bits(threshold)} bits ${named.join(', ')}`);
  return parts.length === 0 ? 'There is nothing to measure.' : `Highest are, ${parts.join('; ')}.`;
}
