import type { Evaluation } from '@golden-thread/orchestrator/evaluate-files';
import { counted, grouped, table } from './table.ts';

/** What an evaluation came to, for people. */
export function evaluationText({ records, notClustered, clusters, pairs }: Evaluation): string {
  const lines: string[] = [];
  for (const { column, comparison, groups } of clusters) {
    lines.push(
      `${column}: ${counted(comparison.found.clusters, 'cluster')} of ${counted(comparison.records, 'record')} against ${counted(comparison.truth.clusters, 'entity', 'entities')}, the largest ${grouped(comparison.found.largest)} against ${grouped(comparison.truth.largest)}`,
      figures([['all', comparison], ...groups.map(({ group, comparison: own }) => [group, own] as const)]),
    );
  }
  const without = clusters[0]?.comparison.withoutTruth ?? 0;
  if (without > 0) lines.push(`  ${counted(without, 'record')} of ${grouped(records)} without a known truth: left out`);
  if (notClustered > 0) lines.push(`  ${counted(notClustered, 'record')} of the truth in no cluster: left out`);
  if (pairs !== null) lines.push(pairsText(pairs));
  return lines.join('\n');
}

type Comparison = Evaluation['clusters'][number]['comparison'];

function figures(rows: readonly (readonly [string, Comparison])[]): string {
  return table(
    ['', 'true', 'false', 'missed', 'precision', 'recall', 'F1', 'B³ precision', 'B³ recall', 'B³ F1'],
    rows.map(([name, { tp, fp, fn, measures, bCubed }]) => [
      name,
      tp,
      fp,
      fn,
      ...[measures.precision, measures.recall, measures.f1, bCubed.precision, bCubed.recall, bCubed.f1].map(share),
    ]),
  );
}

function pairsText({ scored, thresholds, errors }: NonNullable<Evaluation['pairs']>): string {
  return [
    `${counted(scored, 'scored pair')}; ${counted(errors.neverMade, 'true pair')} never made`,
    table(
      ['weight', 'true', 'false', 'missed', 'precision', 'recall', 'F1'],
      thresholds.map((row) => [String(row.threshold), row.tp, row.fp, row.fn, ...[row.precision, row.recall, row.f1].map(share)]),
    ),
  ].join('\n');
}

const share = (value: number | null): string => (value === null ? '–' : value.toFixed(4));
