import { DeclarationError } from './errors.ts';

/** The lines of a match policy, in bits. `floor ≤ review ≤ join` and `floor ≤ break ≤ join`. */
export interface MatchPolicy {
  /** A pair at or above is joined. */
  readonly join: number;
  /** A pair that was joined stays so at or above. */
  readonly break: number;
  /** From here to `join`, people look. */
  readonly review: number;
  /** Rival links this close both wait. */
  readonly margin: number;
  /** Edges below are not stored. */
  readonly floor: number;
}

/** Whether two policies decide alike; what is stored does not count. */
export const samePolicy = (one: MatchPolicy, other: MatchPolicy): boolean =>
  one.join === other.join && one.break === other.break && one.review === other.review && one.margin === other.margin;

/** @throws DeclarationError when the lines are not in order. */
export function checkPolicy(policy: MatchPolicy): MatchPolicy {
  const inOrder =
    policy.floor <= policy.review && policy.review <= policy.join && policy.floor <= policy.break && policy.break <= policy.join;
  if (!inOrder || policy.margin < 0 || Object.values(policy).some((line) => !Number.isFinite(line))) {
    throw new DeclarationError({
      code: 'policy.lines_out_of_order',
      message: 'The lines of the match policy are not in order.',
      remedy: 'Set floor ≤ review ≤ join and floor ≤ break ≤ join, and a margin of 0 or more, in thresholds.ts.',
    });
  }
  return policy;
}
