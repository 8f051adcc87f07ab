import type { ClustersAt } from '../cluster/clusters-at-thresholds.ts';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';

/** What clusters at one weight may be expected to be worth, by the model's own probabilities. */
export interface ExpectedScore {
  /** In bits. */
  readonly weight: number;
  /** Of the pairs inside clusters, the share that is expected to be true. */
  readonly precision: number;
  /** Of the true pairs that are expected, the share inside clusters. */
  readonly recall: number;
  readonly f1: number;
}

/** Weights that are tried, in bits: from one in three to one in a million. */
const TRIED = Array.from({ length: 22 }, (_, bits) => bits - 1);

export interface ChosenWeight {
  /** In bits. */
  readonly weight: number;
  readonly tried: readonly ExpectedScore[];
}

/** Pairs below say nothing to the choice: fewer than one in a hundred is true. */
export const CHOICE_FLOOR = -7;

/**
 * The weight at which clusters are expected to have the highest F1, chosen without any truth: a scored pair is true with its
 * match probability, a pair that was never scored is false. Of equal ones the highest weight. All that were tried are
 * given, for whoever wants to see the choice. `pairs` are those that weigh `CHOICE_FLOOR` or more; `cluster` makes clusters
 * of them.
 */
export function chooseWeight(pairs: ScoredPairs, cluster: (weights: readonly number[]) => readonly ClustersAt[]): ChosenWeight {
  const probability = pairs.weight.map(probabilityOfBits);
  const tried = cluster(TRIED).map(({ weight, clusterOf }) => ({ weight, ...expectedScore(clusterOf, pairs, probability) }));
  const best = tried.reduce((most, score) => (score.f1 >= most.f1 ? score : most));
  return { weight: best.weight, tried };
}

function expectedScore(clusterOf: Int32Array, { count, l, r }: ScoredPairs, probability: Float64Array): Omit<ExpectedScore, 'weight'> {
  let all = 0;
  let inside = 0;
  for (let p = 0; p < count; p++) {
    all += probability[p] as number;
    if (clusterOf[l[p] as number] === clusterOf[r[p] as number]) inside += probability[p] as number;
  }
  const claimed = pairsInside(clusterOf);
  return {
    precision: claimed === 0 ? 1 : inside / claimed,
    recall: all === 0 ? 1 : inside / all,
    f1: claimed + all === 0 ? 1 : (2 * inside) / (claimed + all),
  };
}

function pairsInside(clusterOf: Int32Array): number {
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  return sizes.reduce((pairs, size) => pairs + (size * (size - 1)) / 2, 0);
}
