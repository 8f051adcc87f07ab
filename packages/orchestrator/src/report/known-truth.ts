import { readerOf } from '@golden-thread/linkage/column-reader';
import { type Labels, numberLabels } from '@golden-thread/linkage/contingency';
import type { ReportInput } from './report-input.ts';

/** The truth that is given, or else that of the column which the training learned from. */
export interface KnownTruth {
  readonly labels: Labels;
  /** The model has seen it. */
  readonly isLearnedFrom: boolean;
}

export function knownTruth({ result, truth }: ReportInput): KnownTruth | null {
  if (truth !== null) return { labels: truth, isLearnedFrom: false };
  const wanted = result.runner.plan.training?.labelColumn?.toLowerCase();
  const column = [...result.records.columns].find(([name]) => name.toLowerCase() === wanted)?.[1];
  if (column === undefined) return null;
  const read = readerOf(column);
  const labels = numberLabels(result.records.size, (record) => {
    const value = read(column.ids[record] ?? 0);
    return value === null ? null : String(value);
  });
  return { labels, isLearnedFrom: true };
}
