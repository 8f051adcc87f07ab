import type { TaskContext } from '../workers/task.ts';
import { bitsOf, limitedWeight } from './bits.ts';
import { frequencyBitsOf } from './frequency-bits.ts';
import type { Model } from './predict.ts';
import { isWeighed } from './term-frequencies.ts';

/** A part of a pair's weight, as a column of Splink 5: with the prior they add up to it. */
export interface WeightPart {
  /** `mw_surname`, or `mw_tf_adj_surname` for what the frequency of the values adds. */
  readonly name: string;
  /** Position in the plan of the comparison that it is of. */
  readonly comparison: number;
  /** In bits, within Splink's limits. */
  bits(gamma: number, l: number, r: number): number;
}

/** The parts of weights by a model: of each comparison its level's, and its frequencies' where a level is weighed by them. */
export function weightParts({ prepared, plan }: TaskContext, { parameters, shares }: Model): readonly WeightPart[] {
  const { levels } = bitsOf(parameters);
  return plan.comparisons.flatMap((comparison, c): readonly WeightPart[] => {
    const { name } = comparison;
    const own: WeightPart = { name: `mw_${name}`, comparison: c, bits: (gamma) => limitedWeight(levels[c]?.[gamma + 1] ?? 0) };
    if (!comparison.levels.some(isWeighed)) return [own];
    const frequency = frequencyBitsOf(prepared, comparison, parameters.u[c] ?? new Float64Array(0), shares);
    return [
      own,
      { name: `mw_tf_adj_${name}`, comparison: c, bits: (gamma, l, r) => limitedWeight(frequency[gamma + 1]?.bitsFor(l, r) ?? 0) },
    ];
  });
}
