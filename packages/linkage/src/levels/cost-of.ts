import type { Expression } from '../expression/expression.ts';
import { childrenOf } from '../expression/walk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { isTextComparator, pairwiseIn } from './text-comparators.ts';

/** Roughly, in nanoseconds a pair: text comparators behind their bounds, members of lists, arithmetic, and equality of numbers. */
const COST = { text: 20, pairwise: 200, list: 10, call: 3, equality: 1 } as const;

/** Roughly what a comparison costs a pair: comparisons are answered cheap ones first. */
export function costOf(comparison: PlannedComparison): number {
  return comparison.levels.reduce((total, { condition }) => total + (condition === null ? 0 : costOfCondition(condition)), 0);
}

/** The same of a condition. */
export function costOfCondition(condition: Expression): number {
  if (pairwiseIn(condition) !== null) return COST.pairwise;
  const own = condition.kind === 'call' ? costOfCall(condition.name) : 0;
  return childrenOf(condition).reduce(
    (total, child) => total + costOfCondition(child),
    own + (condition.kind === 'binary' ? COST.equality : 0),
  );
}

function costOfCall(name: string): number {
  if (isTextComparator(name)) return COST.text;
  return name.startsWith('list_') || name === 'array_cosine_similarity' ? COST.list : COST.call;
}
