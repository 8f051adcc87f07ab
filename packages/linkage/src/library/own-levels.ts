import { type Columnar, inLevel, labelOf } from './column-expression.ts';
import { type LevelSettings, levelOf } from './level-settings.ts';
import { between } from './thresholds.ts';

/*
 * Levels that Splink has not. Their functions are of our own expression language: settings that use them are ours alone.
 */

/** Two names that are forms of one another: `families`, a list column, names the families of each (nicknames, transliterations), and they share one. */
export function knownVariantLevel(families: Columnar): LevelSettings {
  return levelOf(`list_has_any(${sides(families)})`, `Known variants by ${labelOf(families)}`);
}

/** Of the words of the name that has fewer, at least this share (0–1) is in the other, in any order. */
export function tokenSetLevel(column: Columnar, similarityThreshold: number): LevelSettings {
  between('tokenSetLevel', similarityThreshold, 0, 1);
  return levelOf(
    `token_set_similarity(${sides(column)}) >= ${similarityThreshold}`,
    `Share of words of ${labelOf(column)} in both >= ${similarityThreshold}`,
  );
}

/** Two ISO dates that are equal when day and month of one change places. */
export function swappedDayMonthLevel(column: Columnar): LevelSettings {
  return levelOf(`day_month_swapped(${sides(column)})`, `Day and month of ${labelOf(column)} swapped`);
}

/** Two ISO dates, or beginnings of them (`1998`, `1998-05`), that agree as far as the less precise of them goes. */
export function samePrecisionLevel(column: Columnar): LevelSettings {
  return levelOf(`same_precision(${sides(column)})`, `${labelOf(column)} agrees as far as it is known`);
}

/** Both give at least so much of an ISO date: 1 the year, 2 the month too, 3 the day too. For a conjunction with another level. */
export function datePrecisionLevel(column: Columnar, precision: 1 | 2 | 3): LevelSettings {
  return levelOf(
    `date_precision(${inLevel(column, 'l')}) >= ${precision} AND date_precision(${inLevel(column, 'r')}) >= ${precision}`,
    `${labelOf(column)} given to ${['the year', 'the month', 'the day'][precision - 1]}`,
  );
}

/** One letter put in, left out or replaced, or two neighbours that changed places. */
export function oneEditLevel(column: Columnar): LevelSettings {
  return levelOf(`one_edit(${sides(column)})`, `One edit in ${labelOf(column)}`);
}

/** One is the initial of the other. */
export function initialLevel(column: Columnar): LevelSettings {
  return levelOf(`is_initial(${sides(column)})`, `Initial of ${labelOf(column)}`);
}

function sides(column: Columnar): string {
  return `${inLevel(column, 'l')}, ${inLevel(column, 'r')}`;
}
