import type { Expression } from '../expression/expression.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { compileAtom } from './compile-atom.ts';
import { costOfCondition } from './cost-of.ts';
import { keepWhereAll, keepWhereAny, type PairFilter } from './pair-filter.ts';

/**
 * The filter of the pairs for which a condition of two records is true. SQL's three-valued logic is turned into two-valued:
 * `NOT x` is true where x is false, which is another question than where x is not true; AND is false where any part is.
 */
export function compileCondition(prepared: Prepared, condition: Expression, countedBy: CountedBy): PairFilter {
  return compileTruth(prepared, condition, true, countedBy);
}

/** Where a condition is true, or where it is false. */
function compileTruth(prepared: Prepared, condition: Expression, wanted: boolean, countedBy: CountedBy): PairFilter {
  if (condition.kind === 'not') return compileTruth(prepared, condition.of, !wanted, countedBy);
  if (condition.kind === 'binary' && (condition.op === 'and' || condition.op === 'or')) {
    const { op } = condition;
    const parts = partsOf(condition, op)
      .map((part, place) => ({ part, place, cost: costOfCondition(part) }))
      .sort((x, y) => x.cost - y.cost || x.place - y.place)
      .map(({ part }) => compileTruth(prepared, part, wanted, countedBy));
    return (op === 'and') === wanted ? keepWhereAll(parts) : keepWhereAny(parts);
  }
  return compileAtom(prepared, condition, wanted, countedBy);
}

function partsOf(condition: Expression, op: 'and' | 'or'): Expression[] {
  return condition.kind === 'binary' && condition.op === op
    ? [...partsOf(condition.left, op), ...partsOf(condition.right, op)]
    : [condition];
}
