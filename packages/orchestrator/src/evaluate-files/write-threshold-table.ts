import type { TruthRow } from '@golden-thread/linkage/truth-table';
import { writeTable } from '../link-files/write-table.ts';
import type { Evaluation } from './evaluation.ts';

/** Columns under Splink's names, each with the measure that it holds. */
const COLUMNS = {
  truth_threshold: 'threshold',
  match_probability: 'probability',
  total_clerical_labels: 'pairs',
  p: 'p',
  n: 'n',
  tp: 'tp',
  tn: 'tn',
  fp: 'fp',
  fn: 'fn',
  P_rate: 'pRate',
  N_rate: 'nRate',
  tp_rate: 'tpRate',
  tn_rate: 'tnRate',
  fp_rate: 'fpRate',
  fn_rate: 'fnRate',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  npv: 'npv',
  accuracy: 'accuracy',
  f1: 'f1',
  f2: 'f2',
  f0_5: 'f05',
  p4: 'p4',
  phi: 'phi',
} as const satisfies Readonly<Record<string, keyof TruthRow>>;

/**
 * Writes the truth table, one row for each tenth of a bit that some pair weighs, with the columns that Splink gives it. Where
 * figures by subgroup were asked for, their rows follow, and a column `subgroup` says whose they are; it is empty for all.
 */
export async function writeThresholdTable(path: string, { pairs }: Pick<Evaluation, 'pairs'>): Promise<void> {
  if (pairs === null) return;
  const rows = [
    ...pairs.table.map((row) => ({ subgroup: null, row })),
    ...pairs.groups.flatMap(({ group, table }) => table.map((row) => ({ subgroup: group, row }))),
  ];
  const bySubgroup = pairs.groups.length > 0;
  const columns = [
    ...(bySubgroup ? [{ name: 'subgroup', type: 'text' as const }] : []),
    ...Object.keys(COLUMNS).map((name) => ({ name, type: 'number' as const })),
  ];
  await writeTable(path, columns, (writer) =>
    writer.write([
      ...(bySubgroup ? [rows.map(({ subgroup }) => subgroup)] : []),
      ...Object.values(COLUMNS).map((measure) => rows.map(({ row }) => row[measure])),
    ]),
  );
}
