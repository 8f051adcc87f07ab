import { readTable } from '@golden-thread/connectors/tables/read-table';
import { type ClusterComparison, compareClusters, compareClustersBy } from '@golden-thread/linkage/compare-clusters';
import { numberLabels } from '@golden-thread/linkage/contingency';
import { judgedByEntity } from '@golden-thread/linkage/judged-pairs';
import { type ScoredPairs, sortedPairs } from '@golden-thread/linkage/pairs';
import { type PredictionErrors, predictionErrors } from '@golden-thread/linkage/prediction-errors';
import { type TruthRow, thresholdTable, truthTable } from '@golden-thread/linkage/truth-table';
import type { ColumnTable } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { columnNamed, readTruth, type TrueRecord, type TruthSource, textOf } from './truth-records.ts';

/** What to evaluate: the options of `gt evaluate`, checked. */
export interface EvaluateRequest {
  /** A file that `gt link --clusters` wrote. */
  readonly clusters: string;
  readonly truth: TruthSource;
  /** A file that `gt link --pairs` wrote. */
  readonly pairs: string | null;
  /** Only pairs of two sources count. */
  readonly acrossSources: boolean;
  /** Match weights, in bits, whose figures are shown. */
  readonly thresholds: readonly number[];
}

export interface Evaluation {
  /** Records of the clusters. */
  readonly records: number;
  /** Records of the truth that are in no cluster: they are not compared. */
  readonly notClustered: number;
  /** One for each column of clusters. */
  readonly clusters: readonly {
    readonly column: string;
    readonly comparison: ClusterComparison;
    /** By the column asked for; empty where none was. */
    readonly groups: readonly { readonly group: string; readonly comparison: ClusterComparison }[];
  }[];
  /** Of the scored pairs; `null` where no pairs were given. */
  readonly pairs: {
    readonly scored: number;
    readonly thresholds: readonly TruthRow[];
    /** One row for each tenth of a bit that some pair weighs. */
    readonly table: readonly TruthRow[];
    readonly errors: PredictionErrors['counts'];
  } | null;
}

const SOURCE = 'source_dataset';
const ID = 'unique_id';
const TENTH_OF_A_BIT = 0.1;

/**
 * Compares the clusters of a file, and scored pairs if they are given, with the truth of other files. Touches no database.
 * @throws DeclarationError when a file lacks a column or names a record that the others do not have.
 */
export async function evaluateFiles(request: EvaluateRequest): Promise<Evaluation> {
  const table = await readTable(request.clusters, { name: 'clusters', columns: null });
  const truth = await readTruth(request.truth);
  const records = recordsOf(table, request.clusters);
  const known = Array.from({ length: records.size }, (_, record) => truth.of(records.sourceOf(record), records.idOf(record)));
  const entities = numberLabels(records.size, (record) => known[record]?.entity ?? null);
  const options = request.acrossSources ? { acrossSources: numberLabels(records.size, records.sourceOf) } : {};
  const groups = request.truth.by === null ? null : groupsOf(known);
  return {
    records: records.size,
    notClustered: truth.size - known.filter((one) => one !== null).length,
    clusters: clusterColumns(table, request.clusters).map((column) => {
      const cells = textOf(columnNamed(table, column, { path: request.clusters }));
      const found = numberLabels(records.size, (record) => cells(record) ?? `no cluster ${record}`);
      return {
        column,
        comparison: compareClusters(found, entities, options),
        groups: groups === null ? [] : compareClustersBy(found, entities, groups, options),
      };
    }),
    pairs: request.pairs === null ? null : pairFigures(await readPairs(request.pairs, records), entities, request.thresholds, options),
  };
}

function pairFigures(
  pairs: ScoredPairs,
  entities: Int32Array,
  thresholds: readonly number[],
  options: { readonly acrossSources?: Int32Array },
): NonNullable<Evaluation['pairs']> {
  const judged = judgedByEntity(pairs, entities, options);
  return {
    scored: pairs.count,
    thresholds: thresholdTable(judged, thresholds),
    table: truthTable(judged, { roundTo: TENTH_OF_A_BIT }),
    errors: predictionErrors(pairs, entities, { threshold: 0, most: 0, ...options }).counts,
  };
}

/** Records of a file of clusters, by number: its rows. */
interface ClusteredRecords {
  readonly size: number;
  idOf(record: number): string;
  sourceOf(record: number): string;
  find(source: string, id: string): number | undefined;
}

function recordsOf(table: ColumnTable, path: string): ClusteredRecords {
  const ids = textOf(columnNamed(table, ID, { path }));
  const sources = table.columns.has(SOURCE) ? textOf(columnNamed(table, SOURCE, { path })) : () => '';
  const idOf = (record: number): string => ids(record) ?? '';
  const sourceOf = (record: number): string => sources(record) ?? '';
  const numbers = new Map<string, number>();
  for (let record = 0; record < table.size; record++) numbers.set(`${sourceOf(record)}-__-${idOf(record)}`, record);
  return { size: table.size, idOf, sourceOf, find: (source, id) => numbers.get(`${source}-__-${id}`) };
}

function clusterColumns(table: ColumnTable, path: string): string[] {
  const names = [...table.columns.keys()].filter((name) => name.startsWith('cluster_'));
  if (names.length > 0) return names;
  throw new DeclarationError({
    code: 'link.no_clusters',
    message: `${path} has no column cluster_id, and none that begins with cluster_.`,
    remedy: 'Give a file that gt link --clusters wrote.',
  });
}

async function readPairs(path: string, records: ClusteredRecords): Promise<ScoredPairs> {
  const names = [`${SOURCE}_l`, `${ID}_l`, `${SOURCE}_r`, `${ID}_r`];
  const table = await readTable(path, { name: 'pairs', columns: ['match_weight', ...names] });
  const [sourceL, idL, sourceR, idR] = names.map((name) => textOf(columnNamed(table, name, { path })));
  const weights = textOf(columnNamed(table, 'match_weight', { path }));
  const [l, r, weight] = [new Int32Array(table.size), new Int32Array(table.size), new Float64Array(table.size)];
  for (let row = 0; row < table.size; row++) {
    const left = records.find(sourceL?.(row) ?? '', idL?.(row) ?? '');
    const right = records.find(sourceR?.(row) ?? '', idR?.(row) ?? '');
    if (left === undefined || right === undefined) throw strangePair(path, row);
    l[row] = Math.min(left, right);
    r[row] = Math.max(left, right);
    weight[row] = Number(weights(row));
  }
  return sortedPairs([{ count: table.size, l, r, weight, rule: new Uint8Array(table.size) }], records.size);
}

function groupsOf(known: readonly (TrueRecord | null)[]): { readonly names: readonly string[]; readonly groupOf: Int32Array } {
  const names = [...new Set(known.flatMap((one) => one?.group ?? []))].sort();
  return { names, groupOf: Int32Array.from(known, (one) => (one?.group == null ? -1 : names.indexOf(one.group))) };
}

const strangePair = (path: string, row: number): DeclarationError =>
  new DeclarationError({
    code: 'link.strange_pair',
    message: `Line ${row + 2} of ${path} names a record that the clusters do not have.`,
    remedy: 'Give the pairs and the clusters of one and the same run of gt link.',
  });
