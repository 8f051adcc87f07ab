import { readTable } from '@golden-thread/connectors/tables/read-table';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { columnNamed, textOf } from './table-cells.ts';

/** A record as people name it; a source of `null` is whichever holds the id. */
export interface RecordName {
  readonly source: string | null;
  readonly id: string;
}

/** What records call their columns of ids and of sources. */
export interface OwnNames {
  readonly id: string;
  readonly source: string;
}

/** Pairs of records by name, with how sure somebody is that they are the same. */
export interface NamedPair {
  readonly left: RecordName;
  readonly right: RecordName;
  /** From 0 (surely not) to 1 (surely the same); 1 where the file does not say. */
  readonly score: number;
}

const SCORE = 'clerical_match_score';

/**
 * Pairs of a file as Splink's tables of labels have them: `unique_id_l, unique_id_r`, and, where there are several sources,
 * `source_dataset_l, source_dataset_r`; `clerical_match_score` may be left out. The columns of ids may also be called by
 * the records' own column of ids.
 * @throws DeclarationError when a column is missing, or a score is no number from 0 to 1.
 */
export async function readNamedPairs(path: string, own: OwnNames): Promise<readonly NamedPair[]> {
  const table = await readTable(path, { name: 'pairs', columns: [...pairColumns(own), SCORE] });
  const [left, right] = [nameOf(table, path, own, 'l'), nameOf(table, path, own, 'r')];
  const score = table.columns.has(SCORE) ? textOf(columnNamed(table, SCORE, path)) : () => '1';
  return Array.from({ length: table.size }, (_, row) => ({ left: left(row), right: right(row), score: scoreOf(score(row), path, row) }));
}

/** Columns that may name the records of a pair. */
export function pairColumns(own: OwnNames): readonly string[] {
  const names = ['l', 'r'].flatMap((side) => [`${own.id}_${side}`, `unique_id_${side}`, `${own.source}_${side}`, `source_dataset_${side}`]);
  return [...new Set(names)];
}

/**
 * Who stands on a side of a pair, by row. A table that lacks the column of sources names none.
 * @throws DeclarationError where there is no column of ids.
 */
export function nameOf(table: ColumnTable, path: string, own: OwnNames, side: 'l' | 'r'): (row: number) => RecordName {
  const named = (first: string, second: string): string =>
    table.columns.has(`${first}_${side}`) ? `${first}_${side}` : `${second}_${side}`;
  const ids = textOf(columnNamed(table, named(own.id, 'unique_id'), path));
  const source = named(own.source, 'source_dataset');
  const sources = table.columns.has(source) ? textOf(columnNamed(table, source, path)) : () => null;
  return (row) => ({ source: sources(row), id: ids(row) ?? '' });
}

function scoreOf(text: string | null, path: string, row: number): number {
  const score = Number(text);
  if (text !== null && text.trim() !== '' && score >= 0 && score <= 1) return score;
  throw new DeclarationError({
    code: 'link.label_score',
    message: `Line ${row + 2} of ${path} has a ${SCORE} that is no number from 0 to 1.`,
    remedy: 'Write 1 for the same, 0 for not the same, or anything between.',
  });
}
