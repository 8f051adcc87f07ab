import { describe, expect, it } from 'vitest';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import { combineEstimates, type LevelEstimate, lambdaFromSessions, median } from './combine-estimates.ts';

const START = { lambda: 0.1, m: [Float64Array.of(0.05, 0.15, 0.8)], u: [Float64Array.of(0.9, 0.07, 0.03)] };
const MEDIAN = { combine: 'median', smoothing: 'none' } as const;
const NORMALISED = { combine: 'normalised', smoothing: 'none' } as const;

describe('combining the estimates of several sessions', () => {
  it('takes the median of each level, whatever they add up to, as Splink does', () => {
    const { m } = combineEstimates(
      plan(),
      START,
      [estimate([0.1, 0.2, 0.7]), estimate([0.3, 0.2, 0.5]), estimate([0.25, 0.05, 0.7])],
      MEDIAN,
    );
    expect([...(m[0] ?? [])]).toEqual([0.25, 0.2, 0.7]);
  });

  it('takes the mean of the middle two of an even number of estimates', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([3, 1, 2])).toBe(2);
  });

  it('normalised, adds up the pairs behind the estimates, so that m adds up to 1', () => {
    const { m } = combineEstimates(plan(), START, [estimate([0.1, 0.2, 0.7], 100), estimate([0.3, 0.2, 0.5], 300)], NORMALISED);
    expect(m[0]?.[0]).toBeCloseTo(0.25, 12);
    expect(m[0]?.[1]).toBeCloseTo(0.2, 12);
    expect(m[0]?.[2]).toBeCloseTo(0.55, 12);
  });

  it('gives a single estimate back to the last bit, either way', () => {
    for (const how of [MEDIAN, NORMALISED]) {
      const { m } = combineEstimates(plan(), START, [estimate([0.1, 0.2, 0.7])], how);
      expect([...(m[0] ?? [])]).toEqual([0.1, 0.2, 0.7]);
    }
  });

  it('keeps fixed levels, and lets the others share what they leave', () => {
    const { m } = combineEstimates(plan([1]), START, [estimate([0.1, 0.15, 0.7], 100), estimate([0.3, 0.15, 0.5], 100)], NORMALISED);
    expect(m[0]?.[1]).toBe(0.15);
    expect((m[0] ?? new Float64Array(0)).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
    expect((m[0]?.[2] ?? 0) / (m[0]?.[0] ?? 1)).toBeCloseTo(0.6 / 0.2, 12);
  });

  it('leaves a level that no session saw as given, or counts it as half a pair that never speaks for a match', () => {
    const seen = [estimate([0.2, null, 0.8], 1000)];
    expect(combineEstimates(plan(), START, seen, MEDIAN).m[0]?.[1]).toBe(0.15);
    expect(combineEstimates(plan(), START, seen, { combine: 'median', smoothing: 'unobserved' }).m[0]?.[1]).toBeCloseTo(0.5 / 1000.5, 12);
    const rare = { ...START, u: [Float64Array.of(0.9, 1e-7, 0.1)] };
    expect(combineEstimates(plan(), rare, seen, { combine: 'median', smoothing: 'unobserved' }).m[0]?.[1]).toBe(1e-7);
  });

  it('smoothed throughout, adds half a pair to every level', () => {
    const { m } = combineEstimates(plan(), START, [estimate([0.2, 0, 0.8], 10)], { combine: 'normalised', smoothing: 'all' });
    expect([...(m[0] ?? [])]).toEqual([2.5 / 11.5, 0.5 / 11.5, 8.5 / 11.5].map((value) => expect.closeTo(value, 12)));
  });

  it('knows the λ of two sessions as Splink published it: 1/λ is the mean of 1/0.467… and 1/0.00237…', () => {
    const session = { rule: { text: '', condition: null, explode: [] }, active: [0], covered: [] };
    const sessions = [0.46722294374907014, 0.0023752954691593103].map((lambda) => ({ session, lambda }));
    expect(1 / lambdaFromSessions(sessions, START)).toBeCloseTo((1 / 0.46722294374907014 + 1 / 0.0023752954691593103) / 2, 6);
  });

  it('divides the Bayes factors of the levels that a rule covers out of its session’s λ', () => {
    const session = { rule: { text: '', condition: null, explode: [] }, active: [], covered: [{ comparison: 0, gamma: 2 }] };
    const odds = 0.75 / 0.25 / (0.8 / 0.03);
    expect(lambdaFromSessions([{ session, lambda: 0.75 }], START)).toBeCloseTo(odds / (1 + odds), 12);
  });
});

function estimate(probabilities: readonly (number | null)[], weight = 100): LevelEstimate {
  return { comparison: 0, of: 'm', method: 'test', probabilities, weight };
}

function plan(fixed: readonly number[] = []): LinkagePlan {
  const levels = [2, 1, 0].map((gamma) => ({
    condition: null,
    label: '',
    gamma,
    m: null,
    u: null,
    fixM: fixed.includes(gamma),
    fixU: false,
    termFrequency: null,
  }));
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.1,
    comparisons: [{ name: 'c', describes: 'c', levels }],
    rules: [],
    training: null,
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
  };
}
