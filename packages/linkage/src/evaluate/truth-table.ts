import { probabilityOfBits } from '../fellegi-sunter.ts';
import type { JudgedPairs } from './judged-pairs.ts';
import { type Measures, measuresOf, type PairCounts, share } from './measures.ts';

/** How pairs fall out when those that weigh `threshold` bits or more are linked. */
export interface TruthRow extends PairCounts, Measures {
  readonly threshold: number;
  readonly probability: number;
  /** All judged pairs, true pairs and other pairs: the same in every row. */
  readonly pairs: number;
  readonly p: number;
  readonly n: number;
  readonly pRate: number;
  readonly nRate: number;
  readonly tpRate: number | null;
  readonly tnRate: number | null;
  readonly fpRate: number | null;
  readonly fnRate: number | null;
}

export interface TruthTableOptions {
  /** Weights are rounded to multiples of this many bits, halves away from 0 (Splink's charts: 0.1); `null`: left as they are. */
  readonly roundTo: number | null;
  /** Weights are rounded down instead, so that a row holds the pairs of its threshold and more, and no others. */
  readonly down?: boolean;
}

/**
 * One row for every weight that some judged pair has, ascending. *Source*: `splink/internals/accuracy.py` of Splink 5,
 * `reference/splink.md` 2.11; names as there, in our spelling (`f05` is `f0_5`, `pairs` is `total_clerical_labels`).
 */
export function truthTable(judged: JudgedPairs, options: TruthTableOptions): readonly TruthRow[] {
  const counted = countsByWeight(judged, options);
  return counted.map(({ weight }, row) => rowAt(judged, counted, row, weight));
}

/** A truth table's row for each weight asked, in the order asked, whether a pair weighs just that or not. */
export function thresholdTable(judged: JudgedPairs, weights: readonly number[]): readonly TruthRow[] {
  const counted = countsByWeight(judged, { roundTo: null });
  return weights.map((weight) => {
    let [low, high] = [0, counted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((counted[middle]?.weight ?? weight) < weight) low = middle + 1;
      else high = middle;
    }
    return rowAt(judged, counted, low, weight);
  });
}

/** A weight with the pairs that weigh as much or more. */
interface CountedWeight {
  readonly weight: number;
  matches: number;
  others: number;
}

/** Ascending; each with its own pairs and those of all higher weights. */
function countsByWeight({ weight, isMatch }: JudgedPairs, { roundTo, down = false }: TruthTableOptions): readonly CountedWeight[] {
  const rounded = down ? roundedDownTo : roundedTo;
  const byWeight = new Map<number, CountedWeight>();
  for (let p = 0; p < weight.length; p++) {
    const bits = roundTo === null ? (weight[p] as number) : rounded(weight[p] as number, roundTo);
    let counted = byWeight.get(bits);
    if (counted === undefined) {
      counted = { weight: bits, matches: 0, others: 0 };
      byWeight.set(bits, counted);
    }
    if (isMatch[p] === 1) counted.matches++;
    else counted.others++;
  }
  const ascending = [...byWeight.values()].sort((x, y) => x.weight - y.weight);
  for (let row = ascending.length - 2; row >= 0; row--) {
    const [own, above] = [ascending[row], ascending[row + 1]];
    if (own === undefined || above === undefined) continue;
    own.matches += above.matches;
    own.others += above.others;
  }
  return ascending;
}

/** Halves away from 0, as DuckDB rounds; multiples of a tenth print as tenths. */
const roundedTo = (bits: number, step: number): number => multipleOf(step, Math.sign(bits) * Math.round(Math.abs(bits) / step));

/** The largest multiple that is not greater. */
function roundedDownTo(bits: number, step: number): number {
  const steps = Math.round(bits / step);
  return multipleOf(step, multipleOf(step, steps) > bits ? steps - 1 : steps);
}

function multipleOf(step: number, steps: number): number {
  const perBit = Math.round(1 / step);
  return (Math.abs(perBit * step - 1) < 1e-12 ? steps / perBit : steps * step) + 0;
}

function rowAt(judged: JudgedPairs, counted: readonly CountedWeight[], row: number, threshold: number): TruthRow {
  const { matches: scoredMatches, others: scoredOthers } = counted[0] ?? { matches: 0, others: 0 };
  const p = scoredMatches + judged.unseenMatches;
  const n = scoredOthers + judged.unseenNonMatches;
  const { matches: tp, others: fp } = counted[row] ?? { matches: 0, others: 0 };
  const counts = { tp, fp, fn: p - tp, tn: n - fp };
  return {
    threshold,
    probability: probabilityOfBits(threshold),
    pairs: p + n,
    p,
    n,
    ...counts,
    pRate: share(p, p + n) ?? 0,
    nRate: share(n, p + n) ?? 0,
    tpRate: share(counts.tp, p),
    tnRate: share(counts.tn, n),
    fpRate: share(counts.fp, n),
    fnRate: share(counts.fn, p),
    ...measuresOf(counts),
  };
}
