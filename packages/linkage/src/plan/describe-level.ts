import type { ComparisonLevel } from '@golden-thread/shapes/declare/linkage';

/** A level in words: the label in models and explanations. */
export function describeLevel(level: ComparisonLevel): string {
  switch (level.level) {
    case 'exact':
      return `${level.column} equal`;
    case 'jaro_winkler':
      return `${level.column} Jaro–Winkler at least ${level.atLeast}`;
    case 'levenshtein':
      return `${level.column} at most ${level.atMost} edits apart`;
    case 'one_edit':
      return `${level.column} one edit apart`;
    case 'initial':
      return `${level.column} an initial of the other`;
    case 'overlap':
      return level.atLeast === 1 ? `${level.column} share a value` : `${level.column} share ${level.atLeast} values`;
    case 'member':
      return `${level.column} among ${level.list} of the other`;
    case 'crossed':
      return `${level.column} and ${level.with} exchanged`;
    case 'day_month_swapped':
      return `${level.column} with day and month exchanged`;
    case 'same_month':
      return `${level.column} in the same month`;
    case 'within_days':
      return `${level.column} within ${level.days} days`;
    case 'any':
      return level.of.map(describeLevel).join(' or ');
    case 'all':
      return level.of.map((part) => (part.level === 'any' ? `(${describeLevel(part)})` : describeLevel(part))).join(' and ');
    case 'else':
      return 'anything else';
    default:
      return level satisfies never;
  }
}
