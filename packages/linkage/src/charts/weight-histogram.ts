import { type Chart, type ChartOptions, DEFAULT_WIDTH, roundMarks, spanOf, specOf } from './chart.ts';
import { thresholdRule } from './lines.ts';
import { PALETTE } from './palette.ts';
import { bits, counted, percent } from './words.ts';

const TITLE = 'How much the pairs weigh';

export interface HistogramOptions extends ChartOptions {
  /** Weight at which pairs are linked, in bits; drawn as a line. */
  readonly threshold?: number;
  /** In bits. */
  readonly binWidth?: number;
}

/** How many pairs weigh how much. A good model has two hills, with little between them where the threshold stands. */
export function weightHistogramChart(weights: Float64Array, options: HistogramOptions = { width: DEFAULT_WIDTH }): Chart {
  const { threshold, binWidth = 1 } = options;
  const rows = binsOf(weights, binWidth);
  const bars = {
    mark: { type: 'bar', color: PALETTE.blue, binSpacing: 1 },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        bin: { binned: true, step: binWidth },
        title: 'Match weight in bits',
        axis: roundMarks(rows),
        ...spanOf(rows),
      },
      x2: { field: 'to' },
      y: { field: 'pairs', type: 'quantitative', title: 'Pairs', axis: { format: '~s', tickCount: 5 }, ...spanOf(rows) },
    },
  };
  return {
    title: TITLE,
    sentence: `${sentenceOf(weights, threshold)}${beyondOf(weights, binWidth)}`,
    spec: specOf(TITLE, options, { data: { values: rows }, height: 220, layer: [bars, ...thresholdRule(threshold, rows)] }),
    table: {
      columns: [
        { field: 'weigh', title: 'Match weight (bits)', kind: 'text' },
        { field: 'pairs', title: 'Pairs', kind: 'count' },
      ],
      rows,
    },
  };
}

/** Heavier and lighter pairs are counted in the outermost bars. */
const MOST = 100;

type Bin = { readonly from: number; readonly to: number; readonly pairs: number; readonly weigh: string };

function spanWords(from: number, to: number): string {
  if (from <= -MOST) return `below ${bits(to)}`;
  return to >= MOST ? `${bits(from)} and more` : `from ${bits(from)} to below ${bits(to)}`;
}

function beyondOf(weights: Float64Array, width: number): string {
  const beyond = weights.reduce((count, weight) => (weight < -MOST || weight >= MOST ? count + 1 : count), 0);
  return beyond === 0
    ? ''
    : ` ${counted(beyond, 'pair weighs', 'pairs weigh')} more than ${MOST} bits for or against, and ${beyond === 1 ? 'stands' : 'stand'} in the outermost bars of ${width === 1 ? 'one bit' : `${width} bits`}.`;
}

/** Bins between the lightest and the heaviest pair, empty ones too; weights beyond ± 100 are counted in the outermost. */
function binsOf(weights: Float64Array, width: number): readonly Bin[] {
  const counts = new Map<number, number>();
  for (const weight of weights) {
    const drawn = Math.max(-MOST, Math.min(MOST - width, weight));
    // The smallest numbers below 0 become 0 when they are divided.
    const bin = drawn < 0 ? Math.min(-1, Math.floor(drawn / width)) : Math.floor(drawn / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const bins = [...counts.keys()];
  const [first, last] = [bins.reduce((x, y) => Math.min(x, y)), bins.reduce((x, y) => Math.max(x, y))];
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const bin = first + at;
    const [from, to] = [bin * width, (bin + 1) * width];
    return { from, to, pairs: counts.get(bin) ?? 0, weigh: spanWords(from, to) };
  });
}

function sentenceOf(weights: Float64Array, threshold: number | undefined): string {
  const scored = counted(weights.length, 'pair was', 'pairs were');
  if (threshold === undefined) return `${scored} kept with a weight.`;
  let above = 0;
  let near = 0;
  for (const weight of weights) {
    if (weight >= threshold) above++;
    if (Math.abs(weight - threshold) <= 2) near++;
  }
  const share = weights.length === 0 ? 0 : near / weights.length;
  return `${scored} kept with a weight; ${counted(above, 'pair weighs', 'pairs weigh')} the threshold of ${bits(threshold)} bits or more (dashed line). ${counted(near, 'pair lies', 'pairs lie')} within 2 bits of it (${percent(share)}): there the model is least sure.`;
}
