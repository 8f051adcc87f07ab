import { bridgesOf } from './bridges.ts';

/** How records and clusters hang together by some links. *Source*: Splink's graph metrics, `splink/internals/graph_metrics.py`. */
export interface GraphMetrics {
  /** Links of each record. */
  readonly nodeDegree: Int32Array;
  /** Share of the others in its cluster that a record is linked with; 0 where it is alone. */
  readonly nodeCentrality: Float64Array;
  /** 1 for each link without which its records would hang together no more. */
  readonly isBridge: Uint8Array;
  /** By cluster, ascending. */
  readonly clusters: readonly ClusterMetrics[];
}

export interface ClusterMetrics {
  /** Its lowest record, or whatever else labels it. */
  readonly cluster: number;
  readonly nodes: number;
  readonly edges: number;
  /** Share of its pairs that are links; `null` for a single record. */
  readonly density: number | null;
  /** 1 for a star, 0 where all records have the same number of links; `null` below three records. */
  readonly centralisation: number | null;
}

/** Metrics of clusters by the links `a[p]`–`b[p]` that count: give those of the threshold that clusters were made at. */
export function graphMetrics(clusterOf: Int32Array, a: Int32Array, b: Int32Array): GraphMetrics {
  const size = clusterOf.length;
  const nodeDegree = new Int32Array(size);
  for (let p = 0; p < a.length; p++) {
    nodeDegree[a[p] as number] = (nodeDegree[a[p] as number] as number) + 1;
    nodeDegree[b[p] as number] = (nodeDegree[b[p] as number] as number) + 1;
  }
  const nodes = new Int32Array(size);
  const degrees = new Float64Array(size);
  const largest = new Int32Array(size);
  for (let record = 0; record < size; record++) {
    const cluster = clusterOf[record] as number;
    const degree = nodeDegree[record] as number;
    nodes[cluster] = (nodes[cluster] as number) + 1;
    degrees[cluster] = (degrees[cluster] as number) + degree;
    largest[cluster] = Math.max(largest[cluster] as number, degree);
  }
  const nodeCentrality = Float64Array.from(nodeDegree, (degree, record) => {
    const others = (nodes[clusterOf[record] as number] as number) - 1;
    return others > 0 ? degree / others : 0;
  });
  const clusters: ClusterMetrics[] = [];
  for (let cluster = 0; cluster < size; cluster++) {
    const n = nodes[cluster] as number;
    const sum = degrees[cluster] as number;
    if (n === 0) continue;
    clusters.push({
      cluster,
      nodes: n,
      edges: sum / 2,
      density: n > 1 ? sum / (n * (n - 1)) : null,
      centralisation: n > 2 ? (n * (largest[cluster] as number) - sum) / ((n - 1) * (n - 2)) : null,
    });
  }
  return { nodeDegree, nodeCentrality, isBridge: bridgesOf(size, a, b), clusters };
}
