import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import type { LinkagePlan, LinkType, PlannedComparison, PlannedTraining } from '../plan/linkage-plan.ts';
import { mFromColumn } from './m-from-labels.ts';
import { type TrainedModel, type TrainingProgress, type TrainOptions, trainPlan } from './train-plan.ts';
import { comparisonOf, type PlainRecords, planOf, ruleOf, runnerOf } from './training.fixture.ts';

type ByComparison = Readonly<Record<string, readonly (number | null)[]>>;

/** Splink's own answers on made-up people, recorded: all of u's pairs, every session's way, what came of it. */
interface Recorded {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  readonly settings: { readonly comparisons: readonly RecordedComparison[] };
  readonly deterministicRules: readonly string[];
  readonly recall: number;
  readonly emRules: readonly string[];
  readonly runs: Readonly<Record<string, RecordedRun>>;
  readonly mFromColumn: ByComparison;
}
interface RecordedComparison {
  readonly output_column_name: string;
  readonly comparison_levels: readonly {
    readonly sql_condition: string;
    readonly is_null_level?: boolean;
    readonly tf_adjustment_column?: string;
    readonly tf_adjustment_weight?: number;
    readonly tf_minimum_u_value?: number;
  }[];
}
interface RecordedRun {
  readonly lambda: number;
  readonly u: ByComparison;
  readonly sessions: readonly { readonly lambdas: readonly number[]; readonly m: ByComparison; readonly u: ByComparison }[];
  readonly final: { readonly lambda: number; readonly m: ByComparison; readonly u: ByComparison };
}

const recorded: Recorded = JSON.parse(readFileSync(new URL('./splink-training.fixture.json', import.meta.url), 'utf8'));

describe('training as Splink has it recorded', () => {
  it.each<[string, Partial<PlannedTraining>]>([
    ['with_tf', {}],
    ['without_tf', { withoutTermFrequencies: true }],
    ['free_u', { fixU: false }],
    ['lambda_from_sessions', { lambdaFromSessions: true }],
    ['fixed_lambda', { fixLambda: true }],
  ])('gives the same λ, u, m and the same λ at every iteration of every session: %s', async (name, training) => {
    isAsRecorded(await trained(recordedPlan(training), recordedRecords()), recorded.runs[name]);
  });

  it.each<LinkType>(['link_only', 'link_and_dedupe'])('gives the same for three tables: %s', async (linkType) => {
    const run = recorded.runs[linkType];
    isAsRecorded(await trained({ ...recordedPlan({}), linkType }, recordedRecords(3)), run);
  });

  it('gives the same m from a label column', async () => {
    const plan = recordedPlan({ labelColumn: 'cluster' });
    const estimates = await mFromColumn(runnerOf(plan, recordedRecords()), 'cluster');
    expect(estimates).toHaveLength(5);
    for (const { comparison, probabilities } of estimates) {
      const wanted = recorded.mFromColumn[plan.comparisons[comparison]?.name ?? ''] ?? [];
      expect(probabilities.map((m) => m === null)).toEqual(wanted.map((m) => m === null));
      probabilities.forEach((m, gamma) => expect(Math.abs((m ?? 0) - (wanted[gamma] ?? 0))).toBeLessThan(1e-12));
    }
  });
});

describe('training', () => {
  it.each([
    [
      'deterministic rules',
      { deterministicRules: [ruleOf('l.surname = r.surname')] },
      /deterministic rules of the training make 780 pairs, and 779/,
    ],
    [
      'an EM rule',
      { emRules: [ruleOf('l.town = r.town'), ruleOf('l.surname = r.surname')] },
      /The rule l\.surname = r\.surname alone makes 780/,
    ],
    ['a label column', { labelColumn: 'surname' }, /same surname/],
  ])('ends before anything is counted where %s would count more pairs than are allowed', async (_, of, message) => {
    const comparisons = ['surname', 'town'].map((name) =>
      comparisonOf(name, [`"${name}_l" IS NULL OR "${name}_r" IS NULL`, `"${name}_l" = "${name}_r"`]),
    );
    const plan = planOf(comparisons, { training: { ...TRAINING, ...of } });
    const runner = runnerOf(plan, {
      columns: { surname: Array(40).fill('Osei'), town: Array.from({ length: 40 }, (_one, i) => `t${i >> 1}`) },
    });
    const steps: TrainingProgress[] = [];
    const train = (pairBudget: number) => trainPlan(runner, plan, { seed: 1, pairBudget, onProgress: (step) => steps.push(step) });
    const stopped = await train(779).catch((error: unknown) => error);
    expect(stopped).toMatchObject({ code: 'linkage.block_budget', message: expect.stringMatching(message) });
    expect(steps).toEqual([]);
    await train(780);
    expect(steps.length).toBeGreaterThan(0);
  });

  it('ends in one sentence, before anything is counted, where a rule uses up every comparison (case C043)', async () => {
    const surname = comparisonOf('surname', ['"surname_l" IS NULL OR "surname_r" IS NULL', '"surname_l" = "surname_r"']);
    const plan = planOf([surname], { training: { ...TRAINING, emRules: [ruleOf('l.surname = r.surname')] } });
    const steps: TrainingProgress[] = [];
    const runner = runnerOf(plan, { columns: { surname: ['Osei', 'Osei', 'Pike', 'Pike'] } });
    await expect(trainPlan(runner, plan, { seed: 1, onProgress: (step) => steps.push(step) })).rejects.toMatchObject({
      code: 'linkage.em_rule_uses_all',
    });
    expect(steps).toEqual([]);
  });

  it('finds a prior of 5/27 among three files of three records (case C041)', async () => {
    const plan = planOf([comparisonOf('forename', ['"forename_l" IS NULL OR "forename_r" IS NULL', '"forename_l" = "forename_r"'])], {
      linkType: 'link_only',
      training: { ...TRAINING, deterministicRules: [ruleOf('l.forename = r.forename AND l.surname = r.surname AND l.dob = r.dob')] },
    });
    const { parameters, model } = await trained(plan, {
      columns: {
        forename: ['Amara', 'Tom', 'Amara', 'Lena', 'Amara', 'Tom', 'Zuri', 'Tom', 'Ida'],
        surname: ['Osei', 'Pike', 'Osei', 'Novak', 'Osei', 'Pike', 'Hall', 'Pike', 'Berg'],
        dob: ['2013-02-11', '2014-01-05', '2013-02-11', '2011-11-23', '2013-02-11', '2014-01-05', '2012-06-17', '2014-01-05', '2010-09-09'],
      },
      sources: [0, 0, 0, 1, 1, 1, 2, 2, 2],
    });
    expect(parameters.lambda).toBeCloseTo(5 / 27, 12);
    expect(model.prior).toMatchObject({ observed: 5, cartesian: 27 });
  });

  it('fills in a level that no pair has, and says so', async () => {
    const plan = recordedPlan({});
    const smoothed = await trained(plan, recordedRecords(), {});
    const asGiven = await trained(plan, recordedRecords());
    const email = plan.comparisons.findIndex(({ name }) => name === 'email');
    expect(smoothed.model.unobserved).toEqual([
      { comparison: email, gamma: 1, of: 'm' },
      { comparison: email, gamma: 1, of: 'u' },
    ]);
    expect(smoothed.parameters.u[email]?.[1]).toBeLessThan(0.001);
    expect(smoothed.parameters.m[email]?.[1]).toBeLessThanOrEqual(smoothed.parameters.u[email]?.[1] ?? 0);
    expect({ ...asGiven.parameters, m: asGiven.parameters.m.slice(0, email), u: asGiven.parameters.u.slice(0, email) }).toEqual({
      ...smoothed.parameters,
      m: smoothed.parameters.m.slice(0, email),
      u: smoothed.parameters.u.slice(0, email),
    });
  });

  it('normalised, gives an m that adds up to 1', async () => {
    const { parameters } = await trained(recordedPlan({ combine: 'normalised' }), recordedRecords());
    parameters.m.slice(0, 4).forEach((levels) => expect(levels.reduce((sum, m) => sum + m, 0)).toBeCloseTo(1, 12));
  });

  it('takes the matches out of u where asked to, so that a date of birth that agrees says more', async () => {
    const plan = recordedPlan({ combine: 'normalised' });
    const usual = await trained(plan, recordedRecords(), { smoothing: 'all' });
    const without = await trained(plan, recordedRecords(), { smoothing: 'all', matchesOutOfU: true });
    const dob = plan.comparisons.findIndex(({ name }) => name === 'dob');
    const { lambda, m, u } = without.parameters;
    const counts = without.model.u[dob];
    const share = (counts?.byGamma[3] ?? 0) / (counts?.pairs ?? 1);
    expect(lambda * (m[dob]?.[3] ?? 0) + (1 - lambda) * (u[dob]?.[3] ?? 0)).toBeCloseTo(share, 4);
    expect(u[dob]?.[3]).toBeLessThan(0.7 * (usual.parameters.u[dob]?.[3] ?? 0));
  });

  it('refuses a rule that finds no pair, and settings that do not say how to train', async () => {
    const plan = recordedPlan({ emRules: [ruleOf("l.city = r.city and l.city = 'Nowhere'")] });
    await expect(trained(plan, recordedRecords())).rejects.toMatchObject({ code: 'linkage.em_no_pairs' });
    await expect(trained({ ...plan, training: null }, recordedRecords())).rejects.toMatchObject({ code: 'linkage.no_training' });
  });

  it('tells how far it has come, step by step', async () => {
    const steps: TrainingProgress[] = [];
    const plan = recordedPlan({});
    await trainPlan(runnerOf(plan, recordedRecords()), plan, { seed: 1, onProgress: (step) => steps.push(step) });
    expect(new Set(steps.map(({ step, rule }) => `${step} ${rule ?? ''}`.trim()))).toEqual(
      new Set(['prior', 'u', ...recorded.emRules.map((rule) => `session ${rule}`)]),
    );
    expect(steps.every(({ done, of }) => done >= 1 && done <= of)).toBe(true);
  });
});

const TRAINING: PlannedTraining = {
  deterministicRules: [],
  recall: 1,
  u: 'exact',
  emRules: [],
  emMaxPairs: null,
  combine: 'median',
  unobserved: 'half_a_pair',
  withoutTermFrequencies: false,
  fixLambda: false,
  fixM: false,
  fixU: true,
  lambdaFromSessions: false,
  labelColumn: null,
};

const trained = (plan: LinkagePlan, records: PlainRecords, more: Partial<TrainOptions> = { smoothing: 'none' }): Promise<TrainedModel> =>
  trainPlan(runnerOf(plan, records), plan, { seed: 1, ...more });

function isAsRecorded({ parameters, sessions, model }: TrainedModel, run: RecordedRun | undefined): void {
  const plan = recordedPlan({});
  const named = (levels: readonly Float64Array[], wanted: ByComparison, of: readonly number[], tolerance: number) =>
    of.forEach((c, at) => {
      const name = plan.comparisons[c]?.name ?? '';
      expect(levels[at]).toHaveLength(wanted[name]?.length ?? -1);
      levels[at]?.forEach((value, gamma) => expect(Math.abs(value - (wanted[name]?.[gamma] ?? value))).toBeLessThan(tolerance));
    });
  const every = plan.comparisons.map((_, c) => c);
  expect(model.prior?.lambda).toBeCloseTo(run?.lambda ?? Number.NaN, 12);
  named(
    model.u.map(({ byGamma, pairs }) => byGamma.map((count) => count / pairs)),
    run?.u ?? {},
    every,
    1e-9,
  );
  expect(sessions).toHaveLength(run?.sessions.length ?? -1);
  sessions.forEach(({ active, result }, s) => {
    const wanted = run?.sessions[s];
    expect(result.history).toHaveLength(wanted?.lambdas.length ?? -1);
    result.history.forEach(({ lambda }, step) => expect(lambda).toBeCloseTo(wanted?.lambdas[step] ?? Number.NaN, 9));
    named(result.m, wanted?.m ?? {}, active, 1e-8);
    named(result.u, wanted?.u ?? {}, active, 1e-8);
  });
  expect(parameters.lambda).toBeCloseTo(run?.final.lambda ?? Number.NaN, 9);
  named(parameters.m, run?.final.m ?? {}, every, 1e-8);
  named(parameters.u, run?.final.u ?? {}, every, 1e-8);
}

function recordedPlan(training: Partial<PlannedTraining>): LinkagePlan {
  return planOf(recorded.settings.comparisons.map(plannedComparison), {
    lambda: 0.0001,
    training: {
      ...TRAINING,
      deterministicRules: recorded.deterministicRules.map(ruleOf),
      recall: recorded.recall,
      emRules: recorded.emRules.map(ruleOf),
      ...training,
    },
  });
}

function plannedComparison({ output_column_name: name, comparison_levels: levels }: RecordedComparison): PlannedComparison {
  return {
    name,
    describes: name,
    levels: levels.map((level, l) => ({
      condition: level.sql_condition === 'ELSE' ? null : parseExpression(level.sql_condition, 'level'),
      label: '',
      gamma: level.is_null_level ? -1 : levels.length - 1 - l,
      m: null,
      u: null,
      fixM: false,
      fixU: false,
      termFrequency:
        level.tf_adjustment_column === undefined
          ? null
          : {
              column: level.tf_adjustment_column,
              weight: level.tf_adjustment_weight ?? 1,
              minimumU: level.tf_minimum_u_value ?? 0,
              againstOwnU: false,
              of: 'value',
            },
    })),
  };
}

/** The recorded people; for several tables, each by its number's remainder, table after table and ordered by id as text. */
function recordedRecords(tables = 1): PlainRecords {
  const rows = [...recorded.rows];
  const table = (row: readonly (string | number | null)[]) => Number(row[0]) % tables;
  if (tables > 1) rows.sort((x, y) => table(x) - table(y) || (String(x[0]) < String(y[0]) ? -1 : 1));
  return {
    columns: Object.fromEntries(recorded.columns.slice(1).map((name, k) => [name, rows.map((row) => row[k + 1] ?? null)])),
    sources: rows.map(table),
  };
}
