import { describe, expect, it } from 'vitest';
import { combineEstimates } from '../estimate/combine-estimates.ts';
import { mFromLabels } from '../estimate/m-from-labels.ts';
import { type TrainedModel, trainPlan } from '../estimate/train-plan.ts';
import type { ModelParameters } from '../plan/linkage-plan.ts';
import { expectNear } from './agreement.fixture.ts';
import { expectAnswer } from './answered-pairs.fixture.ts';
import { type EngineCase, engineCase } from './engine.fixture.ts';
import { answered, type RecordedCase, runsOf, type TrainingAnswer, type TrainingStep, type Version } from './recorded.fixture.ts';

const U_WITHIN = 1e-9;
const M_WITHIN = 1e-6;

describe('training comes to what Splink comes to', () => {
  it.each(runsOf(['training'], 'train'))('$title', async ({ one, version }) => {
    for (const { options, answer } of answered(one, 'train', version)) {
      const { steps } = options;
      const engine = engineCase(one, version, { training: trainingOf(steps) });
      // Where Splink stopped halfway, what it had come to before is compared.
      const failed = answer.error !== undefined;
      const trained = await trainedOr(engine, failed);
      if (trained === null) continue;
      expectSteps(engine, trained, steps, answer);
      if (failed) continue;
      expectModel(engine, withLabels(engine, trained, steps), steps, answer);
      // A 0 is not saved: then its own model gives Splink other pairs.
      const hasZero = [...answer.m, ...answer.u].some((levels) => levels.includes(0));
      if (answer.saved !== undefined && answer.pairs !== undefined && !hasZero)
        await expectSavedModel(one, version, answer.saved, answer.pairs);
    }
  });
});

/** The steps as our settings say them: flags are the same for all sessions of a case. */
function trainingOf(steps: readonly TrainingStep[]): object {
  const prior = steps.find((step) => step.do === 'lambda');
  const sessions = steps.filter((step) => step.do === 'em');
  const { do: _, rule: __, ...flags } = sessions[0] ?? { do: 'em' };
  return {
    ...(prior === undefined ? {} : { deterministic_rules: prior.rules, recall: prior.recall }),
    u: 'exact',
    em_blocking_rules: sessions.flatMap(({ rule }) => rule ?? []),
    combine: 'median',
    unobserved: 'splink',
    label_column: steps.find((step) => step.do === 'm_column')?.column ?? null,
    ...flags,
  };
}

async function trainedOr({ runner, plan }: EngineCase, mayFail: boolean): Promise<TrainedModel | null> {
  try {
    return await trainPlan(runner, plan, { seed: 1 });
  } catch (error) {
    if (mayFail) return null;
    throw error;
  }
}

function expectSteps(engine: EngineCase, trained: TrainedModel, steps: readonly TrainingStep[], answer: TrainingAnswer): void {
  let session = 0;
  answer.steps.forEach((theirs, at) => {
    switch (steps[at]?.do) {
      case 'lambda':
        expectNear([trained.model.prior?.lambda ?? Number.NaN], [Number(theirs.lambda)], U_WITHIN);
        return;
      case 'u':
        expectLevels(
          engine,
          trained.model.u.map(({ byGamma }) => sharesOf(byGamma)),
          theirs.u ?? [],
          U_WITHIN,
          true,
        );
        return;
      case 'em': {
        const ours = trained.sessions[session++];
        expect(ours?.active.map((c) => engine.plan.comparisons[c]?.name)).toEqual(theirs.comparisons);
        const lambdas = Array.isArray(theirs.lambda) ? theirs.lambda.map(Number) : [];
        expectNear(
          (ours?.result.history ?? []).map(({ lambda }) => lambda),
          lambdas,
          M_WITHIN,
        );
        expectNear(bestFirst(ours?.result.m ?? []), (theirs.m ?? []).flat(), M_WITHIN);
        expectNear(bestFirst(ours?.result.u ?? []), (theirs.u ?? []).flat(), M_WITHIN);
        return;
      }
    }
  });
}

/** Where no pair has a level, Splink keeps what the settings gave: only levels that some pair has are compared with counts. */
function expectLevels(
  { plan }: EngineCase,
  ours: readonly Float64Array[],
  theirs: readonly (readonly number[])[],
  within: number,
  observedOnly: boolean,
): void {
  plan.comparisons.forEach(({ levels }, c) => {
    const fixed = new Set(levels.filter((level) => level.fixU).map(({ gamma }) => gamma));
    const pairs = bestFirst([ours[c] ?? new Float64Array(0)]).map((value, at) => ({
      value,
      theirs: theirs[c]?.[at] ?? Number.NaN,
      gamma: (ours[c]?.length ?? 0) - 1 - at,
    }));
    const compared = pairs.filter(({ value, gamma }) => !observedOnly || (value > 0 && !fixed.has(gamma)));
    expectNear(
      compared.map(({ value }) => value),
      compared.map((pair) => pair.theirs),
      within,
    );
  });
}

function expectModel(engine: EngineCase, ours: ModelParameters, steps: readonly TrainingStep[], answer: TrainingAnswer): void {
  const sessions = steps.filter((step) => step.do === 'em');
  const lambdaIsTrained = sessions.some((step) => step.populate_probability_two_random_records_match_from_trained_values);
  const uIsFree = sessions.some((step) => step.fix_u_probabilities === false);
  expectNear([ours.lambda], [answer.lambda], lambdaIsTrained ? M_WITHIN : U_WITHIN);
  expectLevels(engine, ours.u, answer.u, uIsFree ? M_WITHIN : U_WITHIN, false);
  expectLevels(engine, ours.m, answer.m, M_WITHIN, false);
}

/** m from labelled pairs, all of which Splink takes for matches. */
function withLabels(
  { runner, plan, ends, model }: EngineCase,
  { parameters, model: facts }: TrainedModel,
  steps: readonly TrainingStep[],
): ModelParameters {
  const labels = steps.flatMap((step) => step.labels ?? []);
  if (labels.length === 0) return parameters;
  const numberOfEnd = new Map(ends.map((end, record) => [JSON.stringify(end), record]));
  const record = (end: unknown): number => numberOfEnd.get(JSON.stringify(end)) ?? -1;
  const pairs = {
    l: Int32Array.from(labels, ([l]) => record(l)),
    r: Int32Array.from(labels, ([, r]) => record(r)),
    score: Float64Array.from(labels, ([, , score]) => score),
  };
  const estimates = [...facts.estimates, ...mFromLabels(runner, pairs, { allAreMatches: true })];
  return { lambda: parameters.lambda, ...combineEstimates(plan, model.parameters, estimates, { combine: 'median', smoothing: 'none' }) };
}

/** What Splink saved, in our engine, gives Splink's pairs. */
async function expectSavedModel(
  one: RecordedCase,
  version: Version,
  saved: object,
  pairs: NonNullable<TrainingAnswer['pairs']>,
): Promise<void> {
  await expectAnswer(engineCase(one, version, saved), pairs);
}

function sharesOf(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** By gamma, from the highest down, as Splink lists levels. */
const bestFirst = (levels: readonly Float64Array[]): number[] => levels.flatMap((byGamma) => [...byGamma].reverse());
