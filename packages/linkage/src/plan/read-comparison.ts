import { type ComparisonOfSettings, comparisonSchema, type LevelOfSettings, levelSchema } from '@golden-thread/shapes/linkage-settings';
import type { Expression } from '../expression/expression.ts';
import { parseExpression } from '../expression/parse.ts';
import { columnsOf } from '../expression/walk.ts';
import type { PlannedComparison, PlannedLevel, TermFrequencyUse } from './linkage-plan.ts';
import { checkKeys, unquoted } from './read-names.ts';
import { settingsRefused } from './settings-refused.ts';

/** Gammas are kept in a byte. */
const MOST_LEVELS = 100;
/** What Splink takes for the m or u of a level that training never saw. */
const UNOBSERVED = 1e-6;

/**
 * A comparison of settings. `at` is its place, counted from 1.
 * @throws DeclarationError naming the comparison, and the level where one is at fault.
 */
export function readComparison(comparison: ComparisonOfSettings, at: number, warn: (warning: string) => void): PlannedComparison {
  const given = comparison.output_column_name;
  const called = given === null || given === undefined ? `comparison ${at}` : `comparison "${given}"`;
  const { comparison_levels: levels } = comparison;
  checkShape(levels, called);
  checkKeys(comparison, comparisonSchema.shape, called, warn);
  const tested = levels.filter((level) => level.is_null_level !== true).length;
  const conditions = levels.map((level, l) =>
    isElse(level) ? null : parseExpression(level.sql_condition, 'level', `Level ${l + 1} of ${called}`),
  );
  let gamma = tested;
  const planned = levels.map((level, l) => {
    const withinLevel = `level ${l + 1} of ${called}`;
    checkKeys(level, levelSchema.shape, withinLevel, warn);
    warnOfZeros(level, withinLevel, warn);
    return readLevel(level, conditions[l] ?? null, level.is_null_level === true ? -1 : --gamma, withinLevel);
  });
  const name = given ?? nameBy(conditions);
  return { name, describes: comparison.comparison_description ?? name, levels: planned };
}

function checkShape(levels: readonly LevelOfSettings[], called: string): void {
  if (levels.length > MOST_LEVELS) throw settingsRefused(`${called} has ${levels.length} levels.`, `Give it at most ${MOST_LEVELS}.`);
  const elses = levels.flatMap((level, l) => (isElse(level) ? [l] : []));
  const [first] = elses;
  if (first === undefined) throw settingsRefused(`${called} has no level with the condition ELSE.`, 'Add it as the last level.');
  if (first !== levels.length - 1) {
    throw settingsRefused(`level ${first + 1} of ${called} is ELSE, and more levels follow.`, 'Make ELSE the last level.');
  }
  if (levels.at(-1)?.is_null_level === true) {
    throw settingsRefused(`the ELSE level of ${called} is marked as a null level.`, 'Take is_null_level away from it.');
  }
  if (levels.filter((level) => level.is_null_level !== true).length < 2) {
    throw settingsRefused(`${called} has no level but ELSE.`, 'Add a level that says when the values agree.');
  }
}

function readLevel(level: LevelOfSettings, condition: Expression | null, gamma: number, within: string): PlannedLevel {
  const label = level.label_for_charts ?? level.sql_condition;
  const weight = level.match_weight;
  if (weight === null || weight === undefined) {
    return {
      condition,
      label,
      gamma,
      m: probabilityOf(level.m_probability),
      u: probabilityOf(level.u_probability),
      fixM: level.fix_m_probability ?? false,
      fixU: level.fix_u_probability ?? false,
      termFrequency: termFrequencyOf(level),
    };
  }
  if ((level.m_probability ?? level.u_probability ?? null) !== null) {
    throw settingsRefused(`${within} has a match_weight and an m or u probability.`, 'Give it one or the other.');
  }
  const [m, u] = weight >= 0 ? [1, 2 ** -weight] : [2 ** weight, 1];
  return { condition, label, gamma, m, u, fixM: true, fixU: true, termFrequency: termFrequencyOf(level) };
}

function probabilityOf(given: LevelOfSettings['m_probability']): number | null {
  return typeof given === 'string' ? UNOBSERVED : (given ?? null);
}

function termFrequencyOf(level: LevelOfSettings): TermFrequencyUse | null {
  if (level.tf_adjustment_column === null || level.tf_adjustment_column === undefined) return null;
  return {
    column: unquoted(level.tf_adjustment_column),
    weight: level.tf_adjustment_weight ?? 1,
    minimumU: level.tf_minimum_u_value ?? 0,
    againstOwnU: level.disable_tf_exact_match_detection ?? false,
    of: level.tf_adjustment_of ?? 'value',
  };
}

function warnOfZeros(level: LevelOfSettings, within: string, warn: (warning: string) => void): void {
  for (const which of ['m_probability', 'u_probability'] as const) {
    if (level[which] === 0)
      warn(`${within} has ${which} 0, and a pair on it is settled by that alone; Splink 4 takes its default instead.`);
  }
}

/** As Splink calls a comparison without a name. */
function nameBy(conditions: readonly (Expression | null)[]): string {
  const columns = conditions.flatMap((condition) => (condition === null ? [] : columnsOf(condition).map(({ name }) => name)));
  const [first = 'none', ...more] = new Set(columns);
  return more.length === 0 ? first : `custom_${[first, ...more].join('_')}`;
}

function isElse(level: LevelOfSettings): boolean {
  return level.sql_condition.trim().toLowerCase() === 'else';
}
