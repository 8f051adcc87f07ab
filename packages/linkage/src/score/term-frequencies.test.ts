import { describe, expect, it } from 'vitest';
import { frequencyBitsOf } from '../estimate/frequency-sums.ts';
import { comparisonOf, planOf, recordsOf } from '../estimate/training.fixture.ts';
import type { LinkagePlan, PlannedComparison, TermFrequencyUse } from '../plan/linkage-plan.ts';
import { prepare } from '../prepare/prepare.ts';
import { frequencyKey, isWeighed, referenceGamma, termFrequenciesOf } from './term-frequencies.ts';

const USE: TermFrequencyUse = { column: 'city', weight: 1, minimumU: 0, againstOwnU: false, of: 'value' };
const CITIES = [...Array(40).fill('London'), ...Array(8).fill('Birmingham'), ...Array(2).fill('Truro')];

describe('term frequencies', () => {
  it('make of a Bayes factor of 5 (u .2) what Splink makes of it: London 50/40, Birmingham 50/8, Truro 50/2', () => {
    expect(factors(USE)).toEqual([50 / 40, 50 / 8, 50 / 2].map((factor) => expect.closeTo(factor, 9)));
  });

  it('do not go below the floor: Truro 10', () => {
    expect(factors({ ...USE, minimumU: 0.1 })).toEqual([50 / 40, 50 / 8, 10].map((factor) => expect.closeTo(factor, 9)));
  });

  it('count for half at a weight of a half', () => {
    const half = [0.25, 1.25, 5].map((ratio) => expect.closeTo(5 * ratio ** 0.5, 9));
    expect(factors({ ...USE, weight: 0.5 })).toEqual(half);
  });

  it('are shares of the records that have a value, over all sources together', () => {
    const plan = planOf([weighed(USE)], { linkType: 'link_only' });
    const prepared = prepare(recordsOf({ columns: { city: ['Derby', null, 'Derby', 'Truro'] }, sources: [0, 0, 1, 1] }), plan);
    const shares = termFrequenciesOf(prepared, plan).get('city');
    expect(shares).toHaveLength(3);
    expect([...(shares ?? [])].sort()).toEqual([0, 1 / 3, 2 / 3]);
  });

  it('of lists are those of their members, each once a record; two lists agree on the rarest that both hold', () => {
    const use: TermFrequencyUse = { ...USE, column: 'names', of: 'rarest_shared' };
    const plan = planOf([
      { ...weighed(use), levels: [{ ...weighed(use).levels[0], condition: { kind: 'literal', value: true } }] } as PlannedComparison,
    ]);
    const names = [['Ann', 'Ann', 'Lee'], ['Lee', 'Ann'], ['Lee'], null];
    const prepared = prepare(recordsOf({ columns: { names } }), plan);
    const shares = termFrequenciesOf(prepared, plan);
    expect([...(shares.get(frequencyKey(use)) ?? [])]).toEqual([0, 2 / 3, 1]);
    const [bits] = frequencyBitsOf(prepared, plan.comparisons[0] as PlannedComparison, shares).filter((of) => of !== null);
    expect(bits?.(0, 1)).toBeCloseTo(Math.log2(2 / 3), 12);
    expect(bits?.(0, 2)).toBeCloseTo(0, 12);
    expect(bits?.(0, 3)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('can be given; a value that the given ones do not know counts as half a record of them', () => {
    const plan = planOf([weighed(USE)]);
    const prepared = prepare(recordsOf({ columns: { city: ['Derby', 'Truro'] } }), plan);
    const given = (records: number | null) => new Map([['city', { shares: new Map([['Derby', 0.25]]), records }]]);
    expect([...(termFrequenciesOf(prepared, plan, given(100)).get('city') ?? [])]).toEqual([0, 0.25, 0.005]);
    expect([...(termFrequenciesOf(prepared, plan, given(null)).get('city') ?? [])]).toEqual([0, 0.25, 0]);
  });
});

describe('the u that a frequency is set against', () => {
  const fuzzy = comparisonOf(
    'city',
    ['"city_l" = "city_r" AND "town_l" = "town_r"', '"CITY_l" = "CITY_r"', 'levenshtein("city_l", "city_r") < 3'],
    false,
  );
  const level = (gamma: number, use: TermFrequencyUse) => {
    const found = fuzzy.levels.find((one) => one.gamma === gamma);
    if (found === undefined) throw new Error('no such level');
    const changed = { ...found, termFrequency: use };
    if (!isWeighed(changed)) throw new Error('not weighed');
    return changed;
  };

  it('is that of the exact level on the same single column, or its own where the settings say so', () => {
    expect(referenceGamma(fuzzy, level(1, USE))).toBe(2);
    expect(referenceGamma(fuzzy, level(1, { ...USE, againstOwnU: true }))).toBe(1);
  });

  it('must be there', () => {
    expect(() => referenceGamma(fuzzy, level(1, { ...USE, column: 'town' }))).toThrow(
      expect.objectContaining({ code: 'linkage.term_frequency_without_exact_level' }),
    );
  });
});

/** m 1, u .2: a plain Bayes factor of 5, times (u / frequency) ^ weight. */
function factors(use: TermFrequencyUse): readonly number[] {
  const plan: LinkagePlan = planOf([weighed(use)]);
  const prepared = prepare(recordsOf({ columns: { city: CITIES } }), plan);
  const bits = frequencyBitsOf(prepared, plan.comparisons[0] as PlannedComparison, termFrequenciesOf(prepared, plan))[1];
  return [0, 40, 48].map((record) => 5 * 2 ** (use.weight * Math.log2(0.2) - (bits?.(record, record + 1) ?? Number.NaN)));
}

function weighed(use: TermFrequencyUse): PlannedComparison {
  const plain = comparisonOf(use.column, [`"${use.column}_l" = "${use.column}_r"`], false);
  return { ...plain, levels: plain.levels.map((level) => ({ ...level, termFrequency: level.gamma === 1 ? use : null })) };
}
