import type { ExplainedPair } from '../score/explain.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { AGAINST, FOR, PALETTE } from './palette.ts';
import { bits, probability } from './words.ts';

const BESIDE = 50;

interface Step {
  readonly step: string;
  readonly bits: number;
  readonly from: number;
  readonly to: number;
  readonly kind: 'total' | 'for' | 'against';
  readonly said: string;
  readonly group: string;
  readonly [field: string]: string | number;
}

/**
 * How one pair comes to its weight: from the prior, comparison by comparison, to the sum. Names no value of a record, and no
 * id but what `title` says.
 */
export function waterfallChart(pair: ExplainedPair, options: ChartOptions & { readonly title?: string } = { width: DEFAULT_WIDTH }): Chart {
  const title = options.title ?? 'How one pair comes to its weight';
  const rows = stepsOf(pair);
  const all = rows.flatMap(({ from, to }) => [from, to]);
  const domain = [Math.min(0, ...all), Math.max(0, ...all)];
  const spec = groupedRows(
    {
      group: 'group',
      label: 'step',
      rows,
      rowHeight: 26,
      axisX: { title: 'Match weight in bits', format: 'd', tickMinStep: 1 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'bar' },
          encoding: {
            x: { field: 'from', type: 'quantitative', scale: { domain, nice: false, range: [BESIDE, width - BESIDE] }, axis },
            x2: { field: 'to' },
            color: {
              field: 'kind',
              type: 'nominal',
              scale: { domain: ['total', 'for', 'against'], range: [PALETTE.grey, FOR, AGAINST] },
              legend: null,
            },
          },
        },
        beside('datum.to >= datum.from', 'left'),
        beside('datum.to < datum.from', 'right'),
      ],
    },
    options,
  );
  return {
    title,
    sentence: sentenceOf(pair, rows),
    spec: specOf(title, options, spec),
    table: {
      columns: [
        { field: 'step', title: 'Evidence', kind: 'text' },
        { field: 'bits', title: 'Weighs (bits)', kind: 'bits' },
        { field: 'to', title: 'Weight so far (bits)', kind: 'bits' },
      ],
      rows,
    },
  };
}

const beside = (filter: string, align: 'left' | 'right') => ({
  transform: [{ filter }],
  mark: { type: 'text', align, dx: align === 'left' ? 4 : -4 },
  encoding: { x: { field: 'to', type: 'quantitative' }, text: { field: 'said' } },
});

function stepsOf({ prior, comparisons, weight }: ExplainedPair): readonly Step[] {
  const steps: Step[] = [];
  let sum = 0;
  const add = (step: string, weighs: number, total = false): void => {
    const from = total ? 0 : sum;
    const to = total ? weighs : sum + weighs;
    sum = to;
    const kind = total ? 'total' : weighs < 0 ? 'against' : 'for';
    steps.push({ step, bits: weighs, from, to, kind, said: bits(weighs), group: '' });
  };
  add('Before anything is compared', prior, true);
  for (const { name, level, gamma, bits: own, frequencyBits } of comparisons) {
    add(gamma < 0 ? `${name}: not compared (${level})` : `${name}: ${level}`, own);
    if (frequencyBits !== 0) add(`${name}: how ${frequencyBits > 0 ? 'rare' : 'common'} the value is`, frequencyBits);
  }
  add('In all', weight, true);
  return steps;
}

function sentenceOf({ weight, probability: p }: ExplainedPair, rows: readonly Step[]): string {
  const evidence = rows.filter(({ kind }) => kind !== 'total');
  const strongest = evidence.reduce<Step | null>(
    (most, row) => (most === null || Math.abs(row.bits) > Math.abs(most.bits) ? row : most),
    null,
  );
  const most = strongest === null ? '' : ` “${strongest.step}” (${strongest.said}) says most.`;
  return `The pair weighs ${bits(weight)} bits: by this model a match with probability ${probability(p)}.${most}`;
}
