import type { EmResult } from '../estimate/maximise-expectation.ts';
import { bitsOfLevel } from '../fellegi-sunter.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { ABOVE_TITLE } from './lines.ts';
import { levelRows } from './model-rows.ts';
import { cycled, DASHES, SERIES } from './palette.ts';
import { BOLD, wrapText } from './text-width.ts';
import { bits, probability } from './words.ts';

const NAMES = {
  m: { title: 'How m moved in training', axis: 'Share of matches (m)', kind: 'probability' },
  u: { title: 'How u moved in training', axis: 'Share of others (u)', kind: 'probability' },
  weight: { title: 'How the match weights moved in training', axis: 'Match weight in bits', kind: 'bits' },
} as const;

/** How a session's m, u or match weights moved, iteration by iteration: `comparisons` are those that it trained, in its order. */
export function emHistoryChart(
  comparisons: readonly PlannedComparison[],
  { history }: Pick<EmResult, 'history'>,
  of: 'm' | 'u' | 'weight',
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const { title, axis, kind } = NAMES[of];
  const rows = history.flatMap((parameters, iteration) =>
    levelRows(comparisons, parameters).map((row) => {
      const weight = bitsOfLevel(row.m, row.u);
      return {
        iteration,
        comparison: row.comparison,
        level: row.level,
        m: row.m,
        u: row.u,
        weight: Number.isFinite(weight) ? weight : null,
      };
    }),
  );
  const last = comparisons.length - 1;
  return {
    title,
    sentence: sentenceOf(rows, of),
    spec: specOf(title, options, {
      vconcat: comparisons.map(({ name }, c) => {
        const own = rows.filter(({ comparison }) => comparison === name);
        const levels = [...new Set(own.map(({ level }) => level))];
        const lines = Object.fromEntries(levels.map((level) => [level, wrapText(level, options.width - 60, 12)]));
        const legend = {
          symbolType: 'stroke',
          symbolSize: 300,
          symbolStrokeWidth: 2,
          offset: ABOVE_TITLE,
          labelExpr: `(${JSON.stringify(lines)})[datum.label]`,
        };
        return {
          title: { text: wrapText(name, (options.width - 20) / BOLD, 13), frame: 'bounds', offset: 4 },
          data: { values: own },
          width: options.width - 80,
          height: 130,
          mark: { type: 'line' },
          encoding: {
            x: { field: 'iteration', type: 'quantitative', title: c === last ? 'Iteration' : null, axis: { format: 'd', tickMinStep: 1 } },
            y: {
              field: of,
              type: 'quantitative',
              title: axis,
              scale: of === 'weight' ? {} : { domain: [0, 1] },
              axis: { tickCount: 4, minExtent: 42, maxExtent: 42, ...(of === 'weight' ? {} : { format: '%' }) },
            },
            color: { field: 'level', type: 'nominal', scale: { domain: levels, range: cycled(SERIES, levels.length) }, legend },
            strokeDash: { field: 'level', type: 'nominal', scale: { domain: levels, range: cycled(DASHES, levels.length) }, legend },
          },
        };
      }),
      spacing: 24,
      resolve: { scale: { color: 'independent', strokeDash: 'independent' } },
    }),
    table: {
      columns: [
        { field: 'iteration', title: 'Iteration', kind: 'count' },
        { field: 'comparison', title: 'Comparison', kind: 'text' },
        { field: 'level', title: 'Answer', kind: 'text' },
        { field: of, title: axis, kind },
      ],
      rows,
    },
  };
}

interface HistoryRow {
  readonly iteration: number;
  readonly comparison: string;
  readonly level: string;
  readonly m: number;
  readonly u: number;
  readonly weight: number | null;
}

function sentenceOf(rows: readonly HistoryRow[], of: 'm' | 'u' | 'weight'): string {
  const end = rows.at(-1)?.iteration ?? 0;
  let most: { readonly moved: number; readonly words: string } | null = null;
  for (const first of rows.filter(({ iteration }) => iteration === 0)) {
    const last = rows.find((row) => row.iteration === end && row.comparison === first.comparison && row.level === first.level);
    const [from, to] = [first[of], last?.[of]];
    if (typeof from !== 'number' || typeof to !== 'number') continue;
    const say = (value: number): string => (of === 'weight' ? `${bits(value)} bits` : probability(value));
    if (most === null || Math.abs(to - from) > most.moved)
      most = { moved: Math.abs(to - from), words: `“${first.comparison}: ${first.level}”, from ${say(from)} to ${say(to)}` };
  }
  return most === null ? 'Nothing was trained.' : `From the first guess to the last iteration the largest move is that of ${most.words}.`;
}
