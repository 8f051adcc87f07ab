import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import { IS_MATCH } from '@golden-thread/linkage/judged-pairs';
import type { PredictionError } from '@golden-thread/linkage/prediction-errors';
import { columnNamed, textOf } from '../link-files/table-cells.ts';
import { writeTable } from '../link-files/write-table.ts';
import type { JudgedPairsFile } from './judged.ts';
import { pairKey } from './pairs-file.ts';

type Cell = string | number | boolean | null;

interface ErrorColumn {
  readonly name: string;
  readonly type: 'text' | 'number' | 'boolean';
  readonly cell: (error: WrittenError) => Cell;
}

interface WrittenError extends PredictionError {
  readonly status: 'FP' | 'FN';
  /** Where its pair stands in the file of pairs. */
  readonly row: number | undefined;
}

const NAMES = ['match_weight', 'match_probability', 'source_dataset_l', 'unique_id_l', 'source_dataset_r', 'unique_id_r'];

/**
 * Writes the pairs that the link weight decides wrongly: false positives (the heaviest first), then false negatives (those that
 * blocking never made, then the lightest). `truth_status` is FP or FN, as in Splink; then weight, names of both records,
 * and whatever else the file of pairs says of them.
 */
export async function writeErrors(path: string, judged: JudgedPairsFile): Promise<void> {
  const { falsePositives, falseNegatives } = judged.errors(Number.POSITIVE_INFINITY);
  const listed = [
    ...falsePositives.map((error) => ({ ...error, status: 'FP' as const })),
    ...falseNegatives.map((error) => ({ ...error, status: 'FN' as const })),
  ];
  const rows = judged.file.rowsOf(new Set(listed.flatMap(({ l, r, weight }) => (weight === null ? [] : [pairKey(l, r)]))));
  const errors = listed.map((error) => ({ ...error, row: rows.get(pairKey(error.l, error.r)) }));
  const columns = columnsOf(judged);
  await writeTable(path, columns, (writer) => writer.write(columns.map(({ cell }) => errors.map(cell))));
}

function columnsOf(judged: JudgedPairsFile): ErrorColumn[] {
  const { records, file } = judged;
  const ofFile = (name: string): ((row: number) => string | null) => textOf(columnNamed(file.table, name, name));
  const named = (name: string, ofRecord: (error: WrittenError) => string): ErrorColumn => {
    const text = ofFile(name);
    return { name, type: 'text', cell: (error) => (error.row === undefined ? ofRecord(error) : text(error.row)) };
  };
  const names: readonly ErrorColumn[] = (['l', 'r'] as const).flatMap((side) => [
    named(`source_dataset_${side}`, (error) => records.sourceOf(error[side])),
    named(`unique_id_${side}`, (error) => records.idOf(error[side])),
  ]);
  const others = [...file.table.columns.keys()].flatMap((name): readonly ErrorColumn[] => {
    if (NAMES.includes(name)) return [];
    const text = ofFile(name);
    return [{ name, type: 'text', cell: ({ row }) => (row === undefined ? null : text(row)) }];
  });
  return [
    { name: 'truth_status', type: 'text', cell: ({ status }) => status },
    { name: 'clerical_match_score', type: 'number', cell: scoresOf(judged) },
    { name: 'found_by_blocking_rules', type: 'boolean', cell: ({ weight }) => weight !== null },
    { name: 'match_weight', type: 'number', cell: ({ weight }) => weight },
    { name: 'match_probability', type: 'number', cell: ({ weight }) => (weight === null ? null : probabilityOfBits(weight)) },
    ...names,
    ...others,
  ];
}

/** Of labels theirs; of a column of true entities 1 for a pair of one, 0 for the others. */
function scoresOf({ labels }: JudgedPairsFile): (error: WrittenError) => number {
  const given = new Map<string, number>();
  if (labels !== null)
    for (const [k, score] of labels.clericalScore.entries()) {
      const key = `${pairKey(labels.l[k] as number, labels.r[k] as number)} ${score >= IS_MATCH ? 'FN' : 'FP'}`;
      given.set(key, score);
    }
  return ({ l, r, status }) => given.get(`${pairKey(l, r)} ${status}`) ?? (status === 'FN' ? 1 : 0);
}
