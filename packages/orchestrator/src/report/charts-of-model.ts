import { mUParametersChart } from '@golden-thread/linkage/charts/m-u-parameters';
import { matchWeightsChart } from '@golden-thread/linkage/charts/match-weights';
import { type FrequencyLevel, termFrequencyChart } from '@golden-thread/linkage/charts/term-frequency';
import { bitsOfLevel } from '@golden-thread/linkage/fellegi-sunter';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { PlannedComparison } from '@golden-thread/linkage/plan';
import { columnNamed, isWeighed, occurrencesOf, referenceGamma } from '@golden-thread/linkage/term-frequencies';
import type { PlacedChart } from './chart-figure.ts';

/** What every answer weighs and why, and what frequency makes of it. */
export function modelCharts(result: LinkResult): readonly PlacedChart[] {
  const { comparisons } = result.runner.plan;
  const { parameters } = result.model;
  return [
    { id: 'match-weights', draw: (options) => matchWeightsChart(comparisons, parameters, options) },
    { id: 'm-and-u', draw: (options) => mUParametersChart(comparisons, parameters, options) },
    ...comparisons.flatMap((comparison, c) => frequencyCharts(result, comparison, c)),
  ];
}

/** One chart a column: of the strongest level that is weighed by its frequency. */
function frequencyCharts({ runner, model }: LinkResult, comparison: PlannedComparison, c: number): readonly PlacedChart[] {
  const { m, u } = model.parameters;
  const seen = new Set<string>();
  return comparison.levels.filter(isWeighed).flatMap((level): readonly PlacedChart[] => {
    const { column, weight: exponent, minimumU, of } = level.termFrequency;
    if (seen.has(column)) return [];
    seen.add(column);
    const frequency: FrequencyLevel = {
      column,
      weight: bitsOfLevel(m[c]?.[level.gamma] ?? 0, u[c]?.[level.gamma] ?? 0),
      referenceU: u[c]?.[referenceGamma(comparison, level)] ?? 0,
      exponent,
      minimumU,
    };
    const { occurrences } = occurrencesOf(columnNamed(runner.prepared, column), of === 'rarest_shared');
    return [{ id: `term-frequency-${c + 1}-${seen.size}`, draw: (options) => termFrequencyChart(frequency, occurrences, options) }];
  });
}
