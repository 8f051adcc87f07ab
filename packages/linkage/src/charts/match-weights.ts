import { bitsOfProbability } from '../fellegi-sunter.ts';
import type { ModelParameters, PlannedComparison } from '../plan/linkage-plan.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { type LevelRow, levelRows } from './model-rows.ts';
import { AGAINST, FOR } from './palette.ts';
import { bits, times } from './words.ts';

const TITLE = 'What each answer weighs';
/** Longer bars are cut here, and say what they are. */
const LONGEST = 40;
/** Pixels for what is written beside a bar. */
const BESIDE = 50;

/** What a model makes of each answer: bars to the right speak for a match, to the left against it. The prior stands first. */
export function matchWeightsChart(
  comparisons: readonly PlannedComparison[],
  parameters: ModelParameters,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const prior = { comparison: 'Before anything is compared', level: 'two records at random', weight: bitsOfProbability(parameters.lambda) };
  const levels = levelRows(comparisons, parameters);
  const rows = [{ ...prior, gamma: null, m: null, u: null }, ...levels].map((row) => ({
    ...row,
    drawn: Math.max(-LONGEST, Math.min(LONGEST, row.weight)),
    said: bits(row.weight),
  }));
  const drawn = rows.map((row) => row.drawn);
  const domain = [Math.min(0, ...drawn), Math.max(0, ...drawn)];
  const spec = groupedRows(
    {
      group: 'comparison',
      label: 'level',
      rows,
      rowHeight: 22,
      axisX: { title: 'Match weight in bits: right of 0 for, left of 0 against', format: 'd', tickMinStep: 1 },
      layers({ width, axis }) {
        const scale = { domain, nice: false, range: [BESIDE, width - BESIDE] };
        return [
          {
            mark: { type: 'bar' },
            encoding: {
              x: { field: 'drawn', type: 'quantitative', scale, axis },
              color: { condition: { test: 'datum.drawn < 0', value: AGAINST }, value: FOR },
            },
          },
          besideBars('datum.drawn >= 0', 'left'),
          besideBars('datum.drawn < 0', 'right'),
        ];
      },
    },
    options,
  );
  return {
    title: TITLE,
    sentence: `${sentenceOf(levels)}${levels.some(({ weight }) => Math.abs(weight) > LONGEST) ? ` Bars end at ${LONGEST} bits; the figure beside them is right.` : ''}`,
    spec: specOf(TITLE, options, spec),
    table: {
      columns: [
        { field: 'comparison', title: 'Comparison', kind: 'text' },
        { field: 'level', title: 'Answer', kind: 'text' },
        { field: 'weight', title: 'Match weight (bits)', kind: 'bits' },
        { field: 'm', title: 'Share of matches (m)', kind: 'probability' },
        { field: 'u', title: 'Share of others (u)', kind: 'probability' },
      ],
      rows,
    },
  };
}

const besideBars = (filter: string, align: 'left' | 'right') => ({
  transform: [{ filter }],
  mark: { type: 'text', align, dx: align === 'left' ? 4 : -4 },
  encoding: { x: { field: 'drawn', type: 'quantitative' }, text: { field: 'said' } },
});

function sentenceOf(levels: readonly LevelRow[]): string {
  const sorted = [...levels].sort((x, y) => y.weight - x.weight);
  const [strongest, weakest] = [sorted[0], sorted.at(-1)];
  if (strongest === undefined || weakest === undefined) return 'The model compares nothing.';
  const named = ({ comparison, level }: LevelRow): string => `“${comparison}: ${level}”`;
  return `${named(strongest)} speaks most strongly for a match: it makes one ${times(strongest.weight)} likelier. ${named(weakest)} speaks most strongly against: it makes one ${times(weakest.weight)} less likely.`;
}
