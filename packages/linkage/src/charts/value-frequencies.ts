import type { ColumnProfile } from '../evaluate/profile-column.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';
import { counted, grouped, percent } from './words.ts';

const BESIDE = 110;

/** How the values of a column are spread: records by how many records hold the same value. Names no value. */
export function valueFrequenciesChart(column: string, profile: ColumnProfile, options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const title = `How often values of ${column} stand`;
  const rows = profile.classes
    .filter(({ values }) => values > 0)
    .map(({ from, to, values, records }) => ({
      held: from === to ? `held by ${counted(from, 'record')}` : `held by ${grouped(from)} to ${grouped(to)} records`,
      values,
      records,
      said: counted(values, 'value'),
      group: '',
    }));
  const spec = groupedRows(
    {
      group: 'group',
      label: 'held',
      rows,
      rowHeight: 22,
      axisX: { title: 'Records', format: '~s', tickCount: 4 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'bar', color: PALETTE.blue },
          encoding: { x: { field: 'records', type: 'quantitative', scale: { nice: false, range: [0, width - BESIDE] }, axis } },
        },
        {
          mark: { type: 'text', align: 'left', dx: 4 },
          encoding: { x: { field: 'records', type: 'quantitative' }, text: { field: 'said' } },
        },
      ],
    },
    options,
  );
  return {
    title,
    sentence: sentenceOf(column, profile),
    spec: specOf(title, options, spec),
    table: {
      columns: [
        { field: 'held', title: 'How often', kind: 'text' },
        { field: 'values', title: 'Values', kind: 'count' },
        { field: 'records', title: 'Records', kind: 'count' },
      ],
      rows,
    },
  };
}

function sentenceOf(column: string, { records, missing, distinct, once, top }: ColumnProfile): string {
  const [most] = top;
  if (most === undefined) return `No record holds a value of ${column}.`;
  const without = missing === 0 ? '' : ` ${percent(missing / records)} of the records hold none.`;
  return `“${column}” has ${counted(distinct, 'value')}, of which ${grouped(once)} are held by one record alone; the most frequent stands in ${percent(most.share)} of the records that hold one.${without}`;
}
