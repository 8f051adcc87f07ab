/** How decided pairs fall out against the truth. */
export interface PairCounts {
  /** True pairs that were linked. */
  readonly tp: number;
  /** Linked pairs that are not true. */
  readonly fp: number;
  /** True pairs that were not linked. */
  readonly fn: number;
  /** All other pairs. */
  readonly tn: number;
}

/** What is said of counts, each between 0 and 1 (phi between −1 and 1); `null` where it would be 0 of 0. */
export interface Measures {
  readonly precision: number;
  readonly recall: number | null;
  readonly specificity: number | null;
  readonly npv: number;
  readonly accuracy: number | null;
  readonly f1: number | null;
  readonly f2: number | null;
  readonly f05: number | null;
  readonly p4: number | null;
  readonly phi: number;
}

/**
 * Precision, recall and Splink's eight further metrics. Where nothing was linked precision is 1, where nothing was left
 * apart the negative predictive value is 1, and phi is 0 where it is not defined.
 * *Source*: `splink/internals/accuracy.py`; `reference/splink.md` 2.11.
 */
export function measuresOf({ tp, fp, fn, tn }: PairCounts): Measures {
  const positives = tp + fn;
  const negatives = fp + tn;
  const linked = tp + fp;
  const apart = tn + fn;
  return {
    precision: linked === 0 ? 1 : tp / linked,
    recall: share(tp, positives),
    specificity: share(tn, negatives),
    npv: apart === 0 ? 1 : tn / apart,
    accuracy: share(tp + tn, positives + negatives),
    f1: share(2 * tp, 2 * tp + fn + fp),
    f2: share(5 * tp, 5 * tp + 4 * fn + fp),
    f05: share(1.25 * tp, 1.25 * tp + 0.25 * fn + fp),
    p4: share(4 * tp * tn, 4 * tp * tn + (tp + tn) * (fp + fn)),
    phi:
      apart === 0 || linked === 0 || positives === 0 || negatives === 0
        ? 0
        : (tp * tn - fp * fn) / (Math.sqrt(linked) * Math.sqrt(positives) * Math.sqrt(negatives) * Math.sqrt(apart)),
  };
}

/** A part of a whole; `null` of nothing. */
export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** All pairs of so many records. */
export const pairsAmong = (records: number): number => (records < 2 ? 0 : (records * (records - 1)) / 2);
