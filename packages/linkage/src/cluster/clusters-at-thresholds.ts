import { growingComponents } from './connected-components.ts';

/** Links with their weights, in bits. */
export interface WeighedLinks {
  readonly count: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
  readonly weight: Float64Array;
}

/** Clusters at one weight: each record's cluster is its lowest record. */
export interface ClustersAt {
  readonly weight: number;
  readonly clusterOf: Int32Array;
}

/**
 * Connected components at several thresholds, in the order given: a link counts where it weighs the threshold or more. Each
 * link is looked at once: from the highest threshold down, clusters only ever grow together. Thresholds are weights, for
 * probabilities near 1 are all the same number.
 */
export function clustersAtThresholds(size: number, links: WeighedLinks, weights: readonly number[]): ClustersAt[] {
  const descending = [...new Set(weights)].sort((x, y) => y - x);
  const { starts, order } = linksByThreshold(links, descending);
  const components = growingComponents(size);
  const found = new Map<number, Int32Array>();
  descending.forEach((weight, t) => {
    for (let k = starts[t] as number, end = starts[t + 1] as number; k < end; k++) {
      const p = order[k] as number;
      components.join(links.l[p] as number, links.r[p] as number);
    }
    found.set(weight, components.labels());
  });
  return weights.map((weight) => ({ weight, clusterOf: found.get(weight) ?? components.labels() }));
}

/** The links that count from threshold *t* down, and not above: `order[starts[t]]` up to `order[starts[t + 1] - 1]`. */
function linksByThreshold({ count, weight }: WeighedLinks, descending: readonly number[]): { starts: Uint32Array; order: Uint32Array } {
  const thresholds = Float64Array.from(descending);
  const never = thresholds.length;
  const from = new Uint16Array(count);
  const starts = new Uint32Array(never + 2);
  for (let p = 0; p < count; p++) {
    const bits = weight[p] as number;
    let t = 0;
    while (t < never && !(bits >= (thresholds[t] as number))) t++;
    from[p] = t;
    starts[t + 1] = (starts[t + 1] as number) + 1;
  }
  for (let t = 1; t < starts.length; t++) starts[t] = (starts[t] as number) + (starts[t - 1] as number);
  const next = starts.slice();
  const order = new Uint32Array(count);
  for (let p = 0; p < count; p++) {
    const t = from[p] as number;
    const place = next[t] as number;
    next[t] = place + 1;
    order[place] = p;
  }
  return { starts, order };
}
