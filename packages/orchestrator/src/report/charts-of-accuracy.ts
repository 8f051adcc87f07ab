import { accuracyChart } from '@golden-thread/linkage/charts/accuracy';
import { precisionRecallChart } from '@golden-thread/linkage/charts/precision-recall';
import { rocChart } from '@golden-thread/linkage/charts/roc';
import { thresholdSelectionChart } from '@golden-thread/linkage/charts/threshold-selection';
import { type JudgedPairs, judgedByEntity } from '@golden-thread/linkage/judged-pairs';
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
  return truthCharts(judgedByEntity(pairs, truth.labels, across), clusters[0]?.weight ?? null);
}

/** Judged pairs, threshold by threshold; `chosen` is the threshold that was taken, in bits. */
export function truthCharts(judged: JudgedPairs, chosen: number | null): readonly PlacedChart[] {
  const table = truthTable(judged, { roundTo: HALF_A_BIT });
  if (table.length === 0) return [];
  return [
    thresholdChart('thresholds', judged, chosen),
    { id: 'precision-recall', draw: (options) => precisionRecallChart(table, options) },
    { id: 'roc', draw: (options) => rocChart(table, options) },
    {
      id: 'measures',
      draw: (options) => accuracyChart(table, ['specificity', 'npv', 'accuracy', 'f1', 'f2', 'f05', 'p4', 'phi'], options),
    },
  ];
}

/** Precision, recall and F1 by threshold alone. */
export function thresholdChart(id: string, judged: JudgedPairs, chosen: number | null): PlacedChart {
  const table = truthTable(judged, { roundTo: HALF_A_BIT });
  return { id, draw: (options) => thresholdSelectionChart(table, { ...options, ...(chosen === null ? {} : { chosen }) }) };
}
