import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import type { LinkagePlan, PlannedComparison, PlannedRule } from '../plan/linkage-plan.ts';
import { modelLambda, planSession, sessionLambda } from './plan-session.ts';

const forename = comparison('forename', ['"forename_l" = "forename_r"', 'levenshtein("forename_l", "forename_r") <= 2']);
const surname = comparison('surname', ['"surname_l" = "surname_r"']);
const fullName = comparison('full_name', ['"forename_l" = "forename_r" AND "surname_l" = "surname_r"', '"surname_l" = "surname_r"']);
const dob = comparison('dob', ['"dob_l" = "dob_r"']);
const postcode = comparison('postcode', ['substr("postcode_l", 1, 3) = substr("postcode_r", 1, 3)']);

describe('the session of a training rule', () => {
  it('leaves out every comparison that reads a column of the rule, whatever it does with it', () => {
    const plan = planOf([forename, surname, fullName, dob, postcode]);
    expect(planSession(plan, rule('l.surname = r.surname')).active).toEqual([0, 3, 4]);
    expect(planSession(plan, rule('substr(l.forename, 1, 1) = substr(r.forename, 1, 1) and l.dob = r.dob')).active).toEqual([1, 4]);
    expect(planSession(plan, rule('l.town = r.town')).active).toEqual([0, 1, 2, 3, 4]);
  });

  it('is refused in one sentence where the rule leaves no comparison to train', () => {
    expect(() => planSession(planOf([surname]), rule('l.surname = r.surname'))).toThrow(
      expect.objectContaining({
        code: 'linkage.em_rule_uses_all',
        message: 'The training rule l.surname = r.surname leaves no comparison to train, for each of them uses one of its columns.',
      }),
    );
  });

  it('is refused where both m and u are fixed', () => {
    const plan = planOf([surname, dob], { fixM: true, fixU: true });
    expect(() => planSession(plan, rule('l.surname = r.surname'))).toThrow(expect.objectContaining({ code: 'linkage.em_nothing_free' }));
  });

  it('starts from the model’s odds times the Bayes factors of the exact levels that the rule entails', () => {
    const plan = planOf([forename, surname, dob]);
    const session = planSession(plan, rule('l.surname = r.surname and l.dob = r.dob'));
    expect(session.covered).toEqual([
      { comparison: 1, gamma: 1 },
      { comparison: 2, gamma: 1 },
    ]);
    const parameters = {
      lambda: 0.01,
      m: [1, 2, 3].map(() => Float64Array.of(0.1, 0.9)),
      u: [1, 2, 3].map(() => Float64Array.of(0.9, 0.1)),
    };
    const odds = (0.01 / 0.99) * 9 * 9;
    expect(sessionLambda(session, parameters)).toBeCloseTo(odds / (1 + odds), 12);
    expect(modelLambda(session, odds / (1 + odds), parameters)).toBeCloseTo(0.01, 12);
  });

  it('takes one exact level on two columns before two levels on one each', () => {
    const plan = planOf([forename, surname, fullName, dob]);
    expect(planSession(plan, rule('l.forename = r.forename and l.surname = r.surname')).covered).toEqual([{ comparison: 2, gamma: 2 }]);
    expect(planSession(plan, rule('l.surname = r.surname')).covered).toEqual([{ comparison: 1, gamma: 1 }]);
  });

  it('does not take equality of parts of a column for an exact level', () => {
    expect(planSession(planOf([postcode, dob]), rule('l.postcode = r.postcode')).covered).toEqual([]);
  });
});

const rule = (text: string): PlannedRule => ({ text, condition: parseExpression(text, 'rule'), explode: [] });

function comparison(name: string, conditions: readonly string[]): PlannedComparison {
  const flags = { m: null, u: null, fixM: false, fixU: false, termFrequency: null, label: '' };
  return {
    name,
    describes: name,
    levels: [
      ...conditions.map((text, k) => ({ ...flags, condition: parseExpression(text, 'level'), gamma: conditions.length - k })),
      { ...flags, condition: null, gamma: 0 },
    ],
  };
}

function planOf(comparisons: readonly PlannedComparison[], fixed = { fixM: false, fixU: true }): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.01,
    comparisons,
    rules: [],
    training: {
      deterministicRules: [],
      recall: 1,
      u: 'exact',
      emRules: [],
      emMaxPairs: null,
      combine: 'normalised',
      unobserved: 'half_a_pair',
      withoutTermFrequencies: false,
      fixLambda: false,
      ...fixed,
      lambdaFromSessions: false,
      labelColumn: null,
    },
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
  };
}
