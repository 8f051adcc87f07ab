import type { ChartOptions } from '@golden-thread/linkage/charts/chart';
import { emHistoryChart } from '@golden-thread/linkage/charts/em-history';
import { emLambdaChart } from '@golden-thread/linkage/charts/em-lambda';
import { parameterEstimatesChart } from '@golden-thread/linkage/charts/parameter-estimates';
import { ruleWords } from '@golden-thread/linkage/charts/rule-words';
import { grouped } from '@golden-thread/linkage/charts/words';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { PlacedChart } from './chart-figure.ts';

/** Whether the sessions agree, and how each came to rest; nothing for a model that was not trained here. */
export function trainingCharts({ trained, runner }: LinkResult): readonly PlacedChart[] {
  if (trained === null) return [];
  const { comparisons } = runner.plan;
  const words = new Map(trained.sessions.map(({ rule }) => [rule.text, ruleWords(rule)]));
  const estimates = trained.model.estimates.map((estimate) => ({ ...estimate, method: words.get(estimate.method) ?? estimate.method }));
  const ofM = estimates.some(({ of }) => of === 'm');
  const ofU = new Set(estimates.filter(({ of }) => of === 'u').map(({ method }) => method)).size > 1;
  return [
    ...(ofM ? [estimatesChart('m')] : []),
    ...(ofU ? [estimatesChart('u')] : []),
    ...trained.sessions.flatMap(({ rule, active, pairs, of, result }, s): readonly PlacedChart[] => {
      const own = active.flatMap((c) => comparisons[c] ?? []);
      const session = `Session ${s + 1}: `;
      const drawn = of > pairs ? ` (${grouped(pairs)} pairs drawn from ${grouped(of)})` : '';
      const movesU = runner.plan.training?.fixU === false;
      return [
        { id: `session-${s + 1}-rest`, prefix: session, draw: (options) => emLambdaChart(`${ruleWords(rule)}${drawn}`, result, options) },
        { id: `session-${s + 1}-weights`, prefix: session, draw: (options) => emHistoryChart(own, result, 'weight', options) },
        { id: `session-${s + 1}-m`, prefix: session, draw: (options) => emHistoryChart(own, result, 'm', options) },
        ...(movesU
          ? [{ id: `session-${s + 1}-u`, prefix: session, draw: (options: ChartOptions) => emHistoryChart(own, result, 'u', options) }]
          : []),
      ];
    }),
  ];

  function estimatesChart(of: 'm' | 'u'): PlacedChart {
    return { id: `estimates-${of}`, draw: (options) => parameterEstimatesChart(comparisons, estimates, of, options) };
  }
}
