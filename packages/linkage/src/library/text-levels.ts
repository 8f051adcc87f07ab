import { type Columnar, inLevel, labelOf } from './column-expression.ts';
import { type LevelSettings, levelOf } from './level-settings.ts';
import { between } from './thresholds.ts';

export type PairwiseFunction = 'levenshtein' | 'damerau_levenshtein' | 'jaro_winkler' | 'jaro';

/** No more than so many letters put in, left out or replaced. */
export function levenshteinLevel(column: Columnar, distanceThreshold: number): LevelSettings {
  return levelOf(
    compared('levenshtein', column, '<=', distanceThreshold),
    `Levenshtein distance of ${labelOf(column)} <= ${distanceThreshold}`,
  );
}

/** As Levenshtein's, where two neighbours that changed places count once. */
export function damerauLevenshteinLevel(column: Columnar, distanceThreshold: number): LevelSettings {
  return levelOf(
    compared('damerau_levenshtein', column, '<=', distanceThreshold),
    `Damerau-Levenshtein distance of ${labelOf(column)} <= ${distanceThreshold}`,
  );
}

/** Jaro–Winkler similarity, 0–1, of at least the threshold. */
export function jaroWinklerLevel(column: Columnar, distanceThreshold: number): LevelSettings {
  return levelOf(
    compared('jaro_winkler_similarity', column, '>=', share('jaroWinklerLevel', distanceThreshold)),
    `Jaro-Winkler distance of ${labelOf(column)} >= ${distanceThreshold}`,
  );
}

/** Jaro similarity, 0–1, of at least the threshold. */
export function jaroLevel(column: Columnar, distanceThreshold: number): LevelSettings {
  return levelOf(
    compared('jaro_similarity', column, '>=', share('jaroLevel', distanceThreshold)),
    `Jaro distance of '${labelOf(column)} >= ${distanceThreshold}'`,
  );
}

/** Share of the letters of both that both have, 0–1, of at least the threshold. */
export function jaccardLevel(column: Columnar, distanceThreshold: number): LevelSettings {
  return levelOf(
    compared('jaccard', column, '>=', share('jaccardLevel', distanceThreshold)),
    `Jaccard distance of '${labelOf(column)} >= ${distanceThreshold}'`,
  );
}

/** Any function of two values that gives a number. */
export function distanceFunctionLevel(
  column: Columnar,
  distanceFunctionName: string,
  distanceThreshold: number,
  options: { readonly higherIsMoreSimilar?: boolean } = {},
): LevelSettings {
  const higher = options.higherIsMoreSimilar ?? true;
  return levelOf(
    compared(distanceFunctionName, column, higher ? '>=' : '<=', distanceThreshold),
    `\`${distanceFunctionName}\` distance of '${labelOf(column)} ${higher ? 'greater' : 'less'} than ${distanceThreshold}'`,
  );
}

/** The most alike two members of two lists of texts. */
export function pairwiseStringDistanceFunctionLevel(
  column: Columnar,
  distanceFunctionName: PairwiseFunction,
  distanceThreshold: number,
): LevelSettings {
  between('pairwiseStringDistanceFunctionLevel', distanceThreshold, 0, Number.POSITIVE_INFINITY);
  const similarity = distanceFunctionName.startsWith('jaro');
  const sign = similarity ? '>=' : '<=';
  const called = similarity ? `${distanceFunctionName}_similarity` : distanceFunctionName;
  // Line breaks and indentation are Splink's, so that its files and ours are equal text by text.
  const condition = `${similarity ? 'list_max' : 'list_min'}(
                    list_transform(
                        flatten(
                            list_transform(
                                ${inLevel(column, 'l')},
                                x -> list_transform(
                                    ${inLevel(column, 'r')},
                                    y -> [x, y]
                                )
                            )
                        ),
                        pair -> ${called}(
                            pair[1],
                            pair[2]
                        )
                    )
                ) ${sign} ${distanceThreshold}`;
  const label = `${similarity ? 'Max' : 'Min'} \`${distanceFunctionName}\` distance of '${labelOf(column)}' ${sign} than ${distanceThreshold}'`;
  return levelOf(condition, label);
}

function compared(name: string, column: Columnar, sign: '<=' | '>=', threshold: number): string {
  return `${name}(${inLevel(column, 'l')}, ${inLevel(column, 'r')}) ${sign} ${threshold}`;
}

function share(creator: string, threshold: number): number {
  return between(creator, threshold, 0, 1);
}
