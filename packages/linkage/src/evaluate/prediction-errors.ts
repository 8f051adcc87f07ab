import { type Labels, UNKNOWN } from './contingency.ts';
import type { WeighedPairs } from './judged-pairs.ts';

/** A pair that was decided wrongly: two records by number. */
export interface PredictionError {
  readonly l: number;
  readonly r: number;
  /** In bits; `null` where no rule made the pair, and so nobody scored it. */
  readonly weight: number | null;
}

export interface PredictionErrors {
  /** Linked, though the records are of two entities: the heaviest first. */
  readonly falsePositives: readonly PredictionError[];
  /** Not linked, though they are of one: those never made first, then the lightest. */
  readonly falseNegatives: readonly PredictionError[];
  readonly counts: { readonly falsePositives: number; readonly falseNegatives: number; readonly neverMade: number };
}

export interface ErrorOptions {
  /** Pairs that weigh this much or more, in bits, are linked. */
  readonly threshold: number;
  /** At most so many of each are listed; all are counted. */
  readonly most: number;
  readonly acrossSources?: ArrayLike<number>;
}

/**
 * The pairs that a threshold decides wrongly, by a column of true entities. `pairs` stand by l, then r, as `predict` gives
 * them. Pairs of records whose entity is unknown are nobody's error.
 */
export function predictionErrors(pairs: WeighedPairs, truth: Labels, options: ErrorOptions): PredictionErrors {
  const { threshold, most, acrossSources } = options;
  const mayMeet = (l: number, r: number): boolean => acrossSources === undefined || acrossSources[l] !== acrossSources[r];
  const positives: PredictionError[] = [];
  const light: PredictionError[] = [];
  for (let p = 0; p < pairs.count; p++) {
    const [l, r, weight] = [pairs.l[p] as number, pairs.r[p] as number, pairs.weight[p] as number];
    if (truth[l] === UNKNOWN || truth[r] === UNKNOWN || !mayMeet(l, r)) continue;
    if (weight >= threshold !== (truth[l] === truth[r])) (weight >= threshold ? positives : light).push({ l, r, weight });
  }
  const made = madePairs(pairs);
  const never: PredictionError[] = [];
  for (const members of membersOf(truth))
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++) {
        const [l, r] = [members[i] as number, members[j] as number];
        if (mayMeet(l, r) && !made(l, r)) never.push({ l, r, weight: null });
      }
  positives.sort((x, y) => (y.weight ?? 0) - (x.weight ?? 0) || x.l - y.l || x.r - y.r);
  light.sort((x, y) => (x.weight ?? 0) - (y.weight ?? 0) || x.l - y.l || x.r - y.r);
  never.sort((x, y) => x.l - y.l || x.r - y.r);
  return {
    falsePositives: positives.slice(0, most),
    falseNegatives: [...never, ...light].slice(0, most),
    counts: { falsePositives: positives.length, falseNegatives: never.length + light.length, neverMade: never.length },
  };
}

/** Records of each entity, ascending; entities of one record are left out. */
function membersOf(truth: Labels): Iterable<readonly number[]> {
  const members = new Map<number, number[]>();
  for (let record = 0; record < truth.length; record++) {
    const entity = truth[record] as number;
    if (entity === UNKNOWN) continue;
    const own = members.get(entity);
    if (own === undefined) members.set(entity, [record]);
    else own.push(record);
  }
  return members.values();
}

/** Whether a pair stands among pairs that are sorted by l, then r. */
function madePairs({ count, l, r }: WeighedPairs): (left: number, right: number) => boolean {
  return (left, right) => {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >> 1;
      const before = (l[middle] as number) - left || (r[middle] as number) - right;
      if (before === 0) return true;
      if (before < 0) low = middle + 1;
      else high = middle;
    }
    return false;
  };
}
