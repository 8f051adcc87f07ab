import { blockingChart } from '@golden-thread/linkage/charts/blocking';
import { completenessChart } from '@golden-thread/linkage/charts/completeness';
import { columnsNeeded } from '@golden-thread/linkage/columns-needed';
import { completenessOf } from '@golden-thread/linkage/completeness';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { PlacedChart } from './chart-figure.ts';
import { possiblePairs } from './possible-pairs.ts';

/** What the columns that are compared hold, and what the blocking rules make of them. */
export function comparedCharts({ records, runner: { plan }, candidates }: LinkResult): readonly PlacedChart[] {
  const used = new Set(columnsNeeded(plan, { train: false, expressions: [] }).map((name) => name.toLowerCase()));
  const completeness = completenessOf(records).filter(({ column }) => used.has(column.toLowerCase()));
  return [
    ...(completeness.length === 0
      ? []
      : [{ id: 'completeness', draw: (options) => completenessChart(completeness, options) } satisfies PlacedChart]),
    { id: 'blocking', draw: (options) => blockingChart(plan.rules, candidates, possiblePairs(plan, records), options) },
  ];
}
