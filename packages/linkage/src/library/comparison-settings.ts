import { DeclarationError } from '@golden-thread/shapes/errors';
import { configure, type LevelSettings } from './level-settings.ts';

/** A comparison as Splink's settings hold it. */
export interface ComparisonSettings {
  readonly output_column_name: string;
  readonly comparison_description: string;
  readonly comparison_levels: readonly LevelSettings[];
}

export interface ComparisonOptions {
  /** Weighs exact levels on a plain column by how common the value is. */
  readonly termFrequencyAdjustments?: boolean;
  /** From the first level that is no null level to the last. */
  readonly mProbabilities?: readonly number[];
  readonly uProbabilities?: readonly number[];
}

export function comparisonOf(name: string, description: string, levels: readonly LevelSettings[]): ComparisonSettings {
  return { output_column_name: name, comparison_description: description, comparison_levels: levels };
}

/**
 * The comparison with the options set.
 * @throws DeclarationError `linkage.comparison_invalid` where there are not as many probabilities as levels.
 */
export function configureComparison(comparison: ComparisonSettings, options: ComparisonOptions): ComparisonSettings {
  const weighed = comparison.comparison_levels.map((level) => {
    const column = exactColumn(level);
    return options.termFrequencyAdjustments === true && column !== null ? configure(level, { tfAdjustmentColumn: column }) : level;
  });
  const count = weighed.filter((l) => l.is_null_level !== true).length;
  for (const [kind, given] of [['m', options.mProbabilities] as const, ['u', options.uProbabilities] as const]) {
    if (given !== undefined && given.length !== count) {
      throw new DeclarationError({
        code: 'linkage.comparison_invalid',
        message: `Comparison ${comparison.output_column_name} has ${count} levels besides the null level, and ${given.length} ${kind} probabilities`,
        remedy: 'Give a probability for each level, from the first to the last',
      });
    }
  }
  let at = 0;
  const levels = weighed.map((level) => {
    if (level.is_null_level === true) return level;
    const [mProbability, uProbability] = [options.mProbabilities?.[at], options.uProbabilities?.[at]];
    at++;
    return configure(level, {
      ...(mProbability === undefined ? {} : { mProbability }),
      ...(uProbability === undefined ? {} : { uProbability }),
    });
  });
  return { ...comparison, comparison_levels: levels };
}

/** The column of a level that says that a plain column is equal. */
function exactColumn(level: LevelSettings): string | null {
  return /^"(?<column>[^"]+)_l" = "\k<column>_r"$/.exec(level.sql_condition)?.groups?.['column'] ?? null;
}
