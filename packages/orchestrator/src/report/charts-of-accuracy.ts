import { accuracyChart } from '@golden-thread/linkage/charts/accuracy';
import { precisionRecallChart } from '@golden-thread/linkage/charts/precision-recall';
import { rocChart } from '@golden-thread/linkage/charts/roc';
import { thresholdSelectionChart } from '@golden-thread/linkage/charts/threshold-selection';
import { judgedByEntity } from '@golden-thread/linkage/judged-pairs';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { truthTable } from '@golden-thread/linkage/truth-table';
import type { PlacedChart } from './chart-figure.ts';
import type { KnownTruth } from './known-truth.ts';

const HALF_A_BIT = 0.5;

/** The scored pairs against the truth, threshold by threshold; nothing where the truth is not known. */
export function accuracyCharts(result: LinkResult, truth: KnownTruth | null): readonly PlacedChart[] {
  const { pairs, records, runner, clusters } = result;
  if (truth === null || pairs.count === 0) return [];
  const across = runner.plan.linkType === 'link_only' ? { acrossSources: records.sourceOf } : {};
  const judged = judgedByEntity(pairs, truth.labels, across);
  const table = truthTable(judged, { roundTo: HALF_A_BIT });
  if (table.length === 0) return [];
  const chosen = clusters[0] === undefined ? {} : { chosen: clusters[0].weight };
  return [
    { id: 'thresholds', draw: (options) => thresholdSelectionChart(table, { ...options, ...chosen }) },
    { id: 'precision-recall', draw: (options) => precisionRecallChart(table, options) },
    { id: 'roc', draw: (options) => rocChart(table, options) },
    {
      id: 'measures',
      draw: (options) => accuracyChart(table, ['specificity', 'npv', 'accuracy', 'f1', 'f2', 'f05', 'p4', 'phi'], options),
    },
  ];
}
