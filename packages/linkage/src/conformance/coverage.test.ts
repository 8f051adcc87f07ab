import { describe, expect, it } from 'vitest';
import { type Cover, casesOf, isError, type RecordedCase, recordedGroups } from './recorded.fixture.ts';

const LEVELS =
  'NullLevel ElseLevel CustomLevel ExactMatchLevel LiteralMatchLevel ColumnsReversedLevel LevenshteinLevel DamerauLevenshteinLevel JaroWinklerLevel JaroLevel JaccardLevel DistanceFunctionLevel PairwiseStringDistanceFunctionLevel AbsoluteTimeDifferenceLevel AbsoluteDateDifferenceLevel DistanceInKMLevel CosineSimilarityLevel ArrayIntersectLevel ArraySubsetLevel PercentageDifferenceLevel AbsoluteDifferenceLevel And Or Not'.split(
    ' ',
  );
const COMPARISONS =
  'ExactMatch LevenshteinAtThresholds DamerauLevenshteinAtThresholds JaccardAtThresholds JaroAtThresholds JaroWinklerAtThresholds DistanceFunctionAtThresholds PairwiseStringDistanceFunctionAtThresholds AbsoluteTimeDifferenceAtThresholds AbsoluteDateDifferenceAtThresholds ArrayIntersectAtSizes DistanceInKMAtThresholds CosineSimilarityAtThresholds CustomComparison DateOfBirthComparison PostcodeComparison EmailComparison NameComparison ForenameSurnameComparison'.split(
    ' ',
  );
const EACH = 10;

const cases = recordedGroups.flatMap((group) => casesOf(group));
const answeredBy = (version: string) =>
  cases.filter(({ tasks }) => tasks.some(({ answers }) => answers.some((a) => a.versions.some((v) => v === version))));

describe('what the recorded cases try', () => {
  it('each version of Splink has answered at least 400 of them', () => {
    expect(answeredBy('4.0.17').length).toBeGreaterThanOrEqual(400);
    expect(answeredBy('5.0.0').length).toBeGreaterThanOrEqual(400);
  });

  it.each(LEVELS)('%s is true of some pairs and false of others in ten cases', (creator) => {
    expect(LEVELS.length).toBe(24);
    expect(casesOfBoth(creator)).toBeGreaterThanOrEqual(EACH);
  });

  it.each(COMPARISONS)('%s comes out above and below in ten cases, and each of its levels somewhere', (creator) => {
    expect(COMPARISONS.length).toBe(19);
    expect(casesOfBoth(creator)).toBeGreaterThanOrEqual(EACH);
    const found = new Set(coversOf(creator).flatMap(({ one, cover }) => gammasOf(one, cover)));
    expect([...found].sort((a, b) => a - b).slice(0, 3)).toEqual([-1, 0, 1]);
  });

  it('non-ASCII names for which DuckDB 1.5.6 and 2.0.1 differ are among them', () => {
    const differing = cases.flatMap(({ tasks }) => tasks.filter((task) => task.do === 'predict' && task.answers.length > 1));
    expect(differing.length).toBeGreaterThanOrEqual(10);
  });
});

function coversOf(creator: string): readonly { readonly one: RecordedCase; readonly cover: Cover }[] {
  return cases.flatMap((one) => (one.covers ?? []).filter((cover) => cover.creator === creator).map((cover) => ({ one, cover })));
}

function casesOfBoth(creator: string): number {
  return new Set(coversOf(creator).flatMap(({ one, cover }) => (bothOutcomes(one, cover) ? [one.name] : []))).size;
}

/** Whether some predicted pair has the level, and another came to it and passed on. */
function bothOutcomes(one: RecordedCase, cover: Cover): boolean {
  const found = gammasOf(one, cover);
  if (cover.level === undefined) return found.some((g) => g > 0) && found.includes(0);
  const levels = one.settings.comparisons.find((c) => c.output_column_name === cover.comparison)?.comparison_levels ?? [];
  let left = levels.filter((level) => level.is_null_level !== true).length;
  const gammas = levels.map((level) => (level.is_null_level === true ? -1 : --left));
  const own = gammas[cover.level];
  const others = cover.level === levels.length - 1 ? gammas.slice(0, -1) : gammas.slice(cover.level + 1);
  return found.some((g) => g === own) && found.some((g) => g !== own && others.includes(g));
}

function gammasOf(one: RecordedCase, { comparison }: Cover): readonly number[] {
  return one.tasks.flatMap((task) =>
    task.do === 'predict' ? task.answers.flatMap(({ answer }) => (isError(answer) ? [] : (answer.gamma[comparison] ?? []))) : [],
  );
}
