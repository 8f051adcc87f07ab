import type { LinkagePlan, ModelParameters, PlannedComparison } from './linkage-plan.ts';

const TOP_M = 0.95;
const TOP_WEIGHT = 10;
const LOWEST_WEIGHT = -5;
const HIGHEST_LOWER_WEIGHT = 3;

/**
 * The parameters that a plan begins with: those given, and Splink's defaults where none is. By comparison and gamma.
 * *Source*: `comparison_level.py:72-93`.
 */
export function startingParameters(plan: LinkagePlan): ModelParameters {
  return {
    lambda: plan.lambda,
    m: plan.comparisons.map((comparison) => given(comparison, 'm', defaultM)),
    u: plan.comparisons.map((comparison) => given(comparison, 'u', defaultU)),
  };
}

function given(comparison: PlannedComparison, which: 'm' | 'u', otherwise: (gamma: number, levels: number) => number): Float64Array {
  const tested = comparison.levels.filter((level) => level.gamma >= 0);
  const values = new Float64Array(tested.length);
  for (const level of tested) values[level.gamma] = level[which] ?? otherwise(level.gamma, tested.length);
  return values;
}

/** m of a level where nothing is known yet: .95 for the topmost, the rest shared alike. */
function defaultM(gamma: number, levels: number): number {
  if (levels === 1) return 1;
  return gamma === levels - 1 ? TOP_M : (1 - TOP_M) / (levels - 1);
}

/** u of a level where nothing is known yet: what gives the topmost 10 bits and the others −5 to 3 in even steps. They need not sum to 1. */
function defaultU(gamma: number, levels: number): number {
  return defaultM(gamma, levels) / 2 ** defaultWeight(gamma, levels);
}

function defaultWeight(gamma: number, levels: number): number {
  if (gamma === levels - 1) return TOP_WEIGHT;
  if (levels === 2) return LOWEST_WEIGHT;
  return LOWEST_WEIGHT + ((HIGHEST_LOWER_WEIGHT - LOWEST_WEIGHT) * gamma) / (levels - 2);
}
