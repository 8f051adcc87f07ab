import type { ColumnValue } from '@golden-thread/shapes/columns';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../expression/evaluate.ts';
import { parseExpression } from '../expression/parse.ts';
import { readSettings } from '../plan/read-settings.ts';
import { customComparison } from './comparisons.ts';
import type { LevelSettings } from './level-settings.ts';
import { elseLevel } from './levels.ts';
import {
  datePrecisionLevel,
  initialLevel,
  knownVariantLevel,
  oneEditLevel,
  samePrecisionLevel,
  swappedDayMonthLevel,
  tokenSetLevel,
} from './own-levels.ts';

function holds(level: LevelSettings, l: ColumnValue, r: ColumnValue): ColumnValue {
  return evaluate(parseExpression(level.sql_condition, 'level'), { l: () => l, r: () => r }, { countedBy: 'code_points' });
}

describe('levels of our own', () => {
  it.each([
    ['families that share a member', knownVariantLevel('families'), ['elizabeth', 'isabel'], ['isabel'], true],
    ['families that share none', knownVariantLevel('families'), ['elizabeth'], ['anne'], false],
    ['a name of no known family', knownVariantLevel('families'), [], ['anne'], false],
    ['words in another order', tokenSetLevel('name', 1), 'Anna Maria Smith', 'Smith Anna Maria', true],
    ['a middle name left out', tokenSetLevel('name', 1), 'Anna Maria Smith', 'Anna Smith', true],
    ['one word of two', tokenSetLevel('name', 1), 'Anna Smith', 'Anna Jones', false],
    ['half of the words', tokenSetLevel('name', 0.5), 'Anna Smith', 'Anna Jones', true],
    ['day and month swapped', swappedDayMonthLevel('dob'), '2014-03-11', '2014-11-03', true],
    ['another month', swappedDayMonthLevel('dob'), '2014-03-11', '2014-04-11', false],
    ['a year that agrees with a date', samePrecisionLevel('dob'), '2014', '2014-11-03', true],
    ['a month that does not', samePrecisionLevel('dob'), '2014-10', '2014-11-03', false],
    ['what is no date', samePrecisionLevel('dob'), 'unknown', '2014-11-03', null],
    ['two whole dates', datePrecisionLevel('dob', 3), '2014-11-03', '2014-11-04', true],
    ['a date and a month', datePrecisionLevel('dob', 3), '2014-11-03', '2014-11', false],
    ['neighbours that changed places', oneEditLevel('name'), 'Smith', 'Simth', true],
    ['two edits', oneEditLevel('name'), 'Smith', 'Smyths', false],
    ['an initial', initialLevel('name'), 'J', 'John', true],
    ['two names with one initial', initialLevel('name'), 'Jane', 'John', false],
    ['a missing value', oneEditLevel('name'), null, 'John', null],
  ] as const)('%s', (_, level, l, r, truth) => expect(holds(level, l, r)).toBe(truth));

  it('stand in settings beside those of Splink', () => {
    const comparison = customComparison({
      outputColumnName: 'name',
      comparisonLevels: [knownVariantLevel('families'), tokenSetLevel('name', 1), oneEditLevel('name'), elseLevel()],
    });
    const plan = readSettings({ link_type: 'dedupe_only', comparisons: [comparison] });
    expect(plan.comparisons[0]?.levels.map(({ gamma }) => gamma)).toEqual([3, 2, 1, 0]);
  });
});
