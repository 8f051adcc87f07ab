import { type Chart, type ChartOptions, DEFAULT_WIDTH, spanOf, specOf } from './chart.ts';
import { thresholdRule } from './lines.ts';
import { PALETTE } from './palette.ts';
import { bits, counted } from './words.ts';

/** A level that weighs by how frequent its value is. */
export interface FrequencyLevel {
  readonly column: string;
  /** Of the level before frequencies, in bits. */
  readonly weight: number;
  /** u that the frequency is set against. */
  readonly referenceU: number;
  readonly exponent: number;
  readonly minimumU: number;
}

/**
 * What agreement on a value weighs, rare or common: records by the weight of their value. `occurrences` says by value how many
 * records hold it; no value is named.
 */
export function termFrequencyChart(
  { column, weight, referenceU, exponent, minimumU }: FrequencyLevel,
  occurrences: Float64Array,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const title = `What agreement on ${column} weighs, rare or common`;
  const filled = occurrences.reduce((sum, count) => sum + count, 0);
  const bins = new Map<number, { records: number; values: number }>();
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const count of occurrences) {
    if (count === 0) continue;
    const adjusted = weight + exponent * Math.log2(referenceU / Math.max(count / filled, minimumU));
    lowest = Math.min(lowest, adjusted);
    highest = Math.max(highest, adjusted);
    const own = bins.get(Math.floor(adjusted)) ?? { records: 0, values: 0 };
    own.records += count;
    own.values++;
    bins.set(Math.floor(adjusted), own);
  }
  const rows = [...bins].sort(([x], [y]) => x - y).map(([from, own]) => ({ from, to: from + 1, ...own }));
  return {
    title,
    sentence:
      rows.length === 0
        ? `No record holds ${column}.`
        : `Agreement on ${column} weighs from ${bits(lowest)} bits for the most common value to ${bits(highest)} for the rarest; without regard to frequency it would weigh ${bits(weight)} (dashed line). ${counted(filled, 'record holds', 'records hold')} a value.`,
    spec: specOf(title, options, {
      data: { values: rows },
      height: 200,
      layer: [
        {
          mark: { type: 'bar', color: PALETTE.blue, binSpacing: 1 },
          encoding: {
            x: {
              field: 'from',
              type: 'quantitative',
              bin: { binned: true, step: 1 },
              title: 'Match weight of agreement in bits',
              axis: { format: 'd', tickMinStep: 1 },
              ...spanOf(rows),
            },
            x2: { field: 'to' },
            y: { field: 'records', type: 'quantitative', title: 'Records', axis: { format: '~s', tickCount: 5 }, ...spanOf(rows) },
          },
        },
        ...thresholdRule(weight, rows),
      ],
    }),
    table: {
      columns: [
        { field: 'from', title: 'From (bits)', kind: 'bits' },
        { field: 'to', title: 'Below (bits)', kind: 'bits' },
        { field: 'values', title: 'Different values', kind: 'count' },
        { field: 'records', title: 'Records', kind: 'count' },
      ],
      rows,
    },
  };
}
