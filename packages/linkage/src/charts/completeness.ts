import type { CompletenessRow } from '../evaluate/completeness.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';
import { percent } from './words.ts';

const TITLE = 'How complete the records are';
const BESIDE = 60;

/** How many records of each source hold each column. */
export function completenessChart(completeness: readonly CompletenessRow[], options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const rows = completeness.map((row) => ({ ...row, said: percent(row.share), group: '' }));
  const sources = new Set(completeness.map(({ source }) => source)).size;
  const spec = groupedRows(
    {
      ...(sources > 1 ? { group: 'column', label: 'source' } : { group: 'group', label: 'column' }),
      rows,
      rowHeight: 20,
      axisX: { title: 'Share of records that hold a value', format: '%', tickCount: 4 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'bar', color: PALETTE.blue },
          encoding: { x: { field: 'share', type: 'quantitative', scale: { domain: [0, 1], range: [0, width - BESIDE] }, axis } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 4 },
          encoding: { x: { field: 'share', type: 'quantitative' }, text: { field: 'said' } },
        },
      ],
    },
    options,
  );
  return {
    title: TITLE,
    sentence: sentenceOf(completeness),
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'column', title: 'Column', kind: 'text' },
        { field: 'source', title: 'Source', kind: 'text' },
        { field: 'records', title: 'Records', kind: 'count' },
        { field: 'filled', title: 'Hold a value', kind: 'count' },
        { field: 'share', title: 'Share', kind: 'share' },
      ],
      rows,
    },
  };
}

function sentenceOf(rows: readonly CompletenessRow[]): string {
  const least = rows.reduce<CompletenessRow | null>((worst, row) => (worst === null || row.share < worst.share ? row : worst), null);
  if (least === null) return 'There are no columns.';
  if (least.share === 1) return 'Every record holds every column.';
  return `${least.column} in ${least.source} is least complete: ${percent(least.share)} of its records hold a value. What is missing can speak neither for a match nor against it.`;
}
