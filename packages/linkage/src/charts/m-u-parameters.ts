import type { ModelParameters, PlannedComparison } from '../plan/linkage-plan.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { levelRows } from './model-rows.ts';
import { PALETTE } from './palette.ts';
import { percent } from './words.ts';

const TITLE = 'How often each answer is seen';
const AMONG = ['among matches (m)', 'among others (u)'] as const;
const BESIDE = 74;

/** m and u of every level: how often it holds among pairs of one person, and among pairs of two. */
export function mUParametersChart(
  comparisons: readonly PlannedComparison[],
  parameters: ModelParameters,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const rows = levelRows(comparisons, parameters).map((row) => ({ ...row, [AMONG[0]]: row.m, [AMONG[1]]: row.u }));
  const spec = groupedRows(
    {
      group: 'comparison',
      label: 'level',
      rows,
      rowHeight: 36,
      axisX: { title: 'Share of pairs with this answer', format: '%', tickCount: 4 },
      layers({ width, axis }) {
        const fold = [{ fold: AMONG, as: ['among', 'share'] }];
        const yOffset = { field: 'among', type: 'nominal', sort: AMONG };
        const scale = { domain: [0, 1], range: [0, width - BESIDE] };
        return [
          {
            transform: fold,
            mark: { type: 'bar' },
            encoding: {
              x: { field: 'share', type: 'quantitative', scale, axis },
              yOffset,
              color: { field: 'among', type: 'nominal', sort: AMONG, scale: { domain: AMONG, range: [PALETTE.blue, PALETTE.gold] } },
            },
          },
          {
            transform: [...fold, { calculate: saidOf(rows.flatMap(({ m, u }) => [m, u])), as: 'said' }],
            mark: { type: 'text', align: 'left', dx: 4, fontSize: 11 },
            encoding: { x: { field: 'share', type: 'quantitative' }, yOffset, text: { field: 'said' } },
          },
        ];
      },
    },
    options,
  );
  return {
    title: TITLE,
    sentence: sentenceOf(rows),
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'comparison', title: 'Comparison', kind: 'text' },
        { field: 'level', title: 'Answer', kind: 'text' },
        { field: 'm', title: 'Among matches (m)', kind: 'probability' },
        { field: 'u', title: 'Among others (u)', kind: 'probability' },
      ],
      rows,
    },
  };
}

/** A table of numbers and how they are written: Vega's own formats would write a millionth as nothing. */
const saidOf = (values: readonly number[]): string =>
  `(${JSON.stringify(Object.fromEntries(values.map((value) => [String(value), percent(value)])))})[toString(datum.share)]`;

function sentenceOf(
  rows: readonly { readonly comparison: string; readonly level: string; readonly m: number; readonly u: number }[],
): string {
  const best = rows.reduce<(typeof rows)[number] | null>(
    (most, row) => (most === null || row.m - row.u > most.m - most.u ? row : most),
    null,
  );
  if (best === null) return 'The model compares nothing.';
  return `Of pairs that are one person ${percent(best.m)} answer “${best.comparison}: ${best.level}”, of other pairs ${percent(best.u)}: the widest gap of all answers.`;
}
