import { clusterSizesChart } from '@golden-thread/linkage/charts/cluster-sizes';
import { expectedScoresChart } from '@golden-thread/linkage/charts/expected-scores';
import { unlinkablesChart } from '@golden-thread/linkage/charts/unlinkables';
import { waterfallChart } from '@golden-thread/linkage/charts/waterfall';
import { weightHistogramChart } from '@golden-thread/linkage/charts/weight-histogram';
import { explainPair } from '@golden-thread/linkage/explain';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import type { ScoredPairs } from '@golden-thread/linkage/pairs';
import { selfWeights } from '@golden-thread/linkage/score-pairs';
import { type UnlinkableShare, unlinkablesOf } from '@golden-thread/linkage/unlinkables';
import type { PlacedChart } from './chart-figure.ts';
import type { ReportInput } from './report-input.ts';

/** The pairs' weights, what stands at the threshold, the clusters, and the records that can never be linked. */
export async function resultCharts({ result, deterministic }: ReportInput): Promise<readonly PlacedChart[]> {
  const { chosen, clusters } = result;
  const scored = deterministic ? [] : [...pairCharts(result), ...(chosen === null ? [] : [expected(chosen)])];
  const sizes = clusters.map(({ weight, clusterOf }, at): PlacedChart => {
    const at0 = clusters.length > 1 ? `At ${weight} bits: ` : '';
    return { id: `cluster-sizes-${at + 1}`, prefix: at0, draw: (options) => clusterSizesChart(clusterOf, options) };
  });
  return [...scored, ...sizes, ...(deterministic ? [] : await unlinkables(result))];
}

const expected = (chosen: NonNullable<LinkResult['chosen']>): PlacedChart => ({
  id: 'expected-scores',
  draw: (options) => expectedScoresChart(chosen, options),
});

/** The weight at which clusters are made, where they are. */
const thresholdOf = ({ clusters }: LinkResult): { readonly threshold?: number } =>
  clusters[0] === undefined ? {} : { threshold: clusters[0].weight };

function pairCharts(result: LinkResult): readonly PlacedChart[] {
  const { pairs, runner, model } = result;
  if (pairs.count === 0) return [];
  const { threshold } = thresholdOf(result);
  const examples =
    threshold === undefined
      ? []
      : [
          { id: 'weakest-link', title: 'The weakest pair that is linked', at: nearest(pairs, threshold, 'above') },
          { id: 'strongest-apart', title: 'The strongest pair that is not linked', at: nearest(pairs, threshold, 'below') },
        ];
  return [
    { id: 'weights', draw: (options) => weightHistogramChart(pairs.weight, { ...options, ...thresholdOf(result) }) },
    ...examples.flatMap(({ id, title, at }): readonly PlacedChart[] => {
      if (at < 0) return [];
      const explained = explainPair(runner, model, pairs.l[at] ?? 0, pairs.r[at] ?? 0);
      return [{ id, draw: (options) => waterfallChart(explained, { ...options, title }) }];
    }),
  ];
}

/** The first of the pairs that stand nearest to a weight, on one side of it; −1 where there is none. */
function nearest({ count, weight }: ScoredPairs, threshold: number, side: 'above' | 'below'): number {
  let found = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let p = 0; p < count; p++) {
    const away = side === 'above' ? (weight[p] as number) - threshold : threshold - (weight[p] as number);
    const isOn = side === 'above' ? away >= 0 : away > 0;
    if (!isOn || away >= least) continue;
    found = p;
    least = away;
  }
  return found;
}

async function unlinkables(result: LinkResult): Promise<readonly PlacedChart[]> {
  const shares = thinned(unlinkablesOf(await selfWeights(result.runner, result.model)));
  if (shares.length === 0) return [];
  return [{ id: 'unlinkables', draw: (options) => unlinkablesChart(shares, { ...options, ...thresholdOf(result) }) }];
}

const STEPS_PER_BIT = 4;

/** One row for each quarter of a bit that some record weighs: what can be seen in a picture. */
function thinned(shares: readonly UnlinkableShare[]): readonly UnlinkableShare[] {
  const rows = new Map<number, UnlinkableShare>();
  for (const row of shares) {
    const step = Math.floor(row.weight * STEPS_PER_BIT);
    rows.set(step, { ...row, share: row.share + (rows.get(step)?.share ?? 0) });
  }
  return [...rows.values()];
}
