import { seededRandom } from '@golden-thread/shapes/random';
import { errorRates, type JudgedBand } from './error-bounds.ts';
import { allocate, type Band, SAMPLE_PLANS, type SamplePlan } from './sample-plans.ts';

/** How often an interval held the truth, of how many draws. */
export interface Coverage {
  readonly plan: SamplePlan;
  readonly draws: number;
  readonly falseMerges: { readonly bound: number; readonly naive: number };
  readonly missedMatches: { readonly bound: number; readonly naive: number };
  /** Both bounds held at once. */
  readonly both: number;
}

/**
 * Draws samples from made-up councils, each with bands, errors and labels of its own, and counts how often each interval holds the truth.
 * `confidence` is what the bound promises.
 */
export function coverageOf(draws: number, seed: string, confidence: number): readonly Coverage[] {
  return (Object.keys(SAMPLE_PLANS) as SamplePlan[]).map((plan) => {
    const random = seededRandom(`${seed} ${plan}`);
    const counts = { bound: [0, 0], naive: [0, 0], both: 0 };
    for (let draw = 0; draw < draws; draw++) {
      const { bands, truth } = madeUp(random.next);
      const labels = [200, 400, 800, 1600][random.below(4)] ?? 400;
      const rates = errorRates(drawn(bands, truth, allocate(plan, bands, labels), random.next), confidence);
      const joined = bands.map((band, i) => (band.joined ? [band.pairs, truth[i] ?? 0] : [0, 0]));
      const [pairs, right] = [sum(joined.map(([all]) => all ?? 0)), sum(joined.map(([, same]) => same ?? 0))];
      const missed = sum(bands.map((band, i) => (band.joined ? 0 : (truth[i] ?? 0))));
      const truths = [(pairs - right) / pairs, missed / (missed + right)];
      const held = [rates.falseMerges, rates.missedMatches].map((rate, i) => {
        const value = truths[i] ?? 0;
        const holds = (bounds: { low: number; high: number } | undefined): number =>
          bounds !== undefined && bounds.low <= value + 1e-12 && value <= bounds.high + 1e-12 ? 1 : 0;
        counts.naive[i] = (counts.naive[i] ?? 0) + holds(rate?.naive);
        const bound = holds(rate ?? undefined);
        counts.bound[i] = (counts.bound[i] ?? 0) + bound;
        return bound;
      });
      counts.both += held.every((one) => one === 1) ? 1 : 0;
    }
    const share = (n: number | undefined): number => (n ?? 0) / draws;
    return {
      plan,
      draws,
      falseMerges: { bound: share(counts.bound[0]), naive: share(counts.naive[0]) },
      missedMatches: { bound: share(counts.bound[1]), naive: share(counts.naive[1]) },
      both: share(counts.both),
    };
  });
}

/** Bands from sure difference to sure sameness; errors are rare at the ends, and the model's odds are off by up to four. */
function madeUp(next: () => number): { readonly bands: readonly Band[]; readonly truth: readonly number[] } {
  const count = 5 + Math.floor(next() * 5);
  const line = 2 + Math.floor(next() * (count - 3));
  const off = 4 ** (2 * next() - 1);
  const bands: Band[] = [];
  const truth: number[] = [];
  for (let i = 0; i < count; i++) {
    const bits = (i + 0.5 - line) * (2 + next() * 3);
    const odds = 2 ** bits;
    const pairs = Math.ceil(10 ** (1.5 + 4 * next()));
    bands.push({ joined: i >= line, pairs, expected: odds / (1 + odds), distance: Math.abs(bits) });
    truth.push(Math.round((pairs * (odds * off)) / (1 + odds * off)));
  }
  return { bands, truth };
}

/** What perfect reviewers say of pairs that are drawn without replacement. */
function drawn(bands: readonly Band[], truth: readonly number[], sizes: readonly number[], next: () => number): readonly JudgedBand[] {
  return bands.map(({ joined, pairs }, i) => {
    let [left, matching, same] = [pairs, truth[i] ?? 0, 0];
    for (let n = 0; n < (sizes[i] ?? 0); n++) {
      if (next() * left < matching) {
        matching--;
        same++;
      }
      left--;
    }
    return { joined, pairs, same, different: (sizes[i] ?? 0) - same, unsure: 0 };
  });
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
