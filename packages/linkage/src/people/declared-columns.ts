import type { BlockingRule, Comparison, ComparisonLevel } from '@golden-thread/shapes/declare/linkage';
import type { MatchColumnName } from '@golden-thread/shapes/dictionary/person';

/** The match columns that a level reads. */
export function columnsOfLevel(level: ComparisonLevel): readonly MatchColumnName[] {
  switch (level.level) {
    case 'else':
      return [];
    case 'crossed':
      return [level.column, level.with];
    case 'member':
      return [level.column, level.list];
    case 'any':
    case 'all':
      return level.of.flatMap(columnsOfLevel);
    case 'exact':
    case 'jaro_winkler':
    case 'levenshtein':
    case 'one_edit':
    case 'initial':
    case 'overlap':
    case 'day_month_swapped':
    case 'same_month':
    case 'within_days':
      return [level.column];
    default:
      return level satisfies never;
  }
}

/** The match columns that a comparison reads, each once. */
export function columnsOfComparison(comparison: Comparison): readonly MatchColumnName[] {
  return [...new Set([...comparison.silentWithout, ...comparison.levels.flatMap(columnsOfLevel)])];
}

/** The match columns that a blocking rule reads, each once. */
export function columnsOfRule(rule: BlockingRule): readonly MatchColumnName[] {
  return [...new Set(rule.all.flatMap(({ column, or }) => [column, ...(or ?? [])]))];
}
