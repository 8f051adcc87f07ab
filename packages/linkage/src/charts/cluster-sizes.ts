import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { PALETTE } from './palette.ts';
import { counted, grouped, percent } from './words.ts';

const TITLE = 'How large the clusters are';
const BESIDE = 110;
/** Sizes up to here have a row of their own; larger ones share rows that double. */
const SINGLE = 6;
/** So many records of one person are worth a look. */
const MANY = 10;

/** Records by the size of the cluster that they are in. `clusterOf` is each record's cluster, by its lowest record. */
export function clusterSizesChart(clusterOf: Int32Array, options: ChartOptions = { width: DEFAULT_WIDTH }): Chart {
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  const rows = rowsOf(sizes);
  const spec = groupedRows(
    {
      group: 'group',
      label: 'size',
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
    title: TITLE,
    sentence: sentenceOf(sizes, clusterOf.length),
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'size', title: 'Size', kind: 'text' },
        { field: 'clusters', title: 'Clusters', kind: 'count' },
        { field: 'records', title: 'Records', kind: 'count' },
      ],
      rows,
    },
  };
}

interface SizeRow {
  readonly size: string;
  readonly clusters: number;
  readonly records: number;
  readonly said: string;
  readonly group: string;
  readonly [field: string]: string | number;
}

function rowsOf(sizes: Int32Array): readonly SizeRow[] {
  const classes = new Map<number, { clusters: number; records: number }>();
  for (const size of sizes) {
    if (size === 0) continue;
    const at = size <= SINGLE ? size : SINGLE + Math.ceil(Math.log2(size / SINGLE));
    const own = classes.get(at) ?? { clusters: 0, records: 0 };
    own.clusters++;
    own.records += size;
    classes.set(at, own);
  }
  return [...classes]
    .sort(([x], [y]) => x - y)
    .map(([at, { clusters, records }]) => ({
      size: nameOf(at),
      clusters,
      records,
      said: counted(clusters, 'cluster'),
      group: '',
    }));
}

function nameOf(at: number): string {
  if (at === 1) return '1: alone';
  if (at <= SINGLE) return `${at} records`;
  const to = SINGLE * 2 ** (at - SINGLE);
  return `${grouped(to / 2 + 1)} to ${grouped(to)} records`;
}

function sentenceOf(sizes: Int32Array, records: number): string {
  let [largest, clusters, alone] = [0, 0, 0];
  for (const size of sizes) {
    if (size > 0) clusters++;
    if (size === 1) alone++;
    largest = Math.max(largest, size);
  }
  if (records === 0) return 'There are no records.';
  return `${counted(records, 'record')} are in ${counted(clusters, 'cluster')}; ${percent(alone / records)} of the records are alone. The largest cluster holds ${counted(largest, 'record')}${largest < MANY ? '.' : ': are they really one person’s?'}`;
}
