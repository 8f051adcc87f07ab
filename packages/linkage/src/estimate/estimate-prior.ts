import { DeclarationError } from '@golden-thread/shapes/errors';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import { allowedSources, pairsWithin } from './allowed-sources.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { pairsOfRules } from './rule-tasks.ts';

/** λ of the model, and what it was made of. */
export interface Prior {
  readonly lambda: number;
  /** Pairs that any of the rules finds. */
  readonly observed: number;
  /** Pairs that the link type allows. */
  readonly cartesian: number;
  readonly recall: number;
  /** λ is 0, or 1: hardly ever what is meant. */
  readonly warning: 'no_pairs' | 'all_pairs' | null;
}

export interface PriorOptions {
  readonly rules: readonly PlannedRule[];
  /** Share of the true pairs that the rules are believed to find. */
  readonly recall: number;
  readonly onDone?: (done: number, of: number) => void;
}

/**
 * λ, the probability that two random records are the same: the pairs that any deterministic rule finds, over the share of
 * the true pairs that they are believed to find, over all pairs. *Source*: `reference/splink.md` 2.10.
 * @throws DeclarationError `linkage.recall_out_of_range`, `linkage.prior_no_pairs`, `linkage.recall_too_low`.
 */
export async function estimatePrior(runner: EstimateRunner, { rules, recall, onDone }: PriorOptions): Promise<Prior> {
  if (!(recall > 0 && recall <= 1)) {
    throw new DeclarationError({
      code: 'linkage.recall_out_of_range',
      message: `The recall of the deterministic rules is ${recall}, and must be above 0 and at most 1.`,
      remedy: 'Mend "recall" in "training".',
    });
  }
  const cartesian = pairsInAll(runner);
  if (cartesian === 0) {
    throw new DeclarationError({
      code: 'linkage.prior_no_pairs',
      message: 'The records allow no pair, so there is no probability that two of them are the same.',
      remedy: 'Give more records, or another link type.',
    });
  }
  const { index, inputs } = await pairsOfRules(runner, rules);
  const counted = await runner.run('countRulePairs', inputs, onDone, { index });
  const observed = counted.reduce((total, pairs) => total + pairs, 0);
  if (observed > cartesian * recall) {
    throw new DeclarationError({
      code: 'linkage.recall_too_low',
      message: `The deterministic rules find ${observed} of ${cartesian} pairs, which is more than a recall of ${recall} allows.`,
      remedy: `With these rules, "recall" must be at least ${(observed / cartesian).toFixed(2)}.`,
    });
  }
  const lambda = observed / recall / cartesian;
  return { lambda, observed, cartesian, recall, warning: observed === 0 ? 'no_pairs' : lambda === 1 ? 'all_pairs' : null };
}

function pairsInAll({ prepared, plan }: EstimateRunner): number {
  const counts = new Float64Array(prepared.sources.length);
  for (const source of prepared.sourceOf) counts[source] = (counts[source] as number) + 1;
  return pairsWithin(allowedSources(plan, prepared.sources), counts);
}
