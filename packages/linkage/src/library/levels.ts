import { DeclarationError } from '@golden-thread/shapes/errors';
import { type Columnar, inLevel, isPlainColumn, labelOf, quoted, rawSqlOf, regexExtract } from './column-expression.ts';
import { configure, type LevelSettings, levelOf } from './level-settings.ts';

/** Either value is missing; with a pattern, or is none that the pattern finds. Weighs nothing. */
export function nullLevel(column: Columnar, options: { readonly validStringPattern?: string } = {}): LevelSettings {
  const of = options.validStringPattern === undefined ? column : regexExtract(column, options.validStringPattern);
  const level = levelOf(`${inLevel(of, 'l')} IS NULL OR ${inLevel(of, 'r')} IS NULL`, `${labelOf(of)} is NULL`);
  return configure(level, { isNullLevel: true });
}

/** What none of the levels before it is true for. */
export function elseLevel(): LevelSettings {
  return levelOf('ELSE', 'All other comparisons');
}

/** A condition in SQL, as written. */
export function customLevel(sqlCondition: string, labelForCharts: string = sqlCondition): LevelSettings {
  return levelOf(sqlCondition, labelForCharts);
}

/**
 * Equal values.
 * @throws DeclarationError `linkage.level_invalid` where term frequencies are asked for of more than a plain column.
 */
export function exactMatchLevel(column: Columnar, options: { readonly termFrequencyAdjustments?: boolean } = {}): LevelSettings {
  const level = levelOf(`${inLevel(column, 'l')} = ${inLevel(column, 'r')}`, `Exact match on ${labelOf(column)}`);
  if (options.termFrequencyAdjustments !== true) return level;
  if (!isPlainColumn(column)) {
    throw new DeclarationError({
      code: 'linkage.level_invalid',
      message: `Term frequencies are kept of columns, not of expressions such as ${labelOf(column)}`,
      remedy: 'Make a column of the expression first, or name the column with configure(level, { tfAdjustmentColumn })',
    });
  }
  return configure(level, { tfAdjustmentColumn: rawSqlOf(column) });
}

/** A given value on one side or on both. */
export function literalMatchLevel(
  column: Columnar,
  literalValue: string,
  literalDatatype: 'string' | 'int' | 'float' | 'date',
  sideOfComparison: 'left' | 'right' | 'both' = 'both',
): LevelSettings {
  const value = {
    string: quoted(literalValue),
    int: `CAST(${literalValue} AS INT)`,
    float: `CAST(${literalValue} AS REAL)`,
    date: `CAST(${quoted(literalValue)} AS DATE)`,
  }[literalDatatype];
  const left = `${inLevel(column, 'l')} = ${value}`;
  const right = `${inLevel(column, 'r')} = ${value}`;
  const condition = { left, right, both: `${left} AND ${right}` }[sideOfComparison];
  return levelOf(condition, `${labelOf(column)} = ${literalValue} on ${sideOfComparison}`);
}

/** The value of one column stands in the other: in the one direction (left record's first), or in both. */
export function columnsReversedLevel(first: Columnar, second: Columnar, options: { readonly symmetrical?: boolean } = {}): LevelSettings {
  const once = `${inLevel(first, 'l')} = ${inLevel(second, 'r')}`;
  const both = options.symmetrical === true;
  return levelOf(
    both ? `${once} AND ${inLevel(first, 'r')} = ${inLevel(second, 'l')}` : once,
    `Match on reversed cols: ${labelOf(first)} and ${labelOf(second)} (${both ? 'both directions' : 'one direction'})`,
  );
}

/** All of the levels are true. A null level where all of them are. */
export function and(...levels: readonly [LevelSettings, ...LevelSettings[]]): LevelSettings {
  return joined('AND', levels);
}

/** Any of the levels is true. A null level where all of them are. */
export function or(...levels: readonly [LevelSettings, ...LevelSettings[]]): LevelSettings {
  return joined('OR', levels);
}

/** The level is false; where it is neither (a value is missing), this is not true either. */
export function not(level: LevelSettings): LevelSettings {
  return levelOf(`NOT (${level.sql_condition})`, `NOT (${level.label_for_charts})`);
}

function joined(word: 'AND' | 'OR', levels: readonly LevelSettings[]): LevelSettings {
  const level = levelOf(
    levels.map((l) => `(${l.sql_condition})`).join(` ${word} `),
    levels.map((l) => `(${l.label_for_charts})`).join(` ${word} `),
  );
  return configure(level, { isNullLevel: levels.every((l) => l.is_null_level === true) });
}
