import type { PlannedComparison, TermFrequencyUse } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { columnNamed, frequencyKey, isWeighed, type TermFrequencyShares } from '../score/term-frequencies.ts';

/**
 * weight · log2(frequency) of a pair whose level is weighed by frequency: the larger frequency of the two values, not below
 * the level's floor; of lists, that of the rarest member in both. −∞ where neither has one.
 */
export type FrequencyBits = (a: number, b: number) => number;

/** Of a comparison, by gamma: how its level reads frequencies, or `null` for a level that does not. */
export function frequencyBitsOf(
  prepared: Prepared,
  { levels }: PlannedComparison,
  shares: TermFrequencyShares,
): readonly (FrequencyBits | null)[] {
  const byGamma: (FrequencyBits | null)[] = [];
  for (const level of levels)
    if (level.gamma >= 0) byGamma[level.gamma] = isWeighed(level) ? bitsOf(prepared, level.termFrequency, shares) : null;
  return byGamma;
}

function bitsOf(prepared: Prepared, use: TermFrequencyUse, shares: TermFrequencyShares): FrequencyBits {
  const { ids, values } = columnNamed(prepared, use.column);
  const { weight, minimumU } = use;
  const bits = logarithmsOf(shares.get(frequencyKey(use)) ?? new Float64Array(0), minimumU);
  if (use.of === 'value' || values.kind !== 'list') {
    return (a, b) => {
      const left = bits[ids[a] as number] as number;
      const right = bits[ids[b] as number] as number;
      return weighted(left > right ? left : right, weight);
    };
  }
  const { starts, members } = values;
  return (a, b) => {
    let rarest = Number.POSITIVE_INFINITY;
    const [x, y] = [ids[a] as number, ids[b] as number];
    for (let k = starts[x] as number; k < (starts[x + 1] as number); k++) {
      const member = members[k] as number;
      const own = bits[member] as number;
      if (own >= rarest || own === Number.NEGATIVE_INFINITY) continue;
      for (let l = starts[y] as number; l < (starts[y + 1] as number); l++) if (members[l] === member) rarest = own;
    }
    return rarest === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : rarest * weight;
  };
}

const known = new WeakMap<Float64Array, Map<number, Float64Array>>();

/** log2 of each share, not below the floor; −∞ where there is none. Worked out once for the same shares, however many tasks ask. */
function logarithmsOf(shares: Float64Array, floor: number): Float64Array {
  const byFloor = known.get(shares) ?? new Map<number, Float64Array>();
  known.set(shares, byFloor);
  const bits = byFloor.get(floor) ?? shares.map((share) => (share === 0 ? Number.NEGATIVE_INFINITY : Math.log2(Math.max(share, floor))));
  byFloor.set(floor, bits);
  return bits;
}

const weighted = (bits: number, weight: number): number => (bits === Number.NEGATIVE_INFINITY ? bits : bits * weight);
