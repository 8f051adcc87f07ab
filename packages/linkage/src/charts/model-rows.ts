import { bitsOfLevel } from '../fellegi-sunter.ts';
import type { ModelParameters, PlannedComparison } from '../plan/linkage-plan.ts';

/** One level of a model: how often it is seen among matches and among others, and what it weighs. */
export interface LevelRow {
  readonly comparison: string;
  readonly level: string;
  readonly gamma: number;
  readonly m: number;
  readonly u: number;
  /** In bits; ± 1000 stands for certainty. */
  readonly weight: number;
}

const CERTAIN = 1000;

/** The levels of a model but the null levels, as the plan orders them. Two levels of one label are told apart by a number. */
export function levelRows(comparisons: readonly PlannedComparison[], { m, u }: Omit<ModelParameters, 'lambda'>): readonly LevelRow[] {
  return comparisons.flatMap(({ name, levels }, c) => {
    const named = levels.filter(({ gamma }) => gamma >= 0);
    return named.map(({ label, gamma }, at): LevelRow => {
      const before = named.slice(0, at).filter((other) => other.label === label).length;
      const [mOf, uOf] = [m[c]?.[gamma] ?? 0, u[c]?.[gamma] ?? 0];
      const weight = bitsOfLevel(mOf, uOf);
      return {
        comparison: name,
        level: before === 0 ? label : `${label} (${before + 1})`,
        gamma,
        m: mOf,
        u: uOf,
        weight: Number.isNaN(weight) ? 0 : Math.max(-CERTAIN, Math.min(CERTAIN, weight)),
      };
    });
  });
}

/** Labels of a comparison's levels by gamma, as `levelRows` tells them apart. */
export function labelsByGamma(comparison: PlannedComparison): ReadonlyMap<number, string> {
  const nothing = { m: [], u: [] };
  return new Map(levelRows([comparison], nothing).map(({ gamma, level }) => [gamma, level]));
}
