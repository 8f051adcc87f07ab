import type { ChosenWeight } from '../job/choose-weight.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { linesOf, thresholdRule } from './lines.ts';
import { bits, percent } from './words.ts';

const TITLE = 'What the model itself expects of each threshold';

/** Precision, recall and F1 that the model expects of clusters at each weight tried: how a threshold is chosen without truth. */
export function expectedScoresChart(chosen: ChosenWeight, options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const { weight, tried } = chosen;
  const rows = tried.map((score) => ({ ...score }));
  const lines = linesOf(
    [
      { field: 'precision', name: 'precision: share of pairs in clusters that are right' },
      { field: 'recall', name: 'recall: share of true pairs that are in clusters' },
      { field: 'f1', name: 'F1: both together' },
    ],
    { field: 'weight', type: 'quantitative', title: 'Threshold in bits' },
    { title: 'Share', scale: { domain: [0, 1] }, axis: { format: '%', tickCount: 5 } },
  );
  return {
    title: TITLE,
    sentence: sentenceOf(chosen),
    spec: specOf(TITLE, options, { data: { values: rows }, height: 240, layer: [lines, ...thresholdRule(weight, rows)] }),
    table: {
      columns: [
        { field: 'weight', title: 'Threshold (bits)', kind: 'bits' },
        { field: 'precision', title: 'Expected precision', kind: 'share' },
        { field: 'recall', title: 'Expected recall', kind: 'share' },
        { field: 'f1', title: 'Expected F1', kind: 'share' },
      ],
      rows,
    },
  };
}

function sentenceOf({ weight, within, tried }: ChosenWeight): string {
  const best = tried.find((score) => score.weight === weight);
  if (best === undefined) return 'No threshold was tried.';
  const near =
    within.from === within.to
      ? 'One bit more or less is expected to do worse'
      : `Any threshold from ${bits(within.from)} to ${bits(within.to)} bits is expected to do nearly as well`;
  return `Clusters at ${bits(weight)} bits (dashed line) are expected to be best: ${percent(best.precision)} of the pairs in them right, ${percent(best.recall)} of the true pairs found. ${near}. This is the model’s own view of itself; only pairs whose truth is known can test it.`;
}
