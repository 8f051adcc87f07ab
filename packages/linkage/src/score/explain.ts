import { kernelOf } from '../estimate/kernel-of.ts';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { NO_RULE } from '../pair-chunk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { TaskContext } from '../workers/task.ts';
import { bitsOf, limitedWeight } from './bits.ts';
import { frequencyBitsOf } from './frequency-bits.ts';
import type { Model } from './predict.ts';

/** What one comparison of a pair says. */
export interface ExplainedComparison {
  readonly name: string;
  readonly describes: string;
  readonly gamma: number;
  /** Label of the level that holds. */
  readonly level: string;
  /** Weight of the level, in bits. */
  readonly bits: number;
  /** What the frequency of the values adds. */
  readonly frequencyBits: number;
}

/** A pair's weight, part by part: the prior and the comparisons, in the plan's order, add up to it. */
export interface ExplainedPair {
  readonly prior: number;
  readonly comparisons: readonly ExplainedComparison[];
  /** In bits, within Splink's limits. */
  readonly weight: number;
  readonly probability: number;
}

/** Why two records, by number, weigh what they weigh. Names no value of theirs. */
export function explainPair(context: TaskContext, { parameters, shares }: Model, l: number, r: number): ExplainedPair {
  const { prepared, plan } = context;
  const model = bitsOf(parameters);
  const chunk = { count: 1, a: Int32Array.of(l), b: Int32Array.of(r), rule: Uint8Array.of(NO_RULE) };
  const comparisons = plan.comparisons.map((comparison, c): ExplainedComparison => {
    const gammas = new Int8Array(1);
    kernelOf(context, c)(chunk, new Int32Array(1), 1, gammas, new Int32Array(1));
    const gamma = gammas[0] as number;
    const frequency = frequencyBitsOf(prepared, comparison, parameters.u[c] ?? new Float64Array(0), shares)[gamma + 1];
    return {
      name: comparison.name,
      describes: comparison.describes,
      gamma,
      level: labelOf(comparison, gamma),
      bits: model.levels[c]?.[gamma + 1] ?? 0,
      frequencyBits: frequency?.bitsFor(l, r) ?? 0,
    };
  });
  const weight = limitedWeight(comparisons.reduce((sum, { bits, frequencyBits }) => sum + bits + frequencyBits, model.prior));
  return { prior: model.prior, comparisons, weight, probability: probabilityOfBits(weight) };
}

const labelOf = ({ levels }: PlannedComparison, gamma: number): string =>
  levels.find((level) => level.gamma === gamma)?.label ?? 'none of the levels';
