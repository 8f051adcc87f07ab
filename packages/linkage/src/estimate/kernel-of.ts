import { type ComparisonKernel, compileComparison } from '../levels/compile-comparison.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import { anatomyOf } from './comparison-anatomy.ts';

const compiledForHeard = new WeakMap<Prepared, Map<PlannedComparison, ComparisonKernel>>();
const compiled = new WeakMap<Prepared, Map<PlannedComparison, ComparisonKernel>>();

/** The kernel of a comparison by its position in the plan: compiled once for the same records, however many tasks ask for it. */
export function kernelOf({ prepared, plan }: TaskContext, comparison: number): ComparisonKernel {
  return remembered(compiled, prepared, plan.comparisons[comparison] as PlannedComparison, (planned) =>
    compileComparison(prepared, planned, plan.countedBy),
  );
}

/**
 * The same for pairs of records that were heard, as `planLevelCounts` picks them: where a usual null level silences records
 * one by one it holds for none of their pairs, and is not asked.
 */
export function kernelOfHeard({ prepared, plan }: TaskContext, comparison: number): ComparisonKernel {
  return remembered(compiledForHeard, prepared, plan.comparisons[comparison] as PlannedComparison, (planned) => {
    const { silence } = anatomyOf(planned);
    const silent = typeof silence !== 'string' && 'either' in silence;
    const levels = silent ? planned.levels.filter(({ gamma }) => gamma >= 0) : planned.levels;
    return compileComparison(prepared, { ...planned, levels }, plan.countedBy);
  });
}

function remembered(
  kernels: WeakMap<Prepared, Map<PlannedComparison, ComparisonKernel>>,
  prepared: Prepared,
  planned: PlannedComparison,
  compile: (planned: PlannedComparison) => ComparisonKernel,
): ComparisonKernel {
  const known = kernels.get(prepared) ?? new Map<PlannedComparison, ComparisonKernel>();
  kernels.set(prepared, known);
  const kernel = known.get(planned) ?? compile(planned);
  known.set(planned, kernel);
  return kernel;
}
