import { bitsOfLevel, bitsOfProbability } from '../fellegi-sunter.ts';
import type { ModelParameters } from '../plan/linkage-plan.ts';

/** Weights end here, as Splink's do: log2(1e300). */
export const MOST_BITS = 996.5784284662087;
/** Stands for infinite evidence for: more than all finite evidence against, and still a number, so that sums stay numbers. */
const CERTAIN = 2 ** 30;
/** Stands for infinite evidence against: less than one certainty for, as in Splink an infinite factor decides. */
const EXCLUDED = -(2 ** 20);

/** A model as weights: `levels[c][gamma + 1]` is the weight in bits of a comparison's level; silence (gamma −1) weighs 0. */
export interface ModelBits {
  readonly prior: number;
  readonly levels: readonly Float64Array[];
}

/** Weights of a model's parameters. u = 0 is infinite evidence for, m = 0 infinite evidence against, both none. */
export function bitsOf({ lambda, m, u }: ModelParameters): ModelBits {
  return {
    prior: finiteBits(bitsOfProbability(lambda)),
    levels: m.map((ms, c) =>
      Float64Array.from({ length: ms.length + 1 }, (_, digit) =>
        digit === 0 ? 0 : finiteBits(bitsOfLevel(ms[digit - 1] as number, u[c]?.[digit - 1] as number)),
      ),
    ),
  };
}

/** Bits as a number that can be added up: infinite ones become large, none (0 of 0) becomes 0. */
export function finiteBits(bits: number): number {
  if (Number.isNaN(bits)) return 0;
  return bits > CERTAIN ? CERTAIN : bits < EXCLUDED ? EXCLUDED : bits;
}

/** A sum of bits as a match weight. */
export const limitedWeight = (sum: number): number => (sum > MOST_BITS ? MOST_BITS : sum < -MOST_BITS ? -MOST_BITS : sum);
