import type { ClustersAt } from '../cluster/clusters-at-thresholds.ts';
import { type ExpectedScore, expectedScore } from '../evaluate/expected-score.ts';
import type { ScoredPairs } from '../score/scored-pairs.ts';

/** Weights that are tried, in bits: from one in three to one in a million. */
const TRIED = Array.from({ length: 22 }, (_, bits) => bits - 1);
/** Expected F1 that is as good as the best: less than the model can tell. */
const AS_GOOD = 0.005;

export interface ChosenWeight {
  /** In bits. */
  readonly weight: number;
  /** Lowest and highest of the weights around it, in bits, that are expected to do as well within half a hundredth of F1. */
  readonly within: { readonly from: number; readonly to: number };
  readonly tried: readonly (ExpectedScore & { readonly weight: number })[];
}

/** Pairs below say nothing to the choice: fewer than one in a thousand is true. */
export const CHOICE_FLOOR = -10;

/**
 * The weight at which clusters are expected to have the highest F1, chosen without any truth: see `expectedScore`. Of equal
 * ones the highest weight. All that were tried are given, for whoever wants to see the choice. `pairs` are those that
 * weigh `CHOICE_FLOOR` or more; `cluster` makes clusters of them.
 */
export function chooseWeight(pairs: ScoredPairs, cluster: (weights: readonly number[]) => readonly ClustersAt[]): ChosenWeight {
  const tried = cluster(TRIED).map(({ weight, clusterOf }) => ({ weight, ...expectedScore(clusterOf, pairs) }));
  const best = tried.reduce((most, score) => (score.f1 >= most.f1 ? score : most));
  const isAsGood = (score: ExpectedScore | undefined): boolean => score !== undefined && score.f1 >= best.f1 - AS_GOOD;
  let [from, to] = [tried.indexOf(best), tried.indexOf(best)];
  while (isAsGood(tried[from - 1])) from--;
  while (isAsGood(tried[to + 1])) to++;
  const weightAt = (position: number): number => tried[position]?.weight ?? best.weight;
  return { weight: best.weight, within: { from: weightAt(from), to: weightAt(to) }, tried };
}
