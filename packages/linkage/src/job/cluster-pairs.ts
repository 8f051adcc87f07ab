import { averageLinkAtThresholds } from '../cluster/average-link.ts';
import { type ClustersAt, clustersAtThresholds } from '../cluster/clusters-at-thresholds.ts';
import { singleBestLinks } from '../cluster/single-best-links.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';

/** How scored pairs become clusters. */
export type ClusterMethod =
  /** Records are together where links lead from one to the other. */
  | { readonly kind: 'components' }
  /** All that is known between two clusters is asked before they are joined; wants the pairs below the weight too. */
  | { readonly kind: 'average' }
  /** Mutually best links; no cluster holds two records of a source that holds nobody twice. */
  | { readonly kind: 'single_best'; readonly duplicateFree: readonly string[]; readonly ties: 'lowest_id' | 'drop' };

/** Clusters at each of these weights, in bits. */
export function clusterPairs(
  records: Pick<RecordTable, 'size' | 'sources' | 'sourceOf'>,
  pairs: ScoredPairs,
  method: ClusterMethod,
  weights: readonly number[],
): readonly ClustersAt[] {
  switch (method.kind) {
    case 'components':
      return clustersAtThresholds(records.size, pairs, weights);
    case 'average': {
      const clusters = averageLinkAtThresholds(records.size, pairs.l, pairs.r, pairs.weight, weights);
      return weights.map((weight, at) => ({ weight, clusterOf: clusters[at] ?? new Int32Array(0) }));
    }
    case 'single_best':
      return weights.map((weight) => ({ weight, clusterOf: singleBestLinks(records, pairs, { ...method, threshold: weight }) }));
    default:
      return method satisfies never;
  }
}
