import { GateError } from '@golden-thread/shapes/errors';
import { openRules } from '../candidates/compile-rules.ts';
import { rulesOfPairs } from '../candidates/rules-of-pairs.ts';
import { missingEdges } from '../cluster/missing-edges.ts';
import { forgetRules, indexedRules } from '../estimate/indexed-rules.ts';
import { pairsAmong } from '../evaluate/measures.ts';
import { scorePairs } from '../score/score-pairs.ts';
import { pairCollector, type ScoredPairs, sortedPairs } from '../score/scored-pairs.ts';
import type { LinkResult } from './link-job.ts';

/**
 * The pairs of records of one cluster that are not among the result's pairs, scored: mostly those that no blocking rule makes
 * (`NO_RULE`), and those that a rule makes and that weighed too little to be kept. By l, then r.
 * @throws GateError where there are more of them than `pairBudget`.
 */
export async function completeClusters(
  { records, runner, model, pairs }: Pick<LinkResult, 'records' | 'runner' | 'model' | 'pairs'>,
  clusterOf: Int32Array,
  pairBudget: number,
): Promise<ScoredPairs> {
  checkBudget(clusterOf, pairBudget);
  const collector = pairCollector();
  missingEdges(records, clusterOf, pairs, runner.plan, ({ a, b, rule, count }) => {
    for (let p = 0; p < count; p++) collector.add(a[p] as number, b[p] as number, 0, rule[p] as number);
  });
  const missing = collector.taken();
  const rules = rulesOfPairs(openRules(runner.prepared, await indexedRules(runner, runner.plan.rules)), missing);
  forgetRules(runner);
  const weight = await scorePairs(runner, model, missing);
  return sortedPairs([{ ...missing, weight, rule: rules }], records.size);
}

function checkBudget(clusterOf: Int32Array, budget: number): void {
  const sizes = new Int32Array(clusterOf.length);
  for (const cluster of clusterOf) sizes[cluster] = (sizes[cluster] as number) + 1;
  const pairs = sizes.reduce((total, size) => total + pairsAmong(size), 0);
  if (pairs <= budget) return;
  const largest = sizes.reduce((most, size) => Math.max(most, size), 0);
  throw new GateError({
    code: 'linkage.cluster_budget',
    message: `The clusters hold ${pairs} pairs, and ${budget} are allowed; the largest holds ${largest} records.`,
    remedy: 'Make clusters at a higher weight, or allow more pairs.',
  });
}
