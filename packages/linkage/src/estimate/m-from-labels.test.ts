import { describe, expect, it } from 'vitest';
import { mFromColumn, mFromLabels } from './m-from-labels.ts';
import { comparisonOf, planOf, ruleOf, runnerOf } from './training.fixture.ts';

const NAMES = ['Robin', 'Robyn', 'Robin', 'James', 'David', 'Robin'];
const NAME = comparisonOf('name', ['"name_l" IS NULL OR "name_r" IS NULL', '"name_l" = "name_r"', 'levenshtein("name_l", "name_r") <= 1']);
/** By levels else, near, same. */
const pairs = (score: readonly number[]) => ({
  l: Int32Array.of(0, 1, 2, 4),
  r: Int32Array.of(1, 2, 3, 5),
  score: Float64Array.from(score),
});
const runner = (names: readonly (string | null)[] = NAMES, cluster: readonly (string | null)[] = NAMES.map(() => null)) =>
  runnerOf(planOf([NAME], { rules: [ruleOf('l.cluster = r.cluster')] }), { columns: { name: names, cluster } });

describe('m from labelled pairs', () => {
  it('is the share of each level among the matches', () => {
    expect(mFromLabels(runner(), pairs([1, 1, 1, 1]))).toEqual([
      { comparison: 0, of: 'm', method: 'labelled pairs', weight: 4, probabilities: [0.5, 0.5, null] },
    ]);
  });

  it('leaves out pairs that were judged not to match, unless asked for Splink’s way of taking them for matches', () => {
    const labels = pairs([1, 0.9, 0, 0.2]);
    expect(mFromLabels(runner(), labels)[0]?.probabilities).toEqual([null, 1, null]);
    expect(mFromLabels(runner(), labels, { allAreMatches: true })[0]?.probabilities).toEqual([0.5, 0.5, null]);
  });

  it('says the same whichever record of a pair comes first', () => {
    const { l, r, score } = pairs([1, 1, 1, 1]);
    expect(mFromLabels(runner(), { l: r, r: l, score })).toEqual(mFromLabels(runner(), { l, r, score }));
  });

  it('has nothing to say of a comparison that every labelled pair leaves silent', () => {
    expect(mFromLabels(runner(NAMES.map(() => null)), pairs([1, 1, 1, 1]))).toEqual([]);
  });
});

describe('m from a label column', () => {
  it('is that of all pairs with the same label: 1/4, 2/4, 1/4, as Splink publishes it', async () => {
    const names = ['Robin', 'Robyn', 'Robyn', 'James', 'David', 'David', 'Eve'];
    const cluster = ['1', '1', '1', '2', '2', null, null];
    const [m] = await mFromColumn(runner(names, cluster), 'cluster');
    expect(m).toMatchObject({ weight: 4, probabilities: [1 / 4, 2 / 4, 1 / 4] });
  });
});
