import { probabilityOfBits } from '../fellegi-sunter.ts';
import type { WeighedPairs } from './judged-pairs.ts';
import { pairsAmong } from './measures.ts';

/** What clusters may be expected to be worth, by the model's own probabilities. */
export interface ExpectedScore {
  /** Of the pairs inside clusters, the share that is expected to be true. */
  readonly precision: number;
  /** Of the true pairs that are expected, the share inside clusters. */
  readonly recall: number;
  readonly f1: number;
}

/**
 * How good clusters are expected to be, without any truth. A scored pair is true with its match probability. A pair that
 * nobody scored, for no blocking rule makes it, is as likely as the scored pairs of its cluster are on average, times the
 * share of the cluster's pairs that were scored: where the rules make nearly all pairs of a cluster, the few that are missing
 * mean little; where one weak link joins two crowds that no rule brings together otherwise, they mean much.
 * True pairs that are neither scored nor in a cluster are not known of, so recall flatters; probabilities that take
 * dependent answers for independent ones flatter both. `clusterOf` is each record's cluster, by a record's number.
 */
export function expectedScore(clusterOf: Int32Array, { count, l, r, weight }: WeighedPairs): ExpectedScore {
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  const scored = new Int32Array(clusterOf.length);
  const likely = new Float64Array(clusterOf.length);
  let outside = 0;
  for (let p = 0; p < count; p++) {
    const probability = probabilityOfBits(weight[p] as number);
    const cluster = clusterOf[l[p] as number] as number;
    if (cluster === clusterOf[r[p] as number]) {
      scored[cluster] = (scored[cluster] as number) + 1;
      likely[cluster] = (likely[cluster] as number) + probability;
    } else outside += probability;
  }
  let claimed = 0;
  let right = 0;
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    const pairs = pairsAmong(sizes[cluster] as number);
    if (pairs === 0) continue;
    const made = scored[cluster] as number;
    const sum = likely[cluster] as number;
    claimed += pairs;
    // The average of the scored, sum / made, times their share, made / pairs.
    right += sum + ((pairs - made) * sum) / pairs;
  }
  const all = right + outside;
  return {
    precision: claimed === 0 ? 1 : right / claimed,
    recall: all === 0 ? 1 : right / all,
    f1: claimed + all === 0 ? 1 : (2 * right) / (claimed + all),
  };
}
