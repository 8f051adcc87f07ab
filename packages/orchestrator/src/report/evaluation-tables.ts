import type { ChartColumn, ChartTable } from '@golden-thread/linkage/charts/chart';
import type { Evaluation, PairEvaluation } from '../evaluate-files/evaluation.ts';

const COUNTS: readonly ChartColumn[] = [
  { field: 'tp', title: 'Rightly linked', kind: 'count' },
  { field: 'fp', title: 'Wrongly linked', kind: 'count' },
  { field: 'fn', title: 'Missed', kind: 'count' },
];
const SHARES: readonly ChartColumn[] = [
  { field: 'precision', title: 'Precision', kind: 'share' },
  { field: 'recall', title: 'Recall', kind: 'share' },
  { field: 'f1', title: 'F1', kind: 'share' },
];
const B_CUBED: readonly ChartColumn[] = [
  { field: 'b3Precision', title: 'B³ precision', kind: 'share' },
  { field: 'b3Recall', title: 'B³ recall', kind: 'share' },
  { field: 'b3F1', title: 'B³ F1', kind: 'share' },
];

/** Clusters against the truth, each also by subgroup; `null` where there are none. */
export function clusterTable({ clusters }: Evaluation): ChartTable | null {
  if (clusters.length === 0) return null;
  const rows = clusters.flatMap(({ column, comparison, groups }) =>
    [{ group: 'all', comparison }, ...groups].map(({ group, comparison: own }) => {
      const { tp, fp, fn, measures, bCubed } = own;
      const { precision, recall, f1 } = measures;
      return { column, group, tp, fp, fn, precision, recall, f1, b3Precision: bCubed.precision, b3Recall: bCubed.recall, b3F1: bCubed.f1 };
    }),
  );
  const names: readonly ChartColumn[] = [
    { field: 'column', title: 'Clusters', kind: 'text' },
    { field: 'group', title: 'Records', kind: 'text' },
  ];
  return { columns: [...names, ...COUNTS, ...SHARES, ...B_CUBED], rows };
}

/** Clusters against labels; `null` where there are none. */
export function labelTable({ labels }: Evaluation): ChartTable | null {
  if (labels === null || labels.clusters.length === 0) return null;
  const rows = labels.clusters.map(({ column, tp, fp, fn, measures: { precision, recall, f1 } }) => ({
    column,
    tp,
    fp,
    fn,
    precision,
    recall,
    f1,
  }));
  return { columns: [{ field: 'column', title: 'Clusters', kind: 'text' }, ...COUNTS, ...SHARES], rows };
}

/** Scored pairs by subgroup, at the link weight. */
export function groupTable(groups: PairEvaluation['groups']): ChartTable {
  const rows = groups.map(({ group, linked: { tp, fp, fn, precision, recall, f1 } }) => ({ group, tp, fp, fn, precision, recall, f1 }));
  return { columns: [{ field: 'group', title: 'Group', kind: 'text' }, ...COUNTS, ...SHARES], rows };
}
