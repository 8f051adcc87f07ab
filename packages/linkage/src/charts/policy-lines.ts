import { type Chart, type ChartOptions, type ChartRow, DEFAULT_WIDTH, roundMarks, spanOf, specOf } from './chart.ts';
import { ABOVE_TITLE } from './lines.ts';
import { PALETTE } from './palette.ts';
import { bits, counted } from './words.ts';

const TITLE = 'Where the lines stand among the pairs';

/** Pairs of one bit of weight: how many are one person under the lines that are proposed, and how many are not. */
export interface WeighedBin {
  readonly from: number;
  readonly to: number;
  readonly joined: number;
  readonly apart: number;
}

/** A line of a policy, in bits. */
export interface PolicyLine {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** Stored pairs by weight, with each line of a policy where it would stand, and where it stands if it moved. */
export function policyLinesChart(
  bins: readonly WeighedBin[],
  lines: readonly PolicyLine[],
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const rows = bins.map((bin): ChartRow => ({ ...bin }));
  const states = { joined: 'One person', apart: 'Not one person' };
  const scale = { domain: [states.joined, states.apart], range: [PALETTE.blue, PALETTE.vermilion] };
  const bars = {
    transform: [
      { fold: ['joined', 'apart'], as: ['state', 'pairs'] },
      { calculate: `(${JSON.stringify(states)})[datum.state]`, as: 'name' },
    ],
    mark: { type: 'bar', binSpacing: 1 },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        bin: { binned: true, step: 1 },
        title: 'Match weight in bits',
        axis: roundMarks(bins),
        ...spanOf(rows),
      },
      x2: { field: 'to' },
      y: { field: 'pairs', type: 'quantitative', title: 'Pairs', axis: { format: '~s', tickCount: 5 }, ...spanOf(rows) },
      color: { field: 'name', type: 'nominal', scale, legend: { offset: ABOVE_TITLE } },
    },
  };
  return {
    title: TITLE,
    sentence: sentenceOf(bins, lines),
    spec: specOf(TITLE, options, { data: { values: rows }, height: 240, layer: [bars, ...(rows.length === 0 ? [] : rulesOf(lines))] }),
    table: {
      columns: [
        { field: 'from', title: 'From (bits)', kind: 'bits' },
        { field: 'to', title: 'Below (bits)', kind: 'bits' },
        { field: 'joined', title: states.joined, kind: 'count' },
        { field: 'apart', title: states.apart, kind: 'count' },
      ],
      rows,
    },
  };
}

/** Where a line would stand, whole; where it stands today, dashed. */
function rulesOf(lines: readonly PolicyLine[]): readonly object[] {
  const rule = (at: number, strokeDash: readonly number[]) => ({
    data: { values: [{ at }] },
    mark: { type: 'rule', strokeWidth: 2, strokeDash },
    encoding: { x: { field: 'at', type: 'quantitative' } },
  });
  const named = lines.map(({ name, after }, at) => ({
    data: { values: [{ at: after, name }] },
    mark: { type: 'text', align: 'left', dx: 4, dy: 0, baseline: 'top' },
    encoding: { x: { field: 'at', type: 'quantitative' }, y: { value: 4 + 16 * at }, text: { field: 'name', type: 'nominal' } },
  }));
  return [
    ...lines.filter(({ before, after }) => before !== after).map(({ before }) => rule(before, [2, 3])),
    ...lines.map(({ after }) => rule(after, [1, 0])),
    ...named,
  ];
}

function sentenceOf(bins: readonly WeighedBin[], lines: readonly PolicyLine[]): string {
  const pairs = bins.reduce((all, { joined, apart }) => all + joined + apart, 0);
  const moved = lines
    .filter(({ before, after }) => before !== after)
    .map(({ name, before, after }) => `${name} from ${bits(before)} to ${bits(after)}`);
  return `${counted(pairs, 'pair is', 'pairs are')} stored with a weight. ${moved.length === 0 ? 'No line moves.' : `Lines that move (dotted where they stand today): ${moved.join(', ')} bits.`}`;
}
