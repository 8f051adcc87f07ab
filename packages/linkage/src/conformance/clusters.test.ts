import { describe, expect, it } from 'vitest';
import { clustersAtThresholds } from '../cluster/clusters-at-thresholds.ts';
import { connectedComponents } from '../cluster/connected-components.ts';
import { graphMetrics } from '../cluster/graph-metrics.ts';
import { singleBestLinks } from '../cluster/single-best-links.ts';
import { bitsOfProbability } from '../fellegi-sunter.ts';
import { predict } from '../score/predict.ts';
import { pairsFrom, type ScoredPairs } from '../score/scored-pairs.ts';
import { partition } from './agreement.fixture.ts';
import { type EngineCase, engineCase } from './engine.fixture.ts';
import { answered, type ClustersAnswer, type End, type RecordedCase, recordedGroups, runsOf, type Version } from './recorded.fixture.ts';

async function scored(one: RecordedCase, version: Version): Promise<{ readonly engine: EngineCase; readonly pairs: ScoredPairs }> {
  const engine = engineCase(one, version);
  return { engine, pairs: await predict(engine.runner, engine.model, { floor: Number.NEGATIVE_INFINITY }) };
}

describe('connected components are the partition that Splink makes, with its ids', () => {
  it.each(runsOf(recordedGroups, 'clusters'))('$title', async ({ one, version }) => {
    const { engine, pairs } = await scored(one, version);
    for (const { options, answer } of answered(one, 'clusters', version)) {
      const { threshold_match_weight: weight, threshold_match_probability: probability } = options;
      const kept = pairsFrom(pairs, weight ?? bitsOfProbability(probability ?? 0));
      expectClusters(engine, connectedComponents(engine.records.size, kept.l, kept.r), answer);
    }
  });
});

describe('single best links are the partition that Splink makes', () => {
  it.each(runsOf(recordedGroups, 'best_links'))('$title', async ({ one, version }) => {
    const { engine, pairs } = await scored(one, version);
    for (const { options, answer } of answered(one, 'best_links', version)) {
      const { duplicate_free: duplicateFree, ties, threshold_match_probability: probability } = options;
      const clusterOf = singleBestLinks(engine.records, pairs, { duplicateFree, ties, threshold: bitsOfProbability(probability) });
      expect(partition(membersOf(engine, clusterOf).values())).toEqual(partition(answer.map(([, members]) => members)));
    }
  });
});

describe('clusters at several thresholds at once are those that Splink makes', () => {
  it.each(runsOf(recordedGroups, 'thresholds'))('$title', async ({ one, version }) => {
    const { engine, pairs } = await scored(one, version);
    for (const { options, answer } of answered(one, 'thresholds', version)) {
      const at = clustersAtThresholds(engine.records.size, pairs, options.probabilities.map(bitsOfProbability));
      const record = answer.columns.indexOf('unique_id');
      const found = new Map(answer.rows.map((row) => [row[record], row.filter((_, column) => column !== record)]));
      const ours = new Map(engine.ends.map((end, i) => [end, at.map(({ clusterOf }) => engine.ends[clusterOf[i] ?? -1])]));
      expect(ours).toEqual(found);
    }
  });
});

describe('graph metrics are those of Splink', () => {
  it.each(runsOf(recordedGroups, 'graph_metrics'))('$title', async ({ one, version }) => {
    const { engine, pairs } = await scored(one, version);
    for (const { options, answer } of answered(one, 'graph_metrics', version)) {
      const kept = pairsFrom(pairs, bitsOfProbability(options.threshold_match_probability));
      const clusterOf = connectedComponents(engine.records.size, kept.l, kept.r);
      const metrics = graphMetrics(clusterOf, kept.l, kept.r);
      const number = (value: unknown): number | null =>
        value === null || value === 'NaN' || value === undefined ? null : Number(Number(value).toFixed(9));
      const rows = ({ columns, rows: all }: typeof answer.nodes, key: string, ...wanted: readonly string[]) =>
        new Map(all.map((row) => [String(row[columns.indexOf(key)]), wanted.map((name) => number(row[columns.indexOf(name)]))]));
      expect(new Map(engine.ends.map((end, i) => [idOf(end), [number(metrics.nodeDegree[i]), number(metrics.nodeCentrality[i])]]))).toEqual(
        rows(answer.nodes, 'composite_unique_id', 'node_degree', 'node_centrality'),
      );
      expect(
        new Map(
          metrics.clusters.map((c) => [
            idOf(engine.ends[c.cluster] ?? ''),
            [c.nodes, c.edges, number(c.density), number(c.centralisation)],
          ]),
        ),
      ).toEqual(rows(answer.clusters, 'cluster_id', 'n_nodes', 'n_edges', 'density', 'cluster_centralisation'));
    }
  });
});

function expectClusters(engine: EngineCase, clusterOf: Int32Array, answer: ClustersAnswer): void {
  const groups = membersOf(engine, clusterOf);
  expect(partition(groups.values())).toEqual(partition(answer.map(([, members]) => members)));
  expect([...groups.keys()].map((label) => idOf(engine.ends[label] ?? '')).sort()).toEqual(answer.map(([id]) => id).sort());
}

function membersOf({ ends }: EngineCase, clusterOf: Int32Array): ReadonlyMap<number, readonly End[]> {
  const groups = new Map<number, End[]>();
  for (const [record, end] of ends.entries()) {
    const cluster = clusterOf[record] ?? -1;
    groups.set(cluster, [...(groups.get(cluster) ?? []), end]);
  }
  return groups;
}

const idOf = (end: End): string => (typeof end === 'object' ? end.join('-__-') : String(end));
