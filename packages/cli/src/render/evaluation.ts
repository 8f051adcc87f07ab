import type { Evaluation } from '@golden-thread/orchestrator/evaluation';
import { counted, grouped, table } from './table.ts';

/** What an evaluation came to, for people. */
export function evaluationText({ records, notClustered, clusters, labels, pairs, linkWeight, written }: Evaluation): string {
  const lines: string[] = [];
  for (const { column, comparison, groups } of clusters) {
    lines.push(
      `${column}: ${counted(comparison.found.clusters, 'cluster')} of ${counted(comparison.records, 'record')} against ${counted(comparison.truth.clusters, 'entity', 'entities')}, the largest ${grouped(comparison.found.largest)} against ${grouped(comparison.truth.largest)}`,
      figures([['all', comparison], ...groups.map(({ group, comparison: own }) => [group, own] as const)]),
      `  of ${counted(comparison.pairs, 'pair')}, ${grouped(comparison.tn)} rightly left apart`,
    );
  }
  const without = clusters[0]?.comparison.withoutTruth ?? 0;
  if (without > 0) lines.push(`  ${counted(without, 'record')} of ${grouped(records)} without a known truth: left out`);
  if (notClustered > 0) lines.push(`  ${counted(notClustered, 'record')} of the truth in no cluster: left out`);
  if (labels !== null) lines.push(labelsText(labels));
  if (pairs !== null) lines.push(pairsText(pairs, linkWeight));
  return [...lines, ...written.map((path) => `  written: ${path}`)].join('\n');
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

function labelsText({ matches, others, clusters }: NonNullable<Evaluation['labels']>): string {
  const told = `${counted(matches, 'labelled match', 'labelled matches')} and ${counted(others, 'other label')}`;
  if (clusters.length === 0) return told;
  const rows = clusters.map(({ column, tp, fp, fn, measures }) => [
    column,
    tp,
    fp,
    fn,
    ...[measures.precision, measures.recall, measures.f1].map(share),
  ]);
  return `${told}\n${table(['', 'true', 'false', 'missed', 'precision', 'recall', 'F1'], rows)}`;
}

function pairsText({ scored, lightest, thresholds, errors, groups }: NonNullable<Evaluation['pairs']>, linkWeight: number): string {
  type Row = (typeof thresholds)[number];
  const cells = (name: string, row: Row) => [name, row.tp, row.fp, row.fn, ...[row.precision, row.recall, row.f1].map(share)];
  const header = ['true', 'false', 'missed', 'precision', 'recall', 'F1'];
  return [
    `${counted(scored, 'scored pair')} in the file${lightest === null ? '' : `, the lightest of ${lightest.toFixed(2)} bits`}; ${counted(errors.neverMade, 'true pair')} not among them`,
    table(
      ['weight', ...header],
      thresholds.map((row) => cells(String(row.threshold), row)),
    ),
    ...(groups.length === 0
      ? []
      : [
          `  from ${linkWeight} bits on:`,
          table(
            ['', ...header],
            groups.map(({ group, linked }) => cells(group, linked)),
          ),
        ]),
  ].join('\n');
}

const share = (value: number | null): string => (value === null ? '–' : value.toFixed(4));
