import type { UnlinkableShare } from '../score/unlinkables.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, spanOf, specOf } from './chart.ts';
import { thresholdRule } from './lines.ts';
import { PALETTE } from './palette.ts';
import { bits, percent } from './words.ts';

const TITLE = 'Records that hold too little to be linked';

/** Of records against themselves: the share that does not reach a weight, and so can never be linked there. */
export function unlinkablesChart(
  shares: readonly UnlinkableShare[],
  options: ChartOptions & { readonly threshold?: number } = { width: DEFAULT_WIDTH },
): Chart {
  const rows = shares.map((row) => ({ ...row }));
  return {
    title: TITLE,
    sentence: sentenceOf(shares, options.threshold),
    spec: specOf(TITLE, options, {
      data: { values: rows },
      height: 220,
      layer: [
        {
          mark: { type: 'line', interpolate: 'step-after', color: PALETTE.blue },
          encoding: {
            x: { field: 'weight', type: 'quantitative', title: 'Threshold in bits', ...spanOf(rows) },
            y: {
              field: 'cumulativeShare',
              type: 'quantitative',
              title: 'Share of records below it',
              axis: { format: '.1~%', tickCount: 5 },
              ...spanOf(rows),
            },
          },
        },
        ...thresholdRule(options.threshold, rows),
      ],
    }),
    table: {
      columns: [
        { field: 'weight', title: 'Weight against itself (bits)', kind: 'bits' },
        { field: 'probability', title: 'Match probability', kind: 'probability' },
        { field: 'share', title: 'Share of records', kind: 'share' },
        { field: 'cumulativeShare', title: 'This and below', kind: 'share' },
      ],
      rows,
    },
  };
}

function sentenceOf(shares: readonly UnlinkableShare[], threshold: number | undefined): string {
  if (threshold === undefined) {
    const last = shares.at(-1);
    return last === undefined
      ? 'Every record holds enough to be linked at any threshold.'
      : `${percent(last.cumulativeShare)} of the records would not be linked for certain even to an exact copy of themselves.`;
  }
  const below = shares.filter(({ weight }) => weight < threshold).at(-1)?.cumulativeShare ?? 0;
  return below === 0
    ? `Every record holds enough to be linked at ${bits(threshold)} bits.`
    : `${percent(below)} of the records hold so little that at ${bits(threshold)} bits they would not be linked even to an exact copy of themselves.`;
}
