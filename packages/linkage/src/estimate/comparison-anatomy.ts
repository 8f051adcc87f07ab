import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { childrenOf, sidesOf, withoutSide } from '../expression/walk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { isSymmetric } from './swapped-sides.ts';

/** An equality of two expressions of one record each, the left record's first; true where both have a value and it is the same. */
export interface Equality {
  readonly left: Expression;
  readonly right: Expression;
}

/** Any of these lists of equalities: each of the equalities of one list. */
export type EqualityCondition = readonly (readonly Equality[])[];

/** What can be told of a comparison without looking at records. */
export interface ComparisonAnatomy {
  /** The expressions of one record on which its gammas depend, sides removed. */
  readonly reads: readonly Expression[];
  /** It answers alike when the records change places. */
  readonly symmetric: boolean;
  /**
   * When the pair is silent (gamma −1): `either`, when one of the two records lacks one of these expressions; `nulls`, when the
   * null level's own condition on missing values says so; `unknown`, for anything else. `never` without a null level.
   */
  readonly silence: 'never' | { readonly either: readonly Expression[] } | { readonly nulls: Expression } | 'unknown';
  /** The levels that come first and are equalities, in their order, null level left out. */
  readonly equalities: readonly { readonly gamma: number; readonly condition: EqualityCondition }[];
  /** Nothing but equalities, null and else. */
  readonly onlyEqualities: boolean;
}

export function anatomyOf({ levels }: PlannedComparison): ComparisonAnatomy {
  const conditions = levels.flatMap(({ condition }) => (condition === null ? [] : [condition]));
  const silence = silenceOf(levels);
  const equalities: { gamma: number; condition: EqualityCondition }[] = [];
  const tried = levels.filter(({ condition, gamma }) => condition !== null && gamma >= 0);
  for (const { condition, gamma } of tried) {
    const found = condition === null || silence === 'unknown' ? null : equalitiesOf(condition);
    if (found === null || !found.every((all) => isHeard(silence, all))) break;
    equalities.push({ gamma, condition: found });
  }
  return {
    reads: distinct(conditions.flatMap(oneRecordParts)),
    symmetric: conditions.every(isSymmetric),
    silence,
    equalities,
    onlyEqualities: equalities.length === tried.length,
  };
}

/** The largest parts of a condition that are about one record, without their side. */
function oneRecordParts(condition: Expression): readonly Expression[] {
  const sides = sidesOf(condition);
  if (sides === 'none') return [];
  // A test of a single record, such as `a_l is null`, tells more of its value than need be known; the value decides anyway.
  if (sides !== 'both' && condition.kind !== 'isNull' && condition.kind !== 'not') return [withoutSide(condition)];
  return childrenOf(condition).flatMap(oneRecordParts);
}

function silenceOf(levels: PlannedComparison['levels']): ComparisonAnatomy['silence'] {
  const silent = levels.filter(({ gamma }) => gamma < 0);
  const [first] = levels;
  if (silent.length === 0) return 'never';
  if (silent.length > 1 || first === undefined || first.gamma >= 0 || first.condition === null) return 'unknown';
  const tests = eitherOf(first.condition);
  if (tests !== null) {
    const bySide = (side: 'l' | 'r') =>
      distinct(tests.filter((test) => sidesOf(test) === side).map(withoutSide))
        .map(keyOf)
        .sort();
    if (bySide('l').join('\n') === bySide('r').join('\n')) return { either: distinct(tests.map(withoutSide)) };
  }
  return isOfNulls(first.condition) ? { nulls: first.condition } : 'unknown';
}

/** What is tested for null in `a is null or b is null or …`, or `null` for any other condition. */
function eitherOf(condition: Expression): readonly Expression[] | null {
  if (condition.kind === 'isNull' && !condition.negated && isOneSided(condition.of)) return [condition.of];
  if (condition.kind !== 'binary' || condition.op !== 'or') return null;
  const [left, right] = [eitherOf(condition.left), eitherOf(condition.right)];
  return left === null || right === null ? null : [...left, ...right];
}

function isOfNulls(condition: Expression): boolean {
  if (condition.kind === 'isNull') return isOneSided(condition.of);
  if (condition.kind === 'not') return isOfNulls(condition.of);
  return condition.kind === 'binary' && (condition.op === 'and' || condition.op === 'or') && childrenOf(condition).every(isOfNulls);
}

function equalitiesOf(condition: Expression): EqualityCondition | null {
  if (condition.kind !== 'binary') return null;
  if (condition.op === 'or') {
    const [left, right] = [equalitiesOf(condition.left), equalitiesOf(condition.right)];
    return left === null || right === null ? null : [...left, ...right];
  }
  if (condition.op === 'and') {
    const [left, right] = [equalitiesOf(condition.left), equalitiesOf(condition.right)];
    return left === null || right === null ? null : left.flatMap((one) => right.map((other) => [...one, ...other]));
  }
  if (condition.op !== '=') return null;
  const [left, right] = [sidesOf(condition.left), sidesOf(condition.right)];
  if (left === 'l' && right === 'r') return [[{ left: withoutSide(condition.left), right: withoutSide(condition.right) }]];
  if (left === 'r' && right === 'l') return [[{ left: withoutSide(condition.right), right: withoutSide(condition.left) }]];
  return null;
}

/** Whether a pair that has these equalities cannot be silent, silent records being left out beforehand. */
function isHeard(silence: ComparisonAnatomy['silence'], all: readonly Equality[]): boolean {
  if (silence === 'never') return true;
  if (silence === 'unknown') return false;
  if ('either' in silence) return true;
  const known = new Set(all.flatMap(({ left, right }) => [`l ${keyOf(left)}`, `r ${keyOf(right)}`]));
  return truth(silence.nulls, known) === false;
}

/** A condition on nulls where some values are known to be there: `null` where that does not settle it. */
function truth(condition: Expression, there: ReadonlySet<string>): boolean | null {
  if (condition.kind === 'isNull') {
    return there.has(`${sidesOf(condition.of)} ${keyOf(condition.of)}`) ? condition.negated : null;
  }
  if (condition.kind === 'not') {
    const of = truth(condition.of, there);
    return of === null ? null : !of;
  }
  if (condition.kind !== 'binary') return null;
  const [left, right] = [truth(condition.left, there), truth(condition.right, there)];
  const settles = condition.op === 'or';
  if (left === settles || right === settles) return settles;
  return left === null || right === null ? null : !settles;
}

const isOneSided = (expression: Expression): boolean => sidesOf(expression) === 'l' || sidesOf(expression) === 'r';

function distinct(expressions: readonly Expression[]): readonly Expression[] {
  return [...new Map(expressions.map((expression) => [keyOf(expression), expression])).values()];
}
