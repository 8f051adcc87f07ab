import { IS_MATCH, type LabelTable } from './judged-pairs.ts';
import { type Measures, measuresOf, type PairCounts } from './measures.ts';
import type { PredictionError, PredictionErrors } from './prediction-errors.ts';

/** A table of labels with the records, by number, that each is about. */
export interface LabelledRecords extends LabelTable {
  readonly l: Int32Array;
  readonly r: Int32Array;
}

/** The labels that a threshold decides otherwise; those that blocking does not make count as not linked. */
export function labelErrors(
  { l, r, clericalScore, weight, foundByBlocking }: LabelledRecords,
  { threshold, most }: { readonly threshold: number; readonly most: number },
): PredictionErrors {
  const [positives, light, never]: [PredictionError[], PredictionError[], PredictionError[]] = [[], [], []];
  for (let k = 0; k < l.length; k++) {
    const isFound = foundByBlocking[k] === 1;
    const isMatch = (clericalScore[k] as number) >= IS_MATCH;
    const isLinked = isFound && (weight[k] as number) >= threshold;
    if (isLinked === isMatch) continue;
    const error = { l: l[k] as number, r: r[k] as number, weight: isFound ? (weight[k] as number) : null };
    (isLinked ? positives : isFound ? light : never).push(error);
  }
  const byRecords = (x: PredictionError, y: PredictionError): number => x.l - y.l || x.r - y.r;
  positives.sort((x, y) => (y.weight ?? 0) - (x.weight ?? 0) || byRecords(x, y));
  light.sort((x, y) => (x.weight ?? 0) - (y.weight ?? 0) || byRecords(x, y));
  never.sort(byRecords);
  return {
    falsePositives: positives.slice(0, most),
    falseNegatives: [...never, ...light].slice(0, most),
    counts: { falsePositives: positives.length, falseNegatives: never.length + light.length, neverMade: never.length },
  };
}

/** Clusters against labels: a labelled pair is linked where its records are in one cluster. */
export function clustersByLabels(
  clusterOf: Int32Array,
  { l, r, clericalScore }: Pick<LabelledRecords, 'l' | 'r' | 'clericalScore'>,
): PairCounts & { readonly measures: Measures } {
  let [tp, fp, fn, tn] = [0, 0, 0, 0];
  for (let k = 0; k < l.length; k++) {
    const isTogether = clusterOf[l[k] as number] === clusterOf[r[k] as number];
    const isMatch = (clericalScore[k] as number) >= IS_MATCH;
    if (isMatch && isTogether) tp++;
    else if (isMatch) fn++;
    else if (isTogether) fp++;
    else tn++;
  }
  const counts = { tp, fp, fn, tn };
  return { ...counts, measures: measuresOf(counts) };
}
