import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkagePlan, ModelParameters, PlannedTraining } from '../plan/linkage-plan.ts';
import type { TermFrequencyShares } from '../score/term-frequencies.ts';
import type { OnDone } from '../workers/task.ts';
import { inBlockOrder } from './block-order.ts';
import type { LevelEstimate } from './combine-estimates.ts';
import { drawnBlocks } from './drawn-blocks.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { type GammaPatterns, mergePatterns } from './gamma-patterns.ts';
import { indexedRules } from './indexed-rules.ts';
import { type EmResult, maximiseExpectation } from './maximise-expectation.ts';
import { type PlannedSession, sessionLambda } from './plan-session.ts';
import { pairsOfIndex } from './rule-tasks.ts';

/** One training session: its rule, what it trained (comparisons by position), and how expectation maximisation went. */
export interface TrainingSession extends PlannedSession {
  /** Pairs that it learned from. */
  readonly pairs: number;
  /** Pairs of its rule, in its blocks, where some of them were drawn; otherwise `pairs`. */
  readonly of: number;
  readonly result: EmResult;
}

/** Patterns of the pairs of a session, all of the rule's or drawn from so many. */
export interface SessionPatterns extends GammaPatterns {
  readonly of: number;
}

/** What a session holds fixed. */
export type FixedInSession = Pick<PlannedTraining, 'fixLambda' | 'fixM' | 'fixU'>;

/**
 * Counts the patterns of a session's pairs, or of about `most` that are drawn by seed where the rule makes more;
 * `frequencies` of `null` leaves term frequencies out.
 * @throws DeclarationError `linkage.em_no_pairs` where the rule finds none.
 */
export async function countSession(
  runner: EstimateRunner,
  { active, rule }: PlannedSession,
  frequencies: TermFrequencyShares | null,
  draw: { readonly most: number | null; readonly seed: string },
  onDone?: OnDone,
): Promise<SessionPatterns> {
  const drawn = drawnBlocks(await indexedRules(runner, [rule]), runner.prepared, { ...draw, seed: `${draw.seed}/em/${rule.text}` });
  const { index, prepared } = await inBlockOrder(runner, drawn.index, active);
  const { inputs } = pairsOfIndex(index);
  const patterns = mergePatterns(await runner.run('countPatterns', inputs, onDone, { index, prepared, active, frequencies }));
  if (patterns.pairs > 0) return { ...patterns, of: drawn.of ?? patterns.pairs };
  throw new DeclarationError({
    code: 'linkage.em_no_pairs',
    message: `The training rule ${rule.text} finds no pair to learn from.`,
    remedy: 'Use a training rule that many more pairs satisfy.',
  });
}

/** Trains a session from the parameters that are known so far. */
export function trainSession(
  { comparisons, convergence, iterations }: LinkagePlan,
  { fixLambda, fixM, fixU }: FixedInSession,
  session: PlannedSession,
  patterns: SessionPatterns,
  parameters: ModelParameters,
): TrainingSession {
  const own = (levels: readonly Float64Array[]) => session.active.map((c) => levels[c] ?? new Float64Array(0));
  const result = maximiseExpectation(
    patterns,
    { lambda: sessionLambda(session, parameters), m: own(parameters.m), u: own(parameters.u) },
    { comparisons: session.active.flatMap((c) => comparisons[c] ?? []), fixLambda, fixM, fixU, convergence, iterations },
  );
  return { ...session, pairs: patterns.pairs, of: patterns.of, result };
}

/** What a session found: of each comparison, the levels that some pair had. */
export function estimatesOfSession(
  { active, rule, result }: TrainingSession,
  { fixM, fixU }: Omit<FixedInSession, 'fixLambda'>,
): readonly LevelEstimate[] {
  const of = (what: 'm' | 'u', probabilities: EmResult['m'], expected: EmResult['matches']): LevelEstimate[] =>
    active.map((comparison, c) => ({
      comparison,
      of: what,
      method: rule.text,
      probabilities: Array.from(probabilities[c] ?? [], (value, gamma) => (result.pairs[c]?.[gamma] === 0 ? null : value)),
      weight: (expected[c] ?? new Float64Array(0)).reduce((total, count) => total + count, 0),
    }));
  return [...(fixM ? [] : of('m', result.m, result.matches)), ...(fixU ? [] : of('u', result.u, result.nonMatches))];
}
