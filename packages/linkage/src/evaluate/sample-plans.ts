/** Pairs of one side (joined or apart) whose weights lie in one band. */
export interface Band {
  readonly joined: boolean;
  /** Pairs in it. */
  readonly pairs: number;
  /** Share of them that the model takes for the same person, from 0 to 1. */
  readonly expected: number;
  /** Bits between the band and the line between joined and apart. */
  readonly distance: number;
}

/** How a number of labels is shared out among bands. */
export const SAMPLE_PLANS = {
  guarded: 'half as in equal, half as in optimal: for both figures, and the one to take unless you know better',
  equal: 'the same number of pairs from every band',
  proportional: 'as many pairs from a band as it has its share in all',
  optimal: 'most where the model is least sure and pairs are many (Neyman), and a tenth shared equally',
  line: 'most next to the line between joined and apart',
} as const;

export type SamplePlan = keyof typeof SAMPLE_PLANS;

/** Expected shares are kept this far from 0 and 1: a model's certainty is no reason not to look. */
const LEAST_DOUBT = 1e-3;
/** Bits after which a band's part in the plan `line` is halved. */
const NEAR = 5;

/** How many pairs to draw from each band: `size` in all, as far as bands hold them; at least one from each that holds any. */
export function allocate(plan: SamplePlan, bands: readonly Band[], size: number): readonly number[] {
  const equal = bands.map(({ pairs }) => (pairs > 0 ? 1 : 0));
  const total = sum(bands.map(({ pairs }) => pairs));
  const spread = bands.map(({ pairs, expected }) => {
    const p = Math.min(1 - LEAST_DOUBT, Math.max(LEAST_DOUBT, expected));
    return pairs * Math.sqrt(p * (1 - p));
  });
  const shares: Readonly<Record<SamplePlan, () => readonly number[]>> = {
    equal: () => equal,
    proportional: () => bands.map(({ pairs }) => pairs / total),
    optimal: () => mixed(spread, equal, 0.9),
    guarded: () => mixed(spread, equal, 0.5),
    line: () => bands.map(({ pairs, distance }) => (pairs > 0 ? 2 ** (-distance / NEAR) : 0)),
  };
  return wholeShares(
    shares[plan](),
    bands.map(({ pairs }) => pairs),
    size,
  );
}

function mixed(one: readonly number[], other: readonly number[], part: number): readonly number[] {
  const [all, others] = [sum(one) || 1, sum(other) || 1];
  return one.map((value, i) => (part * value) / all + ((1 - part) * (other[i] ?? 0)) / others);
}

/** Whole numbers in proportion to shares, none above its room; what does not fit goes to the others. */
function wholeShares(shares: readonly number[], room: readonly number[], size: number): readonly number[] {
  const given: number[] = room.map((pairs) => Math.min(pairs, 1));
  let left = Math.min(size, sum(room)) - sum(given);
  while (left > 0) {
    const open = shares.map((share, i) => ((given[i] ?? 0) < (room[i] ?? 0) ? Math.max(share, Number.MIN_VALUE) : 0));
    const all = sum(open);
    let handed = 0;
    open.forEach((share, i) => {
      const more = Math.min(Math.floor((left * share) / all), (room[i] ?? 0) - (given[i] ?? 0));
      given[i] = (given[i] ?? 0) + more;
      handed += more;
    });
    if (handed === 0) {
      const largest = open.indexOf(Math.max(...open));
      given[largest] = (given[largest] ?? 0) + 1;
      handed = 1;
    }
    left -= handed;
  }
  return given;
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
