import { describe, expect, it } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import { keyOf } from '../expression/print.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { anatomyOf } from './comparison-anatomy.ts';
import { isSymmetric } from './swapped-sides.ts';

const MISSING = '"a_l" IS NULL OR "a_r" IS NULL';

describe('the anatomy of a comparison', () => {
  it('tells a ladder of equalities from one of likeness', () => {
    const ladder = anatomyOf(comparison([MISSING, '"a_l" = "a_r"', 'substr("a_l", 1, 3) = substr("a_r", 1, 3)']));
    expect(ladder.onlyEqualities).toBe(true);
    expect(ladder.equalities.map(({ gamma }) => gamma)).toEqual([2, 1]);
    const likeness = anatomyOf(
      comparison([MISSING, '"a_l" = "a_r"', 'levenshtein("a_l", "a_r") <= 1', 'substr("a_l", 1, 1) = substr("a_r", 1, 1)']),
    );
    expect(likeness.onlyEqualities).toBe(false);
    expect(likeness.equalities.map(({ gamma }) => gamma)).toEqual([3]);
    expect(likeness.reads.map(keyOf)).toEqual(expect.arrayContaining(['"a"']));
  });

  it('reads a level of alternatives as lists of equalities, the left record’s expression first', () => {
    const { equalities } = anatomyOf(comparison(['("a_r" = "b_l" AND "c_l" = "c_r") OR "d_l" = "d_r"']));
    const texts = equalities[0]?.condition.map((all) => all.map(({ left, right }) => `${keyOf(left)}=${keyOf(right)}`));
    expect(texts).toEqual([['"b"="a"', '"c"="c"'], ['"d"="d"']]);
  });

  it('knows the records that a usual null level silences', () => {
    const { silence } = anatomyOf(comparison([MISSING, '"a_l" = "a_r"']));
    expect(typeof silence === 'object' && 'either' in silence && silence.either.map(keyOf)).toEqual(['"a"']);
    expect(anatomyOf(comparison(['"a_l" = "a_r"'], false)).silence).toBe('never');
    expect(anatomyOf(comparison(['"a_l" IS NULL', '"a_l" = "a_r"'])).silence).toMatchObject({ nulls: {} });
    expect(anatomyOf(comparison(['length("a_l") < 2', '"a_l" = "a_r"'])).silence).toBe('unknown');
  });

  it('does not count an equality level that the null level may silence', () => {
    const both = '("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)';
    expect(anatomyOf(comparison([both, '"a_l" = "a_r"', '"b_l" = "b_r"'])).onlyEqualities).toBe(true);
    const other = '("a_l" IS NULL AND "a_r" IS NULL) OR "b_l" IS NULL';
    expect(anatomyOf(comparison([other, '"a_l" = "a_r"'])).equalities).toEqual([]);
  });
});

describe('a condition that answers alike both ways', () => {
  const symmetric = (text: string) => isSymmetric(parseExpression(text, 'level'));

  it('is told by its form', () => {
    expect(symmetric('"a_l" = "a_r"')).toBe(true);
    expect(symmetric('"a_r" = "a_l"')).toBe(true);
    expect(symmetric('"a_l" = "b_r" AND "b_l" = "a_r"')).toBe(true);
    expect(symmetric('levenshtein("a_l", "a_r") <= 2 OR jaccard("a_l", "a_r") > 0.5')).toBe(true);
    expect(symmetric('abs("a_l" - "a_r") < 3')).toBe(true);
    expect(symmetric('"a_l" IS NULL OR "a_r" IS NULL')).toBe(true);
    expect(symmetric('"a_l" < "a_r" OR "a_l" > "a_r"')).toBe(true);
  });

  it('is not one that names one side only, or whose comparator may depend on the direction', () => {
    expect(symmetric('"a_l" = "b_r"')).toBe(false);
    expect(symmetric('"a_l" < "a_r"')).toBe(false);
    expect(symmetric('"a_l" IS NULL')).toBe(false);
    expect(symmetric('jaro_winkler_similarity("a_l", "a_r") >= 0.9')).toBe(false);
  });
});

function comparison(conditions: readonly string[], firstIsNull = / IS NULL|length/.test(conditions[0] ?? '')): PlannedComparison {
  const flags = { m: null, u: null, fixM: false, fixU: false, termFrequency: null, label: '' };
  const levels = [...conditions.map((text) => parseExpression(text, 'level')), null];
  return {
    name: 'c',
    describes: 'c',
    levels: levels.map((condition, k) => ({ ...flags, condition, gamma: firstIsNull && k === 0 ? -1 : levels.length - 1 - k })),
  };
}
