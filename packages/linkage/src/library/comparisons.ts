import { type Columnar, labelOf, outputNameOf } from './column-expression.ts';
import { type ComparisonSettings, comparisonOf } from './comparison-settings.ts';
import type { LevelSettings } from './level-settings.ts';
import { elseLevel, exactMatchLevel, nullLevel, or } from './levels.ts';
import { arrayIntersectLevel, cosineSimilarityLevel } from './list-levels.ts';
import { distanceInKMLevel } from './number-levels.ts';
import {
  damerauLevenshteinLevel,
  distanceFunctionLevel,
  jaccardLevel,
  jaroLevel,
  jaroWinklerLevel,
  levenshteinLevel,
  type PairwiseFunction,
  pairwiseStringDistanceFunctionLevel,
} from './text-levels.ts';
import { several } from './thresholds.ts';

type Thresholds = number | readonly number[];

/** Equal or not. */
export function exactMatch(column: Columnar): ComparisonSettings {
  return comparisonOf(outputNameOf(column), 'ExactMatch', [nullLevel(column), exactMatchLevel(column), elseLevel()]);
}

/** Equal; then so many edits. */
export function levenshteinAtThresholds(column: Columnar, thresholds: Thresholds = [1, 2]): ComparisonSettings {
  return exactThen('LevenshteinAtThresholds', column, thresholds, (t) => levenshteinLevel(column, t));
}

/** Equal; then so many edits, a change of places counting once. */
export function damerauLevenshteinAtThresholds(column: Columnar, thresholds: Thresholds = [1, 2]): ComparisonSettings {
  const description = `Exact match '${labelOf(column)}' vs. Damerau-Levenshtein distance at thresholds ${several(thresholds).join(', ')} vs. anything else`;
  return exactThen(description, column, thresholds, (t) => damerauLevenshteinLevel(column, t));
}

/** Equal; then at least such a share of letters in common. */
export function jaccardAtThresholds(column: Columnar, thresholds: Thresholds = [0.9, 0.7]): ComparisonSettings {
  return exactThen('JaccardAtThresholds', column, thresholds, (t) => jaccardLevel(column, t));
}

/** Equal; then at least such a Jaro similarity. */
export function jaroAtThresholds(column: Columnar, thresholds: Thresholds = [0.9, 0.7]): ComparisonSettings {
  return exactThen('JaroAtThresholds', column, thresholds, (t) => jaroLevel(column, t));
}

/** Equal; then at least such a Jaro–Winkler similarity. */
export function jaroWinklerAtThresholds(column: Columnar, thresholds: Thresholds = [0.9, 0.7]): ComparisonSettings {
  return exactThen('JaroWinklerAtThresholds', column, thresholds, (t) => jaroWinklerLevel(column, t));
}

/** Equal; then any function of two values at thresholds. */
export function distanceFunctionAtThresholds(
  column: Columnar,
  distanceFunctionName: string,
  thresholds: Thresholds,
  options: { readonly higherIsMoreSimilar?: boolean } = {},
): ComparisonSettings {
  return exactThen('DistanceFunctionAtThresholds', column, thresholds, (t) =>
    distanceFunctionLevel(column, distanceFunctionName, t, options),
  );
}

/** Two lists of texts: a member in common; then the most alike two members at thresholds. */
export function pairwiseStringDistanceFunctionAtThresholds(
  column: Columnar,
  distanceFunctionName: PairwiseFunction,
  thresholds: Thresholds,
): ComparisonSettings {
  const list = several(thresholds);
  const description = `Pairwise ${distanceFunctionName} distance at threshold${list.length > 1 ? 's' : ''} ${list.join(', ')} vs. anything else`;
  return comparisonOf(outputNameOf(column), description, [
    nullLevel(column),
    arrayIntersectLevel(column, 1),
    ...list.map((t) => pairwiseStringDistanceFunctionLevel(column, distanceFunctionName, t)),
    elseLevel(),
  ]);
}

/** Two lists: at least so many members in common. */
export function arrayIntersectAtSizes(column: Columnar, sizes: Thresholds = [1]): ComparisonSettings {
  return onlyThresholds('ArrayIntersectAtSizes', column, sizes, (t) => arrayIntersectLevel(column, t));
}

/** Two lists of numbers: at least such a cosine between them. */
export function cosineSimilarityAtThresholds(column: Columnar, thresholds: Thresholds = [0.9, 0.8, 0.7]): ComparisonSettings {
  return onlyThresholds('CosineSimilarityAtThresholds', column, thresholds, (t) => cosineSimilarityLevel(column, t));
}

/** Two places: no further apart than so many km. */
export function distanceInKMAtThresholds(latitude: Columnar, longitude: Columnar, kmThresholds: Thresholds): ComparisonSettings {
  return comparisonOf(`${outputNameOf(latitude)}_${outputNameOf(longitude)}`, 'DistanceInKMAtThresholds', [
    or(nullLevel(latitude), nullLevel(longitude)),
    ...several(kmThresholds).map((t) => distanceInKMLevel(latitude, longitude, t)),
    elseLevel(),
  ]);
}

/** Levels of one's own, the most alike first. */
export function customComparison(options: {
  readonly outputColumnName: string;
  readonly comparisonLevels: readonly LevelSettings[];
  readonly comparisonDescription?: string;
}): ComparisonSettings {
  return comparisonOf(options.outputColumnName, options.comparisonDescription ?? 'CustomComparison', options.comparisonLevels);
}

function exactThen(
  description: string,
  column: Columnar,
  thresholds: Thresholds,
  level: (threshold: number) => LevelSettings,
): ComparisonSettings {
  const levels = several(thresholds).map(level);
  return comparisonOf(outputNameOf(column), description, [nullLevel(column), exactMatchLevel(column), ...levels, elseLevel()]);
}

function onlyThresholds(
  description: string,
  column: Columnar,
  thresholds: Thresholds,
  level: (threshold: number) => LevelSettings,
): ComparisonSettings {
  return comparisonOf(outputNameOf(column), description, [nullLevel(column), ...several(thresholds).map(level), elseLevel()]);
}
