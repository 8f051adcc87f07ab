import { seededRandom } from '@golden-thread/shapes/random';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { allowedSources, pairsWithin } from './allowed-sources.ts';
import type { DrawnPairs } from './drawn-pairs.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import type { LevelAnswer, LevelCountPlan } from './level-count-plan.ts';
import { sharedInts } from './record-groups.ts';
import { withSharedValues } from './shared-value-levels.ts';

/** Of all allowed pairs of two different records that are not silent, how many each level of a comparison holds for. */
export interface LevelCounts {
  /** Position in the plan. */
  readonly comparison: number;
  /** By gamma. */
  readonly byGamma: Float64Array;
  readonly pairs: number;
  /** False where some levels were estimated from pairs drawn by seed. */
  readonly exact: boolean;
  /** Of each level's share of the pairs, by gamma; 0 where it was counted. */
  readonly standardErrors: Float64Array;
}

export interface LevelCountOptions {
  readonly seed: string;
  /** Pairs of distinct values that may be compared to count exactly. */
  readonly exactPairs?: number | undefined;
  /** Pairs that are compared where that does not reach. */
  readonly estimatePairs?: number | undefined;
  /** Instead: all pairs among a seeded sample of the records that makes about so many, as Splink does. */
  readonly sample?: { readonly maxPairs: number; readonly seed: number } | null;
  readonly onDone?: (done: number, of: number) => void;
}

const EXACT_PAIRS = 3e7;
const ESTIMATE_PAIRS = 6e6;

/**
 * Counts the levels of every comparison over all pairs, without making all pairs: levels of equality from the frequencies
 * of their values; others by comparing each two distinct values once and counting them as often as records hold them.
 * Where there are too many distinct values, levels that need a value in common are counted over the pairs that have one, the
 * most frequent values are compared with all others, and the rest is estimated from drawn pairs: `exact` and the standard errors say so, which are told by how the draws scatter.
 */
export async function levelCounts(
  runner: EstimateRunner,
  { seed, exactPairs = EXACT_PAIRS, estimatePairs = ESTIMATE_PAIRS, sample = null, onDone }: LevelCountOptions,
): Promise<readonly LevelCounts[]> {
  const { plan, prepared } = runner;
  const records = sample === null ? null : sampledRecords(prepared, plan, sample);
  const planned = await runner.run(
    'planLevelCounts',
    plan.comparisons.map((_, comparison) => comparison),
    undefined,
    { records, seed, exactPairs: records === null ? exactPairs : Number.POSITIVE_INFINITY, estimatePairs },
  );
  const plans = await withSharedValues(runner, planned);
  const tasks = plans.flatMap(({ groups, drawn }) => [...groups, ...drawn]);
  const counted = await runner.run('countLevels', tasks, onDone, null);
  let at = 0;
  return plans.map((answer) => {
    const own = counted.slice(at, at + answer.groups.length + answer.drawn.length);
    at += own.length;
    return mergeLevelCounts(answer, own);
  });
}

/** The answer, by those of the tasks in their order. */
function mergeLevelCounts(
  { comparison, pairs, known, settled, groups, drawn }: LevelCountPlan,
  answers: readonly LevelAnswer[],
): LevelCounts {
  const totals = known.slice();
  for (const { counts } of answers.slice(0, groups.length))
    counts.forEach((count, digit) => {
      if (settled[digit] === 0) totals[digit] = (totals[digit] as number) + count;
    });
  const errors = new Float64Array(totals.length);
  if (drawn.length > 0) addEstimates({ pairs, settled, drawn }, answers.slice(groups.length), totals, errors);
  const heard = pairs - (totals[0] as number);
  return {
    comparison,
    byGamma: totals.slice(1),
    pairs: heard,
    exact: drawn.length === 0,
    standardErrors: errors.slice(1).map((error) => (heard > 0 ? error / heard : 0)),
  };
}

/** Divides the pairs that nothing counted among the levels that are not settled, as the draws of each stratum say. */
function addEstimates(
  { pairs, settled, drawn }: Pick<LevelCountPlan, 'pairs' | 'settled' | 'drawn'>,
  answers: readonly LevelAnswer[],
  totals: Float64Array,
  errors: Float64Array,
): void {
  const left = pairs - totals.reduce((total, count) => total + count, 0);
  const estimates = new Float64Array(totals.length);
  for (const stratum of strataOf(drawn, answers)) {
    stratum.counts.forEach((count, digit) => {
      if (settled[digit] === 1) return;
      const perPair = stratum.standsFor / stratum.pairs;
      const scatter = Math.max(0, (stratum.squares[digit] as number) - count ** 2 / stratum.tiles) * (stratum.tiles / (stratum.tiles - 1));
      estimates[digit] = (estimates[digit] as number) + count * perPair;
      errors[digit] = (errors[digit] as number) + scatter * perPair ** 2;
    });
  }
  const all = estimates.reduce((total, estimate) => total + estimate, 0);
  estimates.forEach((estimate, digit) => {
    if (all > 0) totals[digit] = (totals[digit] as number) + (estimate * left) / all;
    errors[digit] = Math.sqrt(errors[digit] as number);
  });
}

interface Stratum {
  readonly standsFor: number;
  readonly counts: Float64Array;
  readonly squares: Float64Array;
  pairs: number;
  tiles: number;
}

function strataOf(drawn: readonly DrawnPairs[], answers: readonly LevelAnswer[]): Iterable<Stratum> {
  const strata = new Map<number, Stratum>();
  drawn.forEach((task, k) => {
    const { counts, squares, pairs } = answers[k] as LevelAnswer;
    const fresh = {
      standsFor: task.pairs,
      counts: new Float64Array(counts.length),
      squares: new Float64Array(counts.length),
      pairs: 0,
      tiles: 0,
    };
    const stratum = strata.get(task.stratum) ?? fresh;
    strata.set(task.stratum, stratum);
    stratum.pairs += pairs;
    stratum.tiles += task.tiles;
    counts.forEach((count, digit) => {
      stratum.counts[digit] = (stratum.counts[digit] as number) + count;
      stratum.squares[digit] = (stratum.squares[digit] as number) + (squares?.[digit] ?? 0);
    });
  });
  return strata.values();
}

/**
 * Splink's sample: each record by chance, at such a rate that so many pairs are expected. At a rate of 1 they are all.
 * *Source*: `reference/splink.md` 2.8.
 */
function sampledRecords(prepared: Prepared, plan: LinkagePlan, { maxPairs, seed }: { maxPairs: number; seed: number }): Int32Array {
  const rate = Math.min(1, samplingRate(prepared, plan, maxPairs));
  const random = seededRandom(`${seed}/sample`);
  const chosen: number[] = [];
  for (let record = 0; record < prepared.size; record++) if (random.next() < rate) chosen.push(record);
  const records = sharedInts(chosen.length);
  records.set(chosen);
  return records;
}

export function samplingRate({ sourceOf, sources, size }: Prepared, plan: LinkagePlan, maxPairs: number): number {
  if (plan.linkType !== 'link_only') return (0.5 * (Math.sqrt(8 * maxPairs + 1) + 1)) / size;
  const counts = new Float64Array(sources.length);
  for (const source of sourceOf) counts[source] = (counts[source] as number) + 1;
  return Math.sqrt(maxPairs / pairsWithin(allowedSources(plan, sources), counts));
}
