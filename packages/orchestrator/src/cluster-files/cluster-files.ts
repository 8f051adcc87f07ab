import { readTable } from '@golden-thread/connectors/tables/read-table';
import { type ClusterMethod, clusterPairs } from '@golden-thread/linkage/cluster-pairs';
import { type ScoredPairs, sortedPairs } from '@golden-thread/linkage/pairs';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import { type NamedRecords, namedRecords } from '../evaluate-files/named-records.ts';
import { readPairs } from '../evaluate-files/pairs-file.ts';
import { checkFiles } from '../link-files/check-files.ts';
import { type ClusterSummary, sizesOf } from '../link-files/link-summary.ts';
import { recordNames } from '../link-files/record-names.ts';
import { columnNamed, textOf } from '../link-files/table-cells.ts';
import { writeClusterTable } from '../link-files/write-clusters.ts';

/** What to cluster: the options of `gt cluster`. */
export interface ClusterRequest {
  /** Scored pairs, as `gt link --pairs` writes them. */
  readonly pairs: string;
  /** Files of all records, those in no pair too; none: only records of pairs are in clusters. */
  readonly nodes: readonly NodesFile[];
  readonly idColumn: string;
  readonly sourceColumn: string;
  readonly clusters: string;
  /** In bits. */
  readonly weights: readonly number[];
  readonly method: ClusterMethod;
}

/** A file of records. */
export interface NodesFile {
  /** Whose records they are; `null`: the file's own column says it, or the pairs have one source only. */
  readonly source: string | null;
  readonly path: string;
}

export interface ClusteredFiles {
  readonly records: number;
  readonly pairs: number;
  readonly clusters: readonly ClusterSummary[];
  readonly written: readonly string[];
}

/**
 * Clusters scored pairs of a file, without the records that they were made of: the whole of `gt cluster`. Records stand in the
 * order of `gt link`, whatever order the files have.
 * @throws DeclarationError for files that hold no pairs or no such records.
 */
export async function clusterFiles(request: ClusterRequest): Promise<ClusteredFiles> {
  const { weights, method, nodes } = request;
  checkFiles({ read: [request.pairs, ...nodes.map(({ path }) => path)], tables: [request.clusters], texts: [] });
  const named = namedRecords();
  const { pairs: read } = await readPairs(request.pairs, named, {
    own: { id: request.idColumn, source: request.sourceColumn },
    known: false,
    all: false,
  });
  if (read.weight.some(Number.isNaN)) throw notWeighed(request.pairs);
  const only = named.onlySource();
  if (only === '' && nodes.some(({ source }) => source !== null)) throw unnamed(request.pairs);
  for (const file of nodes) await addNodes(file, request, named, only);
  if (named.size() === 0) return { records: 0, pairs: 0, clusters: [], written: [] };
  const { records, numbers } = inOrder(named);
  const pairs = renumbered(read, numbers, records.size);
  const clusters = clusterPairs(records, pairs, method, weights);
  await writeClusterTable(request.clusters, records, clusters);
  return {
    records: records.size,
    pairs: pairs.count,
    clusters: clusters.map(({ weight, clusterOf }) => ({ weight, ...sizesOf(clusterOf) })),
    written: [request.clusters],
  };
}

/** The file's records; of the pairs' `only` source where neither the file nor its name says whose they are. @throws DeclarationError */
async function addNodes(
  { source, path }: NodesFile,
  { idColumn, sourceColumn }: Pick<ClusterRequest, 'idColumn' | 'sourceColumn'>,
  records: NamedRecords,
  only: string | null,
): Promise<void> {
  const table = await readTable(path, { name: 'nodes', columns: [idColumn, sourceColumn] });
  const ids = textOf(columnNamed(table, idColumn, path));
  const sources = source === null && table.columns.has(sourceColumn) ? textOf(columnNamed(table, sourceColumn, path)) : null;
  if (sources === null && source === null && only === null && records.size() > 0)
    throw refused(
      'link.column_missing',
      `${path} has no column ${sourceColumn}, and the pairs are of several sources.`,
      'Write --nodes source=file, a file for each source; or name the column with --source-column.',
    );
  for (let row = 0; row < table.size; row++) records.add(source ?? sources?.(row) ?? only ?? '', ids(row) ?? '');
}

/** The records as `gt link` would have put them, and the number of each. */
function inOrder(named: NamedRecords): { readonly records: RecordTable; readonly numbers: Int32Array } {
  const bySource = new Map<string, string[]>();
  for (let record = 0; record < named.size(); record++) {
    const source = named.sourceOf(record);
    const ids = bySource.get(source) ?? [];
    ids.push(named.idOf(record));
    bySource.set(source, ids);
  }
  const tables = [...bySource].map(([name, ids]) => tableOf(name, ids));
  const linkType = tables.length === 1 ? 'dedupe_only' : 'link_and_dedupe';
  const records = stackRecords(tables, { uniqueIdColumn: 'unique_id', sourceColumn: 'source_dataset', linkType });
  const { idOf, sourceOf } = recordNames(records);
  const numbers = new Int32Array(records.size);
  for (let record = 0; record < records.size; record++) numbers[named.find(sourceOf(record), idOf(record)) ?? 0] = record;
  return { records, numbers };
}

function tableOf(name: string, ids: readonly string[]): ColumnTable {
  const dictionary = textDictionary();
  const encoder = new TextEncoder();
  const numbers = new Int32Array(new SharedArrayBuffer(4 * ids.length));
  ids.forEach((id, row) => {
    const bytes = encoder.encode(id);
    numbers[row] = dictionary.numberOf(bytes, 0, bytes.length);
  });
  return { name, size: ids.length, columns: new Map([['unique_id', { type: 'text', ids: numbers, values: dictionary.values() }]]) };
}

function renumbered({ count, l, r, weight, rule }: ScoredPairs, numbers: Int32Array, size: number): ScoredPairs {
  const [left, right] = [new Int32Array(count), new Int32Array(count)];
  for (let p = 0; p < count; p++) {
    const [x, y] = [numbers[l[p] as number] as number, numbers[r[p] as number] as number];
    left[p] = Math.min(x, y);
    right[p] = Math.max(x, y);
  }
  return sortedPairs([{ count, l: left, r: right, weight, rule }], size);
}

/** Records of a source beside pairs that name none would all be records that stand in no pair. */
const unnamed = (path: string): DeclarationError =>
  refused(
    'link.pair_source',
    `${path} does not name the sources of its records, and --nodes does.`,
    'Write --nodes file, without a source; or add the columns source_dataset_l and source_dataset_r to the pairs.',
  );

const notWeighed = (path: string): DeclarationError =>
  refused('link.pair_weight', `A pair of ${path} has a match_weight that is no number.`, 'Give pairs as gt link --pairs writes them.');

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
