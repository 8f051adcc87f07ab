import type {
  BlockingExpression,
  BlockingRule,
  Comparison,
  ComparisonLevel,
  LinkageDeclaration,
} from '@golden-thread/shapes/declare/linkage';
import { MATCH_COLUMNS, type MatchColumnName } from '@golden-thread/shapes/dictionary/person';
import type { Expression, Side } from '../expression/expression.ts';
import { describeLevel } from './describe-level.ts';
import { describeRule } from './describe-rule.ts';
import type { LinkagePlan, PlannedComparison, PlannedLevel, PlannedRule, TermFrequencyUse } from './linkage-plan.ts';

const SECONDS_A_DAY = 86_400;
const LISTS: ReadonlySet<string> = new Set(MATCH_COLUMNS.flatMap((c) => (c.type === 'text[]' ? [c.name] : [])));

/** The plan of a declaration: what a council declares in words of its dictionary is the same to the engine as Splink's settings are. */
export function planOfDeclaration(linkage: LinkageDeclaration): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.0001,
    comparisons: linkage.comparisons.map(plannedComparison),
    rules: linkage.blocking.map(plannedRule),
    training: {
      deterministicRules: linkage.training.deterministicRules.map(plannedRule),
      recall: linkage.training.recall,
      u: 'exact',
      emRules: linkage.training.emBlocking.map(plannedRule),
      emMaxPairs: null,
      combine: 'normalised',
      unobserved: 'half_a_pair',
      withoutTermFrequencies: true,
      fixLambda: false,
      fixM: false,
      fixU: true,
      lambdaFromSessions: false,
      labelColumn: null,
    },
    convergence: 1e-5,
    iterations: 200,
    additionalColumns: [],
  };
}

function plannedComparison({ name, describes, silentWithout, levels }: Comparison): PlannedComparison {
  const silent: PlannedLevel = { ...untrained(-1, 'silent'), condition: eitherLacks(silentWithout) };
  return {
    name,
    describes,
    levels: [
      silent,
      ...levels.map((level, l) => ({
        ...untrained(levels.length - 1 - l, describeLevel(level)),
        condition: level.level === 'else' ? null : conditionOf(level),
        termFrequency: termFrequencyOf(level),
      })),
    ],
  };
}

const untrained = (gamma: number, label: string): PlannedLevel => ({
  condition: null,
  label,
  gamma,
  m: null,
  u: null,
  fixM: false,
  fixU: false,
  termFrequency: null,
});

function termFrequencyOf(level: ComparisonLevel): TermFrequencyUse | null {
  if ((level.level !== 'exact' && level.level !== 'overlap') || !level.termFrequency) return null;
  return { column: level.column, weight: 1, minimumU: 0, againstOwnU: true, of: level.level === 'exact' ? 'value' : 'rarest_shared' };
}

function conditionOf(level: Exclude<ComparisonLevel, { level: 'else' }>): Expression {
  switch (level.level) {
    case 'any':
      return joined('or', level.of.map(conditionOf));
    case 'all':
      return joined('and', level.of.map(conditionOf));
    case 'exact':
      return equal(column(level.column, 'l'), column(level.column, 'r'));
    case 'crossed':
      return joined('and', [
        equal(column(level.column, 'l'), column(level.with, 'r')),
        equal(column(level.with, 'l'), column(level.column, 'r')),
      ]);
    case 'member':
      return joined('or', [
        call('list_contains', column(level.list, 'r'), column(level.column, 'l')),
        call('list_contains', column(level.list, 'l'), column(level.column, 'r')),
      ]);
    case 'overlap': {
      const shareAny = bothSides('list_has_any', level.column);
      if (level.atLeast === 1) return shareAny;
      const shared = call('array_length', bothSides('list_intersect', level.column));
      return joined('and', [shareAny, { kind: 'binary', op: '>=', left: shared, right: literal(level.atLeast) }]);
    }
    case 'jaro_winkler':
      return { kind: 'binary', op: '>=', left: bothSides('jaro_winkler_similarity', level.column), right: literal(level.atLeast) };
    case 'levenshtein':
      return { kind: 'binary', op: '<=', left: bothSides('levenshtein', level.column), right: literal(level.atMost) };
    case 'one_edit':
      return orEqual(level.column, bothSides('one_edit', level.column));
    case 'initial':
      return orEqual(level.column, bothSides('is_initial', level.column));
    case 'day_month_swapped':
      return orEqual(level.column, bothSides('day_month_swapped', level.column));
    case 'same_month':
      return equal(firstLetters(column(level.column, 'l'), 7), firstLetters(column(level.column, 'r'), 7));
    case 'within_days':
      return {
        kind: 'binary',
        op: '<=',
        left: call('abs', { kind: 'binary', op: '-', left: secondsOf(level.column, 'l'), right: secondsOf(level.column, 'r') }),
        right: literal(level.days * SECONDS_A_DAY),
      };
    default:
      return level satisfies never;
  }
}

function plannedRule(rule: BlockingRule): PlannedRule {
  return { text: describeRule(rule), condition: joined('and', rule.all.map(meeting)), explode: [] };
}

/** Records meet on one value, or on any member of a list that both have. */
function meeting({ column: name, first, or }: BlockingExpression): Expression {
  const side = (which: Side): Expression => {
    const columns = [name, ...(or ?? [])].map((one) => column(one, which));
    const [single] = columns;
    const value = columns.length === 1 && single !== undefined ? single : call('any_of', ...columns);
    if (first === undefined) return value;
    return isList
      ? call('list_transform', value, { kind: 'lambda', parameters: ['x'], body: firstLetters({ kind: 'variable', name: 'x' }, first) })
      : firstLetters(value, first);
  };
  const isList = or !== undefined || LISTS.has(name);
  return isList ? call('list_has_any', side('l'), side('r')) : equal(side('l'), side('r'));
}

function eitherLacks(columns: readonly MatchColumnName[]): Expression {
  const lacks = (side: Side) =>
    joined(
      'and',
      columns.map((name): Expression => ({ kind: 'isNull', of: column(name, side), negated: false })),
    );
  return joined('or', [lacks('l'), lacks('r')]);
}

const column = (name: string, side: Side): Expression => ({ kind: 'column', name, side });
const literal = (value: string | number): Expression => ({ kind: 'literal', value });
const call = (name: string, ...args: Expression[]): Expression => ({ kind: 'call', name, args });
const equal = (left: Expression, right: Expression): Expression => ({ kind: 'binary', op: '=', left, right });
const bothSides = (name: string, of: string): Expression => call(name, column(of, 'l'), column(of, 'r'));
const orEqual = (of: string, otherwise: Expression): Expression => joined('or', [equal(column(of, 'l'), column(of, 'r')), otherwise]);
const firstLetters = (of: Expression, letters: number): Expression => call('substr', of, literal(1), literal(letters));
const secondsOf = (of: string, side: Side): Expression => call('epoch', call('try_strptime', column(of, side), literal('%Y-%m-%d')));

function joined(op: 'and' | 'or', parts: readonly Expression[]): Expression {
  return parts.reduce((left, right) => ({ kind: 'binary', op, left, right }));
}
