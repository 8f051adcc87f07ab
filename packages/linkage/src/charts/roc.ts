import type { TruthRow } from '../evaluate/truth-table.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, spanOf, specOf } from './chart.ts';
import { PALETTE } from './palette.ts';
import { COUNT_COLUMNS, rowsOfTruth } from './truth-rows.ts';
import { counted, percent } from './words.ts';

const TITLE = 'True pairs found against false alarms (ROC)';

/** The share of true pairs that are linked by the share of other pairs that are, one point a threshold. */
export function rocChart(table: readonly TruthRow[], options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const rows = rowsOfTruth(table);
  const encoding = {
    x: {
      field: 'fpRate',
      type: 'quantitative',
      title: 'Share of other pairs that are linked',
      axis: { tickCount: 4, format: '.2~p' },
      ...spanOf(rows),
    },
    y: {
      field: 'tpRate',
      type: 'quantitative',
      title: 'Share of true pairs that are linked',
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
        { field: 'tpRate', title: 'Share of true pairs linked', kind: 'share' },
        { field: 'fpRate', title: 'Share of other pairs linked', kind: 'share' },
      ],
      rows,
    },
  };
}

function sentenceOf(table: readonly TruthRow[]): string {
  const [lowest] = table;
  if (lowest === undefined || lowest.tpRate === null) return 'There are no true pairs to judge by.';
  return `At most ${percent(lowest.tpRate)} of the true pairs can be found (the others were never made or weigh too little), with ${counted(lowest.fp, 'false one')}: ${percent(lowest.fpRate ?? 0)} of all other pairs.`;
}
