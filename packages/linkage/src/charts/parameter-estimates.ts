import type { LevelEstimate } from '../estimate/combine-estimates.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { groupedRows } from './grouped-rows.ts';
import { labelsByGamma } from './model-rows.ts';
import { cycled, SERIES, SHAPES } from './palette.ts';
import { wrapText } from './text-width.ts';
import { counted, percent } from './words.ts';

/** What every way of training made of m (or u): where the marks of a level lie apart, the ways do not agree. */
export function parameterEstimatesChart(
  comparisons: readonly PlannedComparison[],
  estimates: readonly LevelEstimate[],
  of: 'm' | 'u',
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const title = of === 'm' ? 'Do the training sessions agree? (m)' : 'Do the estimates of u agree?';
  const rows = estimates.filter((estimate) => estimate.of === of).flatMap((estimate) => rowsOf(comparisons, estimate));
  const ordered = comparisons.flatMap(({ name }) => rows.filter(({ comparison }) => comparison === name).sort((x, y) => y.gamma - x.gamma));
  const methods = [...new Set(ordered.map(({ method }) => method))];
  const legendOf = (width: number) => {
    const names = Object.fromEntries(methods.map((method) => [method, wrapText(method, width - 30, 12)]));
    return { labelExpr: `(${JSON.stringify(names)})[datum.label]`, symbolOpacity: 1 };
  };
  const spec = groupedRows(
    {
      group: 'comparison',
      label: 'level',
      rows: ordered,
      rowHeight: 22,
      axisX: { title: of === 'm' ? 'Share of matches with this answer' : 'Share of others with this answer', format: '%', tickCount: 4 },
      layers: ({ width, axis }) => [
        {
          mark: { type: 'point', size: 60, filled: false, strokeWidth: 2 },
          encoding: {
            x: { field: 'probability', type: 'quantitative', scale: { domain: [0, 1], range: [6, width - 6] }, axis },
            color: {
              field: 'method',
              type: 'nominal',
              scale: { domain: methods, range: cycled(SERIES, methods.length) },
              legend: legendOf(width),
            },
            shape: {
              field: 'method',
              type: 'nominal',
              scale: { domain: methods, range: cycled(SHAPES, methods.length) },
              legend: legendOf(width),
            },
          },
        },
      ],
    },
    options,
  );
  return {
    title,
    sentence: sentenceOf(ordered, methods.length),
    spec: specOf(title, options, spec),
    table: {
      columns: [
        { field: 'comparison', title: 'Comparison', kind: 'text' },
        { field: 'level', title: 'Answer', kind: 'text' },
        { field: 'method', title: 'Estimated from', kind: 'text' },
        { field: 'probability', title: of, kind: 'probability' },
      ],
      rows: ordered,
    },
  };
}

interface EstimateRow {
  readonly comparison: string;
  readonly level: string;
  readonly gamma: number;
  readonly method: string;
  readonly probability: number;
  readonly [field: string]: string | number;
}

function rowsOf(
  comparisons: readonly PlannedComparison[],
  { comparison: at, method, probabilities }: LevelEstimate,
): readonly EstimateRow[] {
  const comparison = comparisons[at];
  if (comparison === undefined) return [];
  return [...labelsByGamma(comparison)].flatMap(([gamma, level]) => {
    const probability = probabilities[gamma];
    return typeof probability === 'number' ? [{ comparison: comparison.name, level, gamma, method, probability }] : [];
  });
}

function sentenceOf(rows: readonly EstimateRow[], methods: number): string {
  let widest: { readonly apart: number; readonly words: string } | null = null;
  for (const { comparison, level } of rows) {
    const own = rows.filter((row) => row.comparison === comparison && row.level === level).map(({ probability }) => probability);
    const [least, most] = [Math.min(...own), Math.max(...own)];
    if (own.length > 1 && (widest === null || most - least > widest.apart))
      widest = { apart: most - least, words: `“${comparison}: ${level}” (${percent(least)} to ${percent(most)})` };
  }
  if (widest === null) return `Each answer was estimated once: there is nothing to compare (${counted(methods, 'session')} in all).`;
  if (widest.apart < 0.01)
    return `The estimates of ${counted(methods, 'session')} agree to a hundredth wherever two of them know an answer.`;
  return `The estimates of ${counted(methods, 'session')} lie furthest apart for ${widest.words}.`;
}
