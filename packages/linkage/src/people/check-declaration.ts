import { wrong } from '@golden-thread/shapes/declare/check';
import type { BlockingRule, Comparison, ComparisonLevel, LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { MatchColumnName } from '@golden-thread/shapes/dictionary/person';
import { columnsOfComparison, columnsOfRule } from './declared-columns.ts';
import { KIND_OF } from './value-kinds.ts';

/** A gamma code is one signed 32-bit integer. */
const CODES = 2 ** 31;

/** @throws DeclarationError when comparisons or rules set side by side what cannot be compared, or cannot be trained. */
export function checkDeclaration(linkage: LinkageDeclaration): void {
  for (const comparison of linkage.comparisons) {
    for (const level of comparison.levels) checkLevel(comparison, level);
    if (linkage.training.emBlocking.every((rule) => touches(rule, comparison))) {
      throw wrong(
        'linkage',
        comparison.name,
        'every rule of emBlocking uses a column of it, so it is never trained',
        'add a rule to emBlocking that uses none of its columns',
      );
    }
  }
  for (const rule of [...linkage.blocking, ...linkage.training.deterministicRules, ...linkage.training.emBlocking]) {
    for (const { column, or } of rule.all) for (const other of or ?? []) checkKind('blocking', column, other);
  }
  const codes = linkage.comparisons.reduce((product, comparison) => product * (comparison.levels.length + 1), 1);
  if (codes > CODES)
    throw wrong(
      'linkage',
      'linkage',
      'its comparisons have more patterns of gammas than a code can hold',
      'declare fewer comparisons or levels',
    );
}

/** Whether a training rule uses a column of the comparison, so that its session cannot train it. */
function touches(rule: BlockingRule, comparison: Comparison): boolean {
  const used = new Set(columnsOfComparison(comparison));
  return columnsOfRule(rule).some((column) => used.has(column));
}

function checkLevel(comparison: Comparison, level: ComparisonLevel): void {
  if (level.level === 'any' || level.level === 'all') {
    for (const part of level.of) {
      if ('termFrequency' in part && part.termFrequency)
        throw wrong(
          'linkage',
          comparison.name,
          `a level within '${level.level}' is weighed by term frequency, which only a level by itself can be`,
          'leave termFrequency out there',
        );
      checkLevel(comparison, part);
    }
    return;
  }
  if (level.level === 'crossed') checkKind(comparison.name, level.column, level.with);
  if (level.level === 'member') checkKind(comparison.name, level.column, level.list);
  const needsDate = level.level === 'day_month_swapped' || level.level === 'same_month' || level.level === 'within_days';
  if (needsDate && level.column !== 'birth_date')
    throw wrong(
      'linkage',
      comparison.name,
      `the level '${level.level}' needs whole dates, and ${level.column} holds none`,
      'name birth_date',
    );
}

function checkKind(owner: string, one: MatchColumnName, other: MatchColumnName): void {
  if (KIND_OF[one] !== KIND_OF[other])
    throw wrong('linkage', owner, `${one} and ${other} hold different kinds of value and never agree`, 'name two columns of one kind');
}
