import { DeclarationError } from '@golden-thread/shapes/errors';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { RuleCount } from './count-candidates.ts';

/**
 * Stops rules that make more candidate pairs than they may, before any is scored. `what` is how a message calls them.
 * @throws DeclarationError `linkage.block_budget`, naming the rule that makes the most.
 */
export function checkBudget(rules: readonly PlannedRule[], counts: readonly RuleCount[], budget: number, what = 'blocking rules'): void {
  const total = counts.at(-1)?.cumulative ?? 0;
  if (total <= budget) return;
  const worst = counts.reduce((most, count) => (count.pairs > most.pairs ? count : most));
  const block = worst.largestBlocks[0];
  throw new DeclarationError({
    code: 'linkage.block_budget',
    message: `The ${what} make ${atMost(counts)}${inWords(total)} pairs, and ${inWords(budget)} are allowed. The rule ${rules[worst.rule]?.text ?? 'of all pairs'} alone makes ${inWords(worst.pairs)}${block === undefined ? '' : `; its largest block holds ${inWords(block.records)} records, which are ${inWords(block.pairs)} pairs`}.`,
    remedy: 'Add a column to that rule, or take out values that many records share (an unknown, a placeholder), or allow more pairs.',
  });
}

const atMost = (counts: readonly RuleCount[]): string => (counts.every(({ isExact }) => isExact) ? '' : 'up to ');

/** With thousands apart. */
const inWords = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
