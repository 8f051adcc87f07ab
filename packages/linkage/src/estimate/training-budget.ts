import { pairsIn } from '../candidates/candidate-tasks.ts';
import { checkBudget } from '../candidates/check-budget.ts';
import { openRules } from '../candidates/compile-rules.ts';
import { countCandidates } from '../candidates/count-candidates.ts';
import type { PlannedRule, PlannedTraining } from '../plan/linkage-plan.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { indexedRules } from './indexed-rules.ts';
import { labelRule } from './m-from-labels.ts';

/**
 * Stops training whose rules would count more pairs than are allowed, before any is counted: the deterministic rules together,
 * each EM rule, and the label column.
 * @throws DeclarationError `linkage.block_budget`, naming the rule.
 */
export async function checkTrainingBudget(runner: EstimateRunner, training: PlannedTraining, budget: number): Promise<void> {
  const { deterministicRules, emRules, labelColumn } = training;
  if (deterministicRules.length > 0) await checkRules(runner, 'deterministic rules of the training', deterministicRules, budget);
  for (const rule of emRules) await checkRules(runner, 'EM blocking rules of the training, one by one,', [rule], budget);
  if (labelColumn !== null) await checkRules(runner, 'pairs of one label', [labelRule(labelColumn)], budget);
}

async function checkRules(runner: EstimateRunner, what: string, rules: readonly PlannedRule[], budget: number): Promise<void> {
  const index = await indexedRules(runner, rules);
  if (index.alternatives.reduce((total, alternative) => total + pairsIn(alternative), 0) <= budget) return;
  checkBudget(index.rules, countCandidates(openRules(runner.prepared, index), { changed: null }), budget, what);
}
