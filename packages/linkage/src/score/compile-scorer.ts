import { kernelOf } from '../estimate/kernel-of.ts';
import type { ComparisonKernel } from '../levels/compile-comparison.ts';
import { costOf } from '../levels/cost-of.ts';
import { CHUNK_PAIRS, type PairChunk } from '../pair-chunk.ts';
import type { LinkagePlan, ModelParameters, PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { bitsOf } from './bits.ts';
import { type FrequencyBits, frequencyBitsOf } from './frequency-bits.ts';
import type { TermFrequencyShares } from './term-frequencies.ts';

/** Scores the pairs of chunks. */
export interface Scorer {
  /** Of pair *p* of the chunk scored last: its sum of bits, prior included, before limits (`limitedWeight`). */
  readonly weight: Float64Array;
  /** Positions of the pairs that may weigh the floor or more; only theirs are whole sums. */
  readonly alive: Int32Array;
  /** Of each comparison, by its position, the gammas of the pairs that stay alive. */
  readonly gammas: readonly Int8Array[];
  /** Scores a chunk and returns how many stay alive. */
  score(chunk: PairChunk, floor: number): number;
}

/** More than rounding and the order of addition can move a weight. */
const SLACK_BITS = 1e-5;

interface WeighedComparison {
  readonly position: number;
  readonly kernel: ComparisonKernel;
  /** `[gamma + 1]`; silence weighs 0. */
  readonly bits: Float64Array;
  readonly frequency: readonly (FrequencyBits | null)[];
  readonly byFrequency: boolean;
  /** No pair gets more from the comparisons that come after it. */
  readonly mostAfter: number;
}

/**
 * Compiles a plan with its parameters into a scorer. Comparisons are asked cheapest first, and a pair is dropped as soon
 * as the most that is still to come leaves it below the floor.
 */
export function compileScorer(prepared: Prepared, plan: LinkagePlan, parameters: ModelParameters, shares: TermFrequencyShares): Scorer {
  const model = bitsOf(parameters);
  const comparisons = weighedComparisons(prepared, plan, parameters, model.levels, shares);
  const weight = new Float64Array(CHUNK_PAIRS);
  const alive = new Int32Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const all = plan.comparisons.map(() => new Int8Array(CHUNK_PAIRS));

  function score(chunk: PairChunk, floor: number): number {
    let count = chunk.count;
    for (let p = 0; p < count; p++) alive[p] = p;
    weight.fill(model.prior, 0, count);
    for (const comparison of comparisons) {
      if (count === 0) break;
      const gammas = all[comparison.position] as Int8Array;
      comparison.kernel(chunk, alive, count, gammas, open);
      const atLeast = floor - SLACK_BITS - comparison.mostAfter;
      count = comparison.byFrequency
        ? addFrequencies(comparison, chunk, gammas, count, atLeast)
        : addBits(comparison.bits, gammas, count, atLeast);
    }
    return count;
  }

  function addBits(bits: Float64Array, gammas: Int8Array, count: number, atLeast: number): number {
    let stay = 0;
    for (let k = 0; k < count; k++) {
      const p = alive[k] as number;
      const sum = (weight[p] as number) + (bits[(gammas[p] as number) + 1] as number);
      weight[p] = sum;
      alive[stay] = p;
      if (sum >= atLeast) stay++;
    }
    return stay;
  }

  function addFrequencies(
    { bits, frequency }: WeighedComparison,
    { a, b }: PairChunk,
    gammas: Int8Array,
    count: number,
    atLeast: number,
  ): number {
    let stay = 0;
    for (let k = 0; k < count; k++) {
      const p = alive[k] as number;
      const digit = (gammas[p] as number) + 1;
      const byFrequency = frequency[digit] as FrequencyBits | null;
      let sum = (weight[p] as number) + (bits[digit] as number);
      if (byFrequency !== null) sum += byFrequency.bitsFor(a[p] as number, b[p] as number);
      weight[p] = sum;
      alive[stay] = p;
      if (sum >= atLeast) stay++;
    }
    return stay;
  }

  return { weight, alive, gammas: all, score };
}

function weighedComparisons(
  prepared: Prepared,
  plan: LinkagePlan,
  { u }: ModelParameters,
  levels: readonly Float64Array[],
  shares: TermFrequencyShares,
): readonly WeighedComparison[] {
  const cheapFirst = plan.comparisons
    .map((comparison, position) => ({ comparison, position, cost: costOf(comparison) }))
    .sort((x, y) => x.cost - y.cost || x.position - y.position);
  const weighed: WeighedComparison[] = [];
  let mostAfter = 0;
  for (const { comparison, position } of cheapFirst.reverse()) {
    const bits = levels[position] as Float64Array;
    const frequency = frequencyBitsOf(prepared, comparison, u[position] as Float64Array, shares);
    const kernel = kernelOf({ prepared, plan }, position);
    weighed.push({ position, kernel, bits, frequency, byFrequency: frequency.some((one) => one !== null), mostAfter });
    mostAfter += mostOf(comparison, bits, frequency);
  }
  return weighed.reverse();
}

/** The most that a comparison can give: of the levels that it has, silence being 0. */
function mostOf({ levels }: PlannedComparison, bits: Float64Array, frequency: readonly (FrequencyBits | null)[]): number {
  if (levels.length === 0) return 0;
  return Math.max(...levels.map(({ gamma }) => (bits[gamma + 1] as number) + (frequency[gamma + 1]?.most ?? 0)));
}
