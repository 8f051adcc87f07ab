import type { ListValues } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';
import { tokenSetSimilarity } from '../expression/own-functions.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { sharedNumbers } from '../prepare/shared-ids.ts';
import { textAt } from '../prepare/values.ts';
import type { PairNumber } from './number-expression.ts';
import { bothSides, type SideValues } from './side-values.ts';
import { pairwiseIn, type TextComparator } from './text-comparators.ts';
import { isMeasuring, wholeMeasure } from './text-measure.ts';

/** Numbers that a function makes of two values, one of each record; `null` for any other expression. */
export function pairNumber(prepared: Prepared, expression: Expression): PairNumber | null {
  if (expression.kind !== 'call') return null;
  const pairwise = pairwiseIn(expression);
  if (pairwise !== null) return overMembers(prepared, pairwise.of, pairwise.comparator, pairwise.left, pairwise.right);
  const [one, other] = expression.args;
  if (expression.name === 'array_length' && one?.kind === 'call' && one.name === 'list_intersect') return sharedMembers(prepared, one.args);
  const sides = bothSides(prepared, one, other);
  if (sides === null) return null;
  const value = valueNumber(prepared, expression.name, sides.first, sides.second);
  return value === null ? null : ofValues(sides.first, sides.second, value);
}

type ValueNumber = (x: number, y: number) => number;

/** A number of two values, neither of them null. */
function valueNumber(prepared: Prepared, name: string, first: SideValues, second: SideValues): ValueNumber | null {
  if (isMeasuring(name)) return comparatorOf(prepared, name, first, second);
  const [left, right] = [first.column.values, second.column.values];
  if (name === 'token_set_similarity' && left.kind === 'text' && right.kind === 'text')
    return (x, y) => tokenSetSimilarity(textAt(left, x), textAt(right, y));
  if (name === 'array_cosine_similarity' && left.kind === 'list' && right.kind === 'list') return cosine(left, right);
  return null;
}

/** Cosine of the angle between two vectors; `null` where lists differ in length or want members, which the interpreter answers for. */
function cosine(left: ListValues, right: ListValues): ValueNumber | null {
  const length = vectorLength(left);
  if (left.of.kind !== 'number' || right.of.kind !== 'number' || length === null || length !== vectorLength(right)) return null;
  const [leftNumbers, rightNumbers] = [left.of.numbers, right.of.numbers];
  return (x, y) => {
    const startX = left.starts[x] as number;
    const startY = right.starts[y] as number;
    let product = 0;
    let lengthX = 0;
    let lengthY = 0;
    for (let k = 0; k < length; k++) {
      const one = leftNumbers[left.members[startX + k] as number] as number;
      const other = rightNumbers[right.members[startY + k] as number] as number;
      product += one * other;
      lengthX += one * one;
      lengthY += other * other;
    }
    return Math.max(-1, Math.min(1, product / Math.sqrt(lengthX * lengthY)));
  };
}

/** The length of all lists of a column, if it is one and no member is null. */
function vectorLength({ size, starts, members }: ListValues): number | null {
  if (members.includes(0)) return null;
  const length = size > 1 ? (starts[2] as number) - (starts[1] as number) : 0;
  for (let id = 1; id < size; id++) if ((starts[id + 1] as number) - (starts[id] as number) !== length) return null;
  return length;
}

function comparatorOf(prepared: Prepared, comparator: TextComparator, first: SideValues, second: SideValues): ValueNumber | null {
  const left = prepared.spellings.get(first.key);
  const right = prepared.spellings.get(second.key);
  return left === undefined || right === undefined || !isMeasuring(comparator) ? null : wholeMeasure(comparator, left, right);
}

function ofValues(first: SideValues, second: SideValues, value: ValueNumber): PairNumber {
  const { ids: firstIds } = first;
  const { ids: secondIds } = second;
  return first.end === 'a'
    ? {
        isNull: (a, b) => firstIds[a] === 0 || secondIds[b] === 0,
        value: (a, b) => value(firstIds[a] as number, secondIds[b] as number),
      }
    : {
        isNull: (a, b) => firstIds[b] === 0 || secondIds[a] === 0,
        value: (a, b) => value(firstIds[b] as number, secondIds[a] as number),
      };
}

/** How many different members two lists share: none with a null list, unless it is the first, which leaves it unknown. */
function sharedMembers(prepared: Prepared, [one, other]: readonly Expression[]): PairNumber | null {
  const sides = bothSides(prepared, one, other);
  const count = sides === null ? null : sharedCounter(sides.first, sides.second);
  if (sides === null || count === null) return null;
  const { ids, end } = sides.first;
  const { value } = ofValues(sides.first, sides.second, (x, y) => (y === 0 ? 0 : count(x, y)));
  return { isNull: end === 'a' ? (a) => ids[a] === 0 : (_, b) => ids[b] === 0, value };
}

/** Counts the different members, null left out, that a list of one column shares with one of another; `null`: they are no lists of one kind. */
export function sharedCounter(first: SideValues, second: SideValues): ValueNumber | null {
  const [left, right] = [first.column.values, second.column.values];
  if (left.kind !== 'list' || right.kind !== 'list') return null;
  const numbers = left.of === right.of ? null : sharedNumbers(left.of, right.of);
  if (left.of !== right.of && numbers === null) return null;
  const rightMembers = numbers === null ? right.members : renumbered(right.members, numbers.numbers);
  const { starts: leftStarts, members: leftMembers } = left;
  const { starts: rightStarts } = right;
  return (x, y) => {
    const start = leftStarts[x] as number;
    const end = leftStarts[x + 1] as number;
    let shared = 0;
    for (let k = start; k < end; k++) {
      const member = leftMembers[k] as number;
      if (member === 0 || holds(leftMembers, start, k, member)) continue;
      if (holds(rightMembers, rightStarts[y] as number, rightStarts[y + 1] as number, member)) shared++;
    }
    return shared;
  };
}

/** Whether a stretch of members has one. */
export function holds(members: Int32Array, start: number, end: number, member: number): boolean {
  for (let k = start; k < end; k++) if (members[k] === member) return true;
  return false;
}

export const renumbered = (members: Int32Array, numbers: Int32Array): Int32Array => members.map((member) => numbers[member] as number);

/** The least or the greatest answer of a comparator over pairs of members, neither of them null; null where there is no such pair. */
function overMembers(
  prepared: Prepared,
  of: 'list_min' | 'list_max',
  comparator: TextComparator,
  one: Expression,
  other: Expression,
): PairNumber | null {
  const sides = bothSides(prepared, one, other);
  if (sides === null || !isMeasuring(comparator)) return null;
  const { first, second } = sides;
  const [left, right] = [first.column.values, second.column.values];
  const compare = comparatorOf(prepared, comparator, first, second);
  if (left.kind !== 'list' || right.kind !== 'list' || compare === null) return null;
  const whole = ofValues(first, second, of === 'list_min' ? leastOver(left, right, compare) : greatestOver(left, right, compare));
  const members = ofValues(first, second, (x, y) => Math.min(knownIn(left, x), knownIn(right, y)));
  return { isNull: (a, b) => members.isNull(a, b) || members.value(a, b) === 0, value: whole.value };
}

function leastOver(left: ListValues, right: ListValues, compare: ValueNumber): ValueNumber {
  return (x, y) => {
    let least = Number.POSITIVE_INFINITY;
    for (let k = left.starts[x] as number; k < (left.starts[x + 1] as number); k++)
      for (let l = right.starts[y] as number; l < (right.starts[y + 1] as number); l++)
        if (left.members[k] !== 0 && right.members[l] !== 0)
          least = Math.min(least, compare(left.members[k] as number, right.members[l] as number));
    return least;
  };
}

function greatestOver(left: ListValues, right: ListValues, compare: ValueNumber): ValueNumber {
  const least = leastOver(left, right, (x, y) => -compare(x, y));
  return (x, y) => -least(x, y);
}

function knownIn({ starts, members }: ListValues, id: number): number {
  let known = 0;
  for (let k = starts[id] as number; k < (starts[id + 1] as number); k++) if (members[k] !== 0) known++;
  return known;
}
