import { expect, it } from 'vitest';
import { modelOf, tinyLinkage } from '../test-support/tiny-linkage.ts';
import { compareModels } from './compare-models.ts';

const exact = (name: string, column: 'sex' | 'upn') => ({
  name,
  describes: `${name}, for tests`,
  silentWithout: [column],
  levels: [{ level: 'exact' as const, column }, { level: 'else' as const }],
});

it('tells λ and every level, new and gone ones first, then the largest moves', () => {
  const sex = tinyLinkage({ comparisons: [exact('sex', 'sex')] });
  const both = tinyLinkage({ comparisons: [exact('sex', 'sex'), exact('number', 'upn')] });
  const before = modelOf(sex, 0.5, [
    [
      [0.5, 0.5],
      [0.5, 0.25],
    ],
  ]);
  const after = modelOf(both, 0.2, [
    [
      [0.5, 0.25],
      [0.5, 1],
    ],
    [
      [0.5, 0.125],
      [0.5, 0.5],
    ],
  ]);
  const { lambda, prior, levels } = compareModels(before, after);
  expect(lambda).toEqual({ before: 0.5, after: 0.2 });
  expect(prior).toEqual({ before: 0, after: -2 });
  expect(levels).toEqual([
    { comparison: 'number', level: 'upn equal', before: null, after: 2 },
    { comparison: 'number', level: 'anything else', before: null, after: 0 },
    { comparison: 'sex', level: 'anything else', before: 1, after: -1 },
    { comparison: 'sex', level: 'sex equal', before: 0, after: 1 },
  ]);
  expect(
    compareModels(after, before)
      .levels.slice(0, 2)
      .map(({ after: is }) => is),
  ).toEqual([null, null]);
});
