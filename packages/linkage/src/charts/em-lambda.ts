import type { EmResult } from '../estimate/maximise-expectation.ts';
import { type Chart, type ChartOptions, DEFAULT_WIDTH, specOf } from './chart.ts';
import { PALETTE } from './palette.ts';
import { counted, percent } from './words.ts';

/** How a training session's λ and likelihood came to rest, iteration by iteration. */
export function emLambdaChart(
  rule: string,
  { history, logLikelihood, converged, iterations }: EmResult,
  options: ChartOptions = { width: DEFAULT_WIDTH },
): Chart {
  const title = 'How training came to rest';
  const rows = history.map(({ lambda }, iteration) => ({ iteration, lambda, logLikelihood: logLikelihood[iteration] ?? null }));
  const view = (field: string, name: string, axis: object, last: boolean) => ({
    data: { values: rows },
    width: options.width - 110,
    height: 120,
    mark: { type: 'line', color: PALETTE.blue, point: { color: PALETTE.blue, size: 25 } },
    encoding: {
      x: { field: 'iteration', type: 'quantitative', title: last ? 'Iteration' : null, axis: { format: 'd', tickMinStep: 1 } },
      y: {
        field,
        type: 'quantitative',
        title: name,
        scale: { zero: false },
        axis: { tickCount: 4, minExtent: 76, maxExtent: 76, ...axis },
      },
    },
  });
  return {
    title,
    sentence: `Training on “${rule}” ${converged ? `came to rest after ${counted(iterations, 'iteration')}` : `had not come to rest when it was stopped after ${counted(iterations, 'iteration')}`}: of the pairs of this rule it takes ${percent(history.at(-1)?.lambda ?? 0)} for matches.`,
    spec: specOf(title, options, {
      vconcat: [
        view('lambda', 'Share of matches among its pairs (λ)', { format: '.3~g' }, false),
        view('logLikelihood', 'Log-likelihood (higher fits better)', { format: '.4~s' }, true),
      ],
      spacing: 28,
    }),
    table: {
      columns: [
        { field: 'iteration', title: 'Iteration', kind: 'count' },
        { field: 'lambda', title: 'λ', kind: 'probability' },
        { field: 'logLikelihood', title: 'Log-likelihood', kind: 'number' },
      ],
      rows,
    },
  };
}
