import { describe, expect, it } from 'vitest';
import { readSettings } from '../plan/read-settings.ts';
import type { Doubtful } from './doubts.ts';
import { doubtsOf } from './doubts.ts';

const plan = readSettings({
  link_type: 'dedupe_only',
  comparisons: [
    {
      output_column_name: 'forename',
      comparison_levels: [
        { sql_condition: '"forename_l" IS NULL', label_for_charts: 'missing', is_null_level: true },
        { sql_condition: '"forename_l" = "forename_r"', label_for_charts: 'equal' },
        { sql_condition: 'ELSE', label_for_charts: 'different' },
      ],
    },
  ],
});

/** m of the two levels by two sessions, and the matches behind them. */
const trainedWith = (...sessions: readonly (readonly [different: number, equal: number, matches: number])[]): Doubtful['trained'] => ({
  sessions: sessions.map((_, s) => ({ rule: { text: `rule ${s}` } })),
  model: {
    prior: null,
    estimates: sessions.map(([different, equal, weight], s) => ({
      comparison: 0,
      of: 'm',
      method: `rule ${s}`,
      probabilities: [different, equal],
      weight,
    })),
  },
});

const pairsOf = (...weights: readonly number[]): Doubtful['pairs'] => ({
  count: weights.length,
  l: new Int32Array(weights.length),
  r: new Int32Array(weights.length),
  weight: Float64Array.from(weights),
  rule: new Uint8Array(weights.length),
});

const NOTHING: Doubtful = { plan, trained: null, pairs: pairsOf(), chosen: null };
const chosenAt = (weight: number, precision: number): Doubtful['chosen'] => ({
  weight,
  within: { from: weight, to: weight },
  tried: [{ weight, precision, recall: 1, f1: 1 }],
});
const many = (count: number, weight: number): number[] => Array.from({ length: count }, () => weight);

describe('what speaks against a model', () => {
  it('is nothing where sessions agree, the chosen weight is precise and few pairs are near', () => {
    const trained = trainedWith([0.05, 0.95, 500], [0.2, 0.8, 500]);
    expect(doubtsOf({ ...NOTHING, trained, chosen: chosenAt(3, 0.95), pairs: pairsOf(...many(100, 12), ...many(12, 3)) })).toEqual([]);
    expect(doubtsOf(NOTHING)).toEqual([]);
  });

  it('is a share of matches that no list of people has, or rules that find none', () => {
    const prior = (observed: number, cartesian: number) => ({
      lambda: observed / cartesian,
      observed,
      cartesian,
      recall: 1,
      warning: null,
    });
    const doubts = (observed: number, cartesian: number) =>
      doubtsOf({ ...NOTHING, trained: { sessions: [], model: { estimates: [], prior: prior(observed, cartesian) } } });
    expect(doubts(0, 2_000_000)).toEqual([expect.stringContaining('find no pair at all')]);
    expect(doubts(834_708, 1_999_000)).toEqual([expect.stringContaining('41.8% of all pairs are matches, 834,708 in all')]);
    expect(doubts(2_000, 1_999_000)).toEqual([]);
    expect(doubts(400, 1_000)).toEqual([]);
  });

  it('is an answer on which sessions are far apart, by rule and in per cent', () => {
    const [doubt, ...more] = doubtsOf({ ...NOTHING, trained: trainedWith([0.005, 0.995, 500], [0.638, 0.362, 500]) });
    expect(more).toEqual([]);
    expect(doubt).toContain('“forename: different” is the answer of 0.5% of matches by “rule 0” and of 63.8% by “rule 1”');
  });

  it('is not what hardly ever happens, nor what few matches stand behind', () => {
    expect(doubtsOf({ ...NOTHING, trained: trainedWith([0.001, 0.999, 5000], [0.04, 0.96, 5000]) })).toEqual([]);
    expect(doubtsOf({ ...NOTHING, trained: trainedWith([0, 1, 20], [0.3, 0.7, 5000]) })).toEqual([]);
    expect(doubtsOf({ ...NOTHING, trained: trainedWith([0, 1, 40], [0.3, 0.7, 5000]) })).toHaveLength(1);
  });

  it('is a chosen weight at which many links are expected to be wrong', () => {
    expect(doubtsOf({ ...NOTHING, chosen: chosenAt(0, 0.66) })).toEqual([
      expect.stringContaining('at 0 bits the model itself expects only 66.0%'),
    ]);
  });

  it('is a crowd of pairs at the threshold', () => {
    const pairs = pairsOf(...many(100, 12), ...many(15, 4.9), ...many(15, 2), ...many(50, -8));
    expect(doubtsOf({ ...NOTHING, pairs, chosen: chosenAt(3, 0.99) })).toEqual([
      expect.stringMatching(/^30 pairs lie within 2 bits of the threshold, and 115 are linked/),
    ]);
  });
});
