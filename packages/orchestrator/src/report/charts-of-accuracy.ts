import { accuracyChart } from '@golden-thread/linkage/charts/accuracy';
import { furthestWith, precisionRecallChart } from '@golden-thread/linkage/charts/precision-recall';
import { rocChart } from '@golden-thread/linkage/charts/roc';
import { thresholdSelectionChart } from '@golden-thread/linkage/charts/threshold-selection';
import { type JudgedPairs, judgedByEntity } from '@golden-thread/linkage/judged-pairs';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { truthTable } from '@golden-thread/linkage/truth-table';
import type { PlacedChart } from './chart-figure.ts';
import type { KnownTruth } from './known-truth.ts';

/** Each row counts the pairs of its threshold and more. */
const BY_HALVES = { roundTo: 0.5, down: true };
const BY_HUNDREDTHS = { roundTo: 0.01, down: true };
/** Links of which so many are right. */
const MOSTLY_RIGHT = 0.99;

/** The scored pairs against the truth, threshold by threshold; nothing where the truth is not known. */
export function accuracyCharts(result: LinkResult, truth: KnownTruth | null): readonly PlacedChart[] {
  const { pairs, records, runner, clusters } = result;
  if (truth === null || pairs.count === 0) return [];
  const across = runner.plan.linkType === 'link_only' ? { acrossSources: records.sourceOf } : {};
  return truthCharts(judgedByEntity(pairs, truth.labels, across), clusters[0]?.weight ?? null);
}

/** Judged pairs, threshold by threshold; `chosen` is the threshold that was taken, in bits. */
export function truthCharts(judged: JudgedPairs, chosen: number | null): readonly PlacedChart[] {
  const table = truthTable(judged, BY_HALVES);
  if (table.length === 0) return [];
  const mostly = furthestWith(truthTable(judged, BY_HUNDREDTHS), MOSTLY_RIGHT);
  return [
    thresholdChart('thresholds', judged, chosen),
    { id: 'precision-recall', draw: (options) => precisionRecallChart(table, mostly, options) },
    { id: 'roc', draw: (options) => rocChart(table, options) },
    {
      id: 'measures',
      draw: (options) => accuracyChart(table, ['specificity', 'npv', 'accuracy', 'f1', 'f2', 'f05', 'p4', 'phi'], options),
    },
  ];
}

/** Precision, recall and F1 by threshold alone. */
export function thresholdChart(id: string, judged: JudgedPairs, chosen: number | null): PlacedChart {
  const table = truthTable(judged, BY_HALVES);
  return { id, draw: (options) => thresholdSelectionChart(table, { ...options, ...(chosen === null ? {} : { chosen }) }) };
}
