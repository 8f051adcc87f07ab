import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkagePlan, ModelParameters, PlannedTraining } from '../plan/linkage-plan.ts';
import { startingParameters } from '../plan/starting-parameters.ts';
import { type TermFrequencyShares, termFrequenciesOf } from '../score/term-frequencies.ts';
import { chancePairs } from './chance-levels.ts';
import { combineEstimates, type LevelEstimate, lambdaFromSessions, type Smoothing } from './combine-estimates.ts';
import { estimatePrior, type Prior } from './estimate-prior.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { type LevelCounts, levelCounts } from './level-counts.ts';
import { estimatesOf, type LabelledPairs, mFromColumn, mFromLabels } from './m-from-labels.ts';
import { type LevelAt, type PlannedSession, planSession } from './plan-session.ts';
import { checkTrainingBudget } from './training-budget.ts';
import { countSession, estimatesOfSession, type SessionPatterns, type TrainingSession, trainSession } from './training-session.ts';

/** How far training has come. */
export interface TrainingProgress {
  readonly step: 'prior' | 'u' | 'm' | 'session';
  /** The training rule of a session, as written. */
  readonly rule: string | null;
  readonly done: number;
  readonly of: number;
}

export interface TrainOptions {
  /** Of what is drawn where a count cannot be exact. */
  readonly seed: string | number;
  readonly onProgress?: (progress: TrainingProgress) => void;
  /** Frequencies to weigh by instead of the records' own. */
  readonly frequencies?: TermFrequencyShares;
  /** Pairs that people have judged: m is also estimated from those that match. */
  readonly labels?: LabelledPairs;
  /** As the training says if it is not said here; `none` is Splink's way. */
  readonly smoothing?: Smoothing;
  /** Takes the matches out of u, see `chancePairs`: u and m are then worked out in turn, some rounds long. Splink does not. */
  readonly matchesOutOfU?: boolean;
  /** See `LevelCountOptions`. */
  readonly exactPairs?: number;
  readonly estimatePairs?: number;
  /** More pairs than this no rule of the training may make: see `checkTrainingBudget`. */
  readonly pairBudget?: number;
}

/** What is known of how a model came about. */
export interface TrainingFacts {
  readonly seed: string;
  /** `null` where there were no deterministic rules: λ is the settings'. */
  readonly prior: Prior | null;
  readonly u: readonly LevelCounts[];
  readonly combine: PlannedTraining['combine'];
  readonly estimates: readonly LevelEstimate[];
  /** Levels that no estimate was made for: theirs are smoothed or as given. */
  readonly unobserved: readonly (LevelAt & { readonly of: 'm' | 'u' })[];
}

export interface TrainedModel {
  readonly parameters: ModelParameters;
  readonly sessions: readonly TrainingSession[];
  readonly model: TrainingFacts;
}

/** u needs m (see `chancePairs`) and m needs u: after so many rounds neither moves by a thousandth. */
const ROUNDS = 4;

/**
 * Trains a plan's parameters as its `training` says: λ from deterministic rules, u from all pairs (or Splink's sample), m from
 * labels and a label column if there are some, then one session of expectation maximisation a training rule, each starting
 * from what is known so far. Neither the number of workers nor the order of records changes anything.
 * @throws DeclarationError where the training has an impossible rule, before anything is counted; `linkage.block_budget` likewise.
 */
export async function trainPlan(runner: EstimateRunner, plan: LinkagePlan, options: TrainOptions): Promise<TrainedModel> {
  const training = trainingOf(plan);
  const planned = training.emRules.map((rule) => planSession(plan, rule));
  if (options.pairBudget !== undefined) await checkTrainingBudget(runner, training, options.pairBudget);
  const counted = await countAll(runner, training, planned, options);
  const rounds = options.matchesOutOfU ? ROUNDS : 1;
  let trained = trainRound(plan, training, counted, options, startingParameters(plan).m);
  for (let round = 1; round < rounds; round++) trained = trainRound(plan, training, counted, options, trained.parameters.m);
  const { parameters, sessions, estimates } = trained;
  const { prior, u } = counted;
  return {
    parameters,
    sessions,
    model: { seed: String(options.seed), prior, u, combine: training.combine, estimates, unobserved: unobservedLevels(plan, estimates) },
  };
}

/** All that training asks of the records: the rest is arithmetic. */
interface Counted {
  readonly prior: Prior | null;
  readonly u: readonly LevelCounts[];
  readonly mFromTruth: readonly LevelEstimate[];
  readonly sessions: readonly { readonly planned: PlannedSession; readonly patterns: SessionPatterns }[];
}

async function countAll(
  runner: EstimateRunner,
  training: PlannedTraining,
  planned: readonly PlannedSession[],
  options: TrainOptions,
): Promise<Counted> {
  const progress =
    (step: TrainingProgress['step'], rule: string | null = null) =>
    (done: number, of: number): void =>
      options.onProgress?.({ step, rule, done, of });
  const { deterministicRules: rules, recall, labelColumn } = training;
  const frequencies = training.withoutTermFrequencies ? null : (options.frequencies ?? termFrequenciesOf(runner.prepared, runner.plan));
  const draw = { most: training.emMaxPairs, seed: String(options.seed) };
  // All at once: while this thread adds up one count, workers are at the next.
  const [prior, u, fromColumn, sessions] = await inOrder([
    rules.length === 0 ? null : estimatePrior(runner, { rules, recall, onDone: progress('prior') }),
    levelCounts(runner, {
      seed: String(options.seed),
      sample: training.u === 'exact' ? null : training.u,
      exactPairs: options.exactPairs,
      estimatePairs: options.estimatePairs,
      onDone: progress('u'),
    }),
    labelColumn === null ? [] : mFromColumn(runner, labelColumn, progress('m')),
    inOrder(
      planned.map(async (session) => ({
        planned: session,
        patterns: await countSession(runner, session, frequencies, draw, progress('session', session.rule.text)),
      })),
    ),
  ]);
  const fromLabels = options.labels === undefined ? [] : mFromLabels(runner, options.labels);
  return { prior, u, mFromTruth: [...fromLabels, ...fromColumn], sessions };
}

/** As `Promise.all`, but of several errors throws the one that stands first, whichever came first. */
async function inOrder<T extends readonly unknown[] | []>(all: T): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}

interface TrainedRound {
  readonly parameters: ModelParameters;
  readonly sessions: readonly TrainingSession[];
  readonly estimates: readonly LevelEstimate[];
}

/** u, then session after session; `m` is what the matches are taken out of u by, where they are. */
function trainRound(
  plan: LinkagePlan,
  training: PlannedTraining,
  { prior, u, mFromTruth, sessions: counted }: Counted,
  { matchesOutOfU = false, smoothing = training.unobserved === 'splink' ? 'none' : 'unobserved' }: TrainOptions,
  m: readonly Float64Array[],
): TrainedRound {
  const start = startingParameters(plan);
  let lambda = prior === null ? plan.lambda : insideOf(prior);
  const byLevel = u.map((counts, c) => (matchesOutOfU ? chancePairs(counts, m[c] ?? new Float64Array(0), lambda) : counts.byGamma));
  const estimates: LevelEstimate[] = [...estimatesOf(byLevel, 'u', 'all pairs'), ...mFromTruth];
  // What sessions start from is smoothed only where Splink's results are not what is wanted anyway.
  const between = smoothing === 'all' ? 'all' : 'none';
  const known = (how: Smoothing): ModelParameters => ({
    lambda,
    ...combineEstimates(plan, start, estimates, { combine: training.combine, smoothing: how }),
  });
  const sessions: TrainingSession[] = [];
  for (const { planned, patterns } of counted) {
    const session = trainSession(plan, training, planned, patterns, known(between));
    sessions.push(session);
    estimates.push(...estimatesOfSession(session, training));
    if (training.lambdaFromSessions)
      lambda = lambdaFromSessions(
        sessions.map((one) => ({ session: one, lambda: one.result.lambda })),
        known(between),
      );
  }
  return { parameters: known(smoothing), sessions, estimates };
}

function unobservedLevels({ comparisons }: LinkagePlan, estimates: readonly LevelEstimate[]): TrainingFacts['unobserved'] {
  return (['m', 'u'] as const).flatMap((of) =>
    comparisons.flatMap(({ levels }, comparison) => {
      const own = estimates.filter((estimate) => estimate.comparison === comparison && estimate.of === of);
      return levels.flatMap(({ gamma }) =>
        gamma < 0 || own.some(({ probabilities }) => typeof probabilities[gamma] === 'number') ? [] : [{ comparison, gamma, of }],
      );
    }),
  );
}

/** A λ of 0 or 1 would settle every pair beforehand: half a pair more or less does not. */
function insideOf({ lambda, cartesian }: Prior): number {
  const half = 0.5 / cartesian;
  return Math.min(Math.max(lambda, half), 1 - half);
}

function trainingOf({ training }: LinkagePlan): PlannedTraining {
  if (training !== null) return training;
  throw new DeclarationError({
    code: 'linkage.no_training',
    message: 'The settings do not say how to train the model.',
    remedy: 'Add a "training" key to the settings, as docs/linkage/settings.md shows.',
  });
}
