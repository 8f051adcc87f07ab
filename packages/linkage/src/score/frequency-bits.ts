import type { PlannedComparison, PlannedLevel, TermFrequencyUse } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { finiteBits } from './bits.ts';
import { columnNamed, frequencyKey, isWeighed, referenceGamma, type TermFrequencyShares } from './term-frequencies.ts';

/** What the frequency of the values that agree adds to a level's weight, in bits. */
export interface FrequencyBits {
  bitsFor(l: number, r: number): number;
  /** No pair gets more. */
  readonly most: number;
}

/** Of one comparison: `[gamma + 1]` is how its level is weighed by frequency, `null` for a level that is not. */
export function frequencyBitsOf(
  prepared: Prepared,
  comparison: PlannedComparison,
  u: Float64Array,
  shares: TermFrequencyShares,
): readonly (FrequencyBits | null)[] {
  const byDigit: (FrequencyBits | null)[] = Array.from({ length: u.length + 1 }, () => null);
  for (const level of comparison.levels) {
    if (!isWeighed(level)) continue;
    byDigit[level.gamma + 1] = weighedBits(prepared, level, u[referenceGamma(comparison, level)] as number, shares);
  }
  return byDigit;
}

/**
 * weight · (log2(u) − log2(frequency)): the larger frequency of the two values, not below the level's floor; the other's
 * where one has none; 0 where neither has one. Of two lists, the rarest member that both hold counts.
 * *Source*: `reference/splink.md` 2.7.
 */
function weighedBits(
  prepared: Prepared,
  { termFrequency: use }: PlannedLevel & { readonly termFrequency: TermFrequencyUse },
  u: number,
  shares: TermFrequencyShares,
): FrequencyBits {
  const { ids, values } = columnNamed(prepared, use.column);
  const logs = logsOf(shares.get(frequencyKey(use)) ?? new Float64Array(0), use.minimumU);
  const base = finiteBits(Math.log2(u));
  const { weight } = use;
  const lowest = logs.reduce((low, log) => (log !== NOT_KNOWN && log < low ? log : low), Number.POSITIVE_INFINITY);
  const highest = logs.reduce((high, log) => (log > high ? log : high), NOT_KNOWN);
  const most = highest === NOT_KNOWN ? 0 : Math.max(0, weight * (base - lowest), weight * (base - highest));
  if (use.of === 'rarest_shared' && values.kind === 'list') {
    const { starts, members } = values;
    return {
      most,
      bitsFor(l, r) {
        const log = rarestShared(starts, members, logs, ids[l] as number, ids[r] as number);
        return log === NOT_KNOWN ? 0 : weight * (base - log);
      },
    };
  }
  return {
    most,
    bitsFor(l, r) {
      const left = logs[ids[l] as number] as number;
      const right = logs[ids[r] as number] as number;
      const log = left > right ? left : right;
      return log === NOT_KNOWN ? 0 : weight * (base - log);
    },
  };
}

const NOT_KNOWN = Number.NEGATIVE_INFINITY;

function logsOf(shares: Float64Array, minimumU: number): Float64Array {
  return shares.map((share) => (share === 0 ? NOT_KNOWN : Math.log2(Math.max(share, minimumU))));
}

/** The lowest of the logs of members that both lists hold. */
function rarestShared(starts: Int32Array, members: Int32Array, logs: Float64Array, left: number, right: number): number {
  let rarest = NOT_KNOWN;
  for (let k = starts[left] as number; k < (starts[left + 1] as number); k++) {
    const member = members[k] as number;
    const log = logs[member] as number;
    if (log === NOT_KNOWN || (rarest !== NOT_KNOWN && log >= rarest)) continue;
    for (let j = starts[right] as number; j < (starts[right + 1] as number); j++) if (members[j] === member) rarest = log;
  }
  return rarest;
}
