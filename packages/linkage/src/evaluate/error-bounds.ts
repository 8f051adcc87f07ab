import { clopperPearson, type ShareBounds } from './clopper-pearson.ts';

/** What people said of the pairs drawn from one band. */
export interface JudgedBand {
  readonly joined: boolean;
  /** Pairs in the band. */
  readonly pairs: number;
  readonly same: number;
  readonly different: number;
  /** Looked at, and nobody could tell. */
  readonly unsure: number;
}

/** A rate of error: the best estimate, what the labels cannot rule out, and the interval that is usually printed and often wrong. */
export interface ErrorRate extends ShareBounds {
  readonly estimate: number;
  /** The stratified normal (Wald) interval, for comparison: where no error was seen in a large band it is far too narrow. */
  readonly naive: ShareBounds;
}

export interface ErrorRates {
  /** Of the pairs that are joined: the share that are two people. `null` where none is joined. */
  readonly falseMerges: ErrorRate | null;
  /** Of the pairs, among those compared, that are one person: the share that is not joined. `null` where none can be said to be. */
  readonly missedMatches: ErrorRate | null;
}

/** z of the two-sided 95 % normal interval. */
const Z95 = 1.959963984540054;

/**
 * Rates of error from pairs drawn from each band and judged. The bounds hold together, for both rates at once, at least with the confidence
 * given: an exact interval for each band, its share of what may be missed by Bonferroni. Who is unsure counts against
 * us on either side of a bound, and not in the estimate.
 */
export function errorRates(bands: readonly JudgedBand[], confidence: number): ErrorRates {
  const judged = bands.filter(({ pairs }) => pairs > 0);
  const alpha = (1 - confidence) / Math.max(1, judged.length);
  const shares = judged.map((band) => ({ ...band, ...sameShare(band, alpha) }));
  const joined = shares.filter((band) => band.joined);
  const apart = shares.filter((band) => !band.joined);
  const total = sum(joined.map(({ pairs }) => pairs));
  return {
    falseMerges: total === 0 ? null : falseRate(joined, total),
    missedMatches: missedRate(joined, apart),
  };
}

interface BandShare extends JudgedBand, ShareBounds {
  readonly estimate: number;
  /** Variance of the estimate, as the normal interval takes it. */
  readonly variance: number;
}

/** The share of a band that is the same person. A band that was judged whole is known. */
function sameShare({ pairs, same, different, unsure }: JudgedBand, alpha: number): Omit<BandShare, keyof JudgedBand> {
  const drawn = same + different + unsure;
  const sure = same + different;
  const estimate = sure === 0 ? 0.5 : same / sure;
  const variance = sure === 0 ? 0.25 : (estimate * (1 - estimate)) / sure;
  if (drawn === pairs) return { estimate, variance: 0, low: same / pairs, high: (same + unsure) / pairs };
  if (drawn === 0) return { estimate, variance, low: 0, high: 1 };
  const low = clopperPearson(same, drawn, alpha).low;
  const high = clopperPearson(same + unsure, drawn, alpha).high;
  return { estimate, variance, low, high };
}

function falseRate(joined: readonly BandShare[], total: number): ErrorRate {
  const of = (value: (band: BandShare) => number): number => sum(joined.map((band) => (band.pairs / total) * (1 - value(band))));
  const estimate = of((band) => band.estimate);
  const half = Z95 * Math.sqrt(sum(joined.map(({ pairs, variance }) => (pairs / total) ** 2 * variance)));
  return { estimate, low: of((band) => band.high), high: of((band) => band.low), naive: within(estimate - half, estimate + half) };
}

function missedRate(joined: readonly BandShare[], apart: readonly BandShare[]): ErrorRate | null {
  const of = (side: readonly BandShare[], value: (band: BandShare) => number): number => sum(side.map((band) => band.pairs * value(band)));
  const [missed, found] = [of(apart, (band) => band.estimate), of(joined, (band) => band.estimate)];
  if (missed + found === 0) return null;
  const estimate = missed / (missed + found);
  const variance = (side: readonly BandShare[]): number => sum(side.map((band) => band.pairs ** 2 * band.variance));
  const half = (Z95 * Math.sqrt(found ** 2 * variance(apart) + missed ** 2 * variance(joined))) / (missed + found) ** 2;
  const rate = (of1: number, of2: number): number => (of1 + of2 === 0 ? 0 : of1 / (of1 + of2));
  return {
    estimate,
    low: rate(
      of(apart, (band) => band.low),
      of(joined, (band) => band.high),
    ),
    high: rate(
      of(apart, (band) => band.high),
      of(joined, (band) => band.low),
    ),
    naive: within(estimate - half, estimate + half),
  };
}

const within = (low: number, high: number): ShareBounds => ({ low: Math.max(0, low), high: Math.min(1, high) });

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
