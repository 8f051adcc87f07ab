import { readTable } from '@golden-thread/connectors/tables/read-table';
import { type ScoredPairs, sortedPairs } from '@golden-thread/linkage/pairs';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { nameOf, type OwnNames, pairColumns, type RecordName } from '../link-files/named-pairs.ts';
import { columnNamed, textOf } from '../link-files/table-cells.ts';
import type { NamedRecords } from './named-records.ts';

/** Scored pairs of a file, as `gt link --pairs` or Splink's `predict` wrote it. */
export interface PairsFile {
  /** By l, then r, each a number of the records; the lower one is l. */
  readonly pairs: ScoredPairs;
  readonly table: ColumnTable;
  /** Rows of the table where these pairs, by `pairKey`, stand. */
  rowsOf(wanted: ReadonlySet<string>): ReadonlyMap<string, number>;
}

export const pairKey = (l: number, r: number): string => `${l} ${r}`;

/**
 * Reads scored pairs; of `all` columns, or of those that are judged. Where `known` is true a pair of a record that the records
 * do not have is an error; otherwise it is added to them.
 * @throws DeclarationError
 */
export async function readPairs(
  path: string,
  records: NamedRecords,
  { own, known, all }: { readonly own: OwnNames; readonly known: boolean; readonly all: boolean },
): Promise<PairsFile> {
  const table = await readTable(path, { name: 'pairs', columns: all ? null : ['match_weight', ...pairColumns(own)] });
  const [nameL, nameR] = [nameOf(table, path, own, 'l'), nameOf(table, path, own, 'r')];
  const weights = textOf(columnNamed(table, 'match_weight', path));
  const only = records.onlySource() ?? (records.size() === 0 ? '' : null);
  const numberOf = ({ source, id }: RecordName, row: number): number => {
    const named = source ?? only;
    if (named === null) throw withoutSource(path);
    const record = known ? records.find(named, id) : records.add(named, id);
    if (record === undefined) throw strangePair(path, row);
    return record;
  };
  const [l, r, weight] = [new Int32Array(table.size), new Int32Array(table.size), new Float64Array(table.size)];
  for (let row = 0; row < table.size; row++) {
    const left = numberOf(nameL(row), row);
    const right = numberOf(nameR(row), row);
    l[row] = Math.min(left, right);
    r[row] = Math.max(left, right);
    weight[row] = Number(weights(row));
  }
  return {
    pairs: sortedPairs([{ count: table.size, l, r, weight, rule: new Uint8Array(table.size) }], records.size()),
    table,
    rowsOf(wanted) {
      const rows = new Map<string, number>();
      if (wanted.size === 0) return rows;
      for (let row = 0; row < table.size; row++) {
        const key = pairKey(l[row] as number, r[row] as number);
        if (wanted.has(key)) rows.set(key, row);
      }
      return rows;
    },
  };
}

const withoutSource = (path: string): DeclarationError =>
  new DeclarationError({
    code: 'link.pair_source',
    message: `${path} does not name the sources of its records, and the clusters are of several.`,
    remedy: 'Add the columns source_dataset_l and source_dataset_r.',
  });

const strangePair = (path: string, row: number): DeclarationError =>
  new DeclarationError({
    code: 'link.strange_pair',
    message: `Line ${row + 2} of ${path} names a record that the clusters do not have.`,
    remedy: 'Give the pairs and the clusters of one and the same run of gt link.',
  });
