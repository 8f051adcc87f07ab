/**
 * Where a night may be hurt on purpose: one place before, within and after each of its transactions.
 * The points are reached by the one function that opens a transaction, so none can be forgotten.
 */
export const FAULT_MOMENTS = ['before_begin', 'before_commit', 'after_commit'] as const;
export type FaultMoment = (typeof FAULT_MOMENTS)[number];

export interface FaultPlan {
  /** Called at each point with the transaction's name, e.g. `take:health/`. May never return. */
  reach(transaction: string, moment: FaultMoment): void;
}

export const NO_FAULTS: FaultPlan = { reach: () => {} };
