import { type ComparisonKernel, compileComparison } from '../levels/compile-comparison.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';

const compiled = new WeakMap<Prepared, Map<PlannedComparison, ComparisonKernel>>();

/** The kernel of a comparison by its position in the plan: compiled once for the same records, however many tasks ask for it. */
export function kernelOf({ prepared, plan }: TaskContext, comparison: number): ComparisonKernel {
  const planned = plan.comparisons[comparison] as PlannedComparison;
  const known = compiled.get(prepared) ?? new Map<PlannedComparison, ComparisonKernel>();
  compiled.set(prepared, known);
  const kernel = known.get(planned) ?? compileComparison(prepared, planned, plan.countedBy);
  known.set(planned, kernel);
  return kernel;
}
