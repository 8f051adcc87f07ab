import { type Columnar, inLevel, labelOf } from './column-expression.ts';
import { type LevelSettings, levelOf } from './level-settings.ts';
import { between } from './thresholds.ts';

/** Cosine of the angle between two lists of numbers, at least the threshold (0–1). */
export function cosineSimilarityLevel(column: Columnar, similarityThreshold: number): LevelSettings {
  between('cosineSimilarityLevel', similarityThreshold, 0, 1);
  return levelOf(
    `array_cosine_similarity(${inLevel(column, 'l')}, ${inLevel(column, 'r')}) >= ${similarityThreshold}`,
    `Cosine similarity of ${labelOf(column)} >= ${similarityThreshold}`,
  );
}

/** At least so many distinct members that both lists hold. */
export function arrayIntersectLevel(column: Columnar, minIntersection = 1): LevelSettings {
  between('arrayIntersectLevel', minIntersection, 0, Number.POSITIVE_INFINITY);
  return levelOf(
    `array_length(list_intersect(${inLevel(column, 'l')}, ${inLevel(column, 'r')})) >= ${minIntersection}`,
    `Array intersection size >= ${minIntersection}`,
  );
}

/** The shorter list is within the longer one; an empty list is so only where it is said to be. */
export function arraySubsetLevel(column: Columnar, options: { readonly emptyIsSubset?: boolean } = {}): LevelSettings {
  const [l, r] = [inLevel(column, 'l'), inLevel(column, 'r')];
  const least = `LEAST(ARRAY_LENGTH(${l}), ARRAY_LENGTH(${r}))`;
  const within = `ARRAY_LENGTH(ARRAY_INTERSECT(${l}, ${r})) = ${least}`;
  return levelOf(options.emptyIsSubset === true ? within : `${least} <> 0 AND ${within}`, 'Array subset');
}
