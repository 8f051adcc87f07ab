import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { WrittenColumn } from '@golden-thread/connectors/tables/table-writer';
import { type GraphMetrics, graphMetrics } from '@golden-thread/linkage/graph-metrics';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { ScoredPairs } from '@golden-thread/linkage/pairs';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { recordNames } from './record-names.ts';
import { writeTable } from './write-table.ts';

const ROWS_PER_BATCH = 50_000;

type Cell = string | number | boolean | null;

/** The files of a folder of graph metrics. */
export const graphMetricsFiles = (folder: string) => ({
  nodes: join(folder, 'nodes.csv'),
  edges: join(folder, 'edges.csv'),
  clusters: join(folder, 'clusters.csv'),
});

/**
 * Writes how records, links and clusters hang together, under Splink's names, into a folder that is made if need be. Links are
 * the pairs that weigh as much as the clusters were made at, inside clusters.
 */
export async function writeGraphMetrics(
  folder: string,
  { records, clusters: [clustered] }: Pick<LinkResult, 'records' | 'clusters'>,
  pairs: ScoredPairs,
): Promise<void> {
  if (clustered === undefined) return;
  const { clusterOf } = clustered;
  const { l, r } = linksOf(pairs, clustered);
  const metrics = graphMetrics(clusterOf, l, r);
  const { idOf, sourceOf, clusterNameOf } = recordNames(records);
  const files = graphMetricsFiles(folder);
  await makeFolder(folder);
  await writeRows(files.nodes, records.size, [
    column('cluster_id', 'text', (record) => clusterNameOf(clusterOf[record] as number)),
    column('source_dataset', 'text', sourceOf),
    column('unique_id', 'text', idOf),
    column('node_degree', 'integer', (record) => metrics.nodeDegree[record] as number),
    column('node_centrality', 'number', (record) => metrics.nodeCentrality[record] as number),
  ]);
  await writeRows(files.edges, l.length, [
    column('source_dataset_l', 'text', (edge) => sourceOf(l[edge] as number)),
    column('unique_id_l', 'text', (edge) => idOf(l[edge] as number)),
    column('source_dataset_r', 'text', (edge) => sourceOf(r[edge] as number)),
    column('unique_id_r', 'text', (edge) => idOf(r[edge] as number)),
    column('is_bridge', 'boolean', (edge) => metrics.isBridge[edge] === 1),
  ]);
  const of = (k: number): GraphMetrics['clusters'][number] | undefined => metrics.clusters[k];
  await writeRows(files.clusters, metrics.clusters.length, [
    column('cluster_id', 'text', (k) => clusterNameOf(of(k)?.cluster ?? 0)),
    column('n_nodes', 'integer', (k) => of(k)?.nodes ?? 0),
    column('n_edges', 'integer', (k) => of(k)?.edges ?? 0),
    column('density', 'number', (k) => of(k)?.density ?? null),
    column('cluster_centralisation', 'number', (k) => of(k)?.centralisation ?? null),
  ]);
}

function linksOf(pairs: ScoredPairs, { weight, clusterOf }: LinkResult['clusters'][number]): { l: Int32Array; r: Int32Array } {
  const isLink = (_: number, p: number): boolean =>
    (pairs.weight[p] as number) >= weight && clusterOf[pairs.l[p] as number] === clusterOf[pairs.r[p] as number];
  return { l: pairs.l.filter(isLink), r: pairs.r.filter(isLink) };
}

interface RowColumn extends WrittenColumn {
  readonly cell: (row: number) => Cell;
}

const column = (name: string, type: WrittenColumn['type'], cell: RowColumn['cell']): RowColumn => ({ name, type, cell });

async function writeRows(path: string, size: number, columns: readonly RowColumn[]): Promise<void> {
  await writeTable(path, columns, async (writer) => {
    for (let from = 0; from < size; from += ROWS_PER_BATCH) {
      const rows = Math.min(ROWS_PER_BATCH, size - from);
      await writer.write(columns.map(({ cell }) => Array.from({ length: rows }, (_, k) => cell(from + k))));
    }
  });
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw notMade(path, error);
  }
}

const notMade = (path: string, cause: unknown): DeclarationError =>
  new DeclarationError({
    code: 'link.not_written',
    message: `The folder ${path} cannot be made.`,
    remedy: 'Name a folder that you may write to, and not a file.',
    cause,
  });
