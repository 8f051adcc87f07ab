import { boundariesBetween, monthsBetween, wholeUnitsBetween } from '../expression/date-functions.ts';
import type { Expression } from '../expression/expression.ts';
import { printExpression } from '../expression/print.ts';
import { isDate, typeOf } from '../expression/types.ts';
import { sidesOf } from '../expression/walk.ts';
import { columnOf } from '../prepare/prepare.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { isOrder, type Order, stands } from './comparison-operators.ts';
import { pairNumber } from './pair-numbers.ts';
import { sideValues } from './side-values.ts';

/** A number of a pair, by the numbers of its records: `value` is asked only where `isNull` says no. */
export interface PairNumber {
  readonly isNull: (a: number, b: number) => boolean;
  readonly value: (a: number, b: number) => number;
}

type PairTruth = (a: number, b: number) => boolean;

const SECONDS_A_DAY = 86_400;
const RADIAN = Math.PI / 180;

const OF_ONE: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  sign: (value) => Math.sign(value) || 0,
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  radians: (value) => value * RADIAN,
  degrees: (value) => value / RADIAN,
  floor: Math.floor,
  ceil: Math.ceil,
  epoch: (value) => value,
  as_float: Math.fround,
};

/** What arithmetic is compiled over: the records, and the parts that are written more than once and are worked out once a pair. */
interface Within {
  readonly prepared: Prepared;
  readonly repeated: Map<string, PairNumber | null>;
}

/** Compiles arithmetic over both records; `null` for what is left to the interpreter. */
function numberExpression(within: Within, expression: Expression): PairNumber | null {
  if (sidesOf(expression) !== 'both') return ofOneRecord(within.prepared, expression);
  const key = printExpression(expression, 'level');
  const before = within.repeated.get(key);
  if (before !== undefined) return before;
  const number = ofBothRecords(within, expression);
  const remembered = number === null ? null : remembering(number);
  within.repeated.set(key, remembered);
  return remembered;
}

/** Works a value out once for a pair that is asked for again. */
function remembering(of: PairNumber): PairNumber {
  let lastA = -1;
  let lastB = -1;
  let isNull = false;
  let value = 0;
  const ask = (a: number, b: number): void => {
    lastA = a;
    lastB = b;
    isNull = of.isNull(a, b);
    value = isNull ? Number.NaN : of.value(a, b);
  };
  return {
    isNull(a, b) {
      if (a !== lastA || b !== lastB) ask(a, b);
      return isNull;
    },
    value(a, b) {
      if (a !== lastA || b !== lastB) ask(a, b);
      return value;
    },
  };
}

function ofBothRecords(within: Within, expression: Expression): PairNumber | null {
  switch (expression.kind) {
    case 'negative':
      return mapped(numberExpression(within, expression.of), (value) => -value);
    case 'binary':
      return arithmetic(within, expression);
    case 'call':
      return called(within, expression.name, expression.args) ?? pairNumber(within.prepared, expression);
    case 'case':
      return chosen(within, expression);
    default:
      return null;
  }
}

/** A number of both records, compiled; `null` for what is left to the interpreter. */
export const compileNumber = (prepared: Prepared, expression: Expression): PairNumber | null =>
  numberExpression({ prepared, repeated: new Map() }, expression);

/** Whether a comparison of two numbers of a pair is true, or is false; `null` for what is left to the interpreter. */
export function numberComparison(prepared: Prepared, condition: Expression, wanted: boolean): PairTruth | null {
  if (condition.kind !== 'binary' || !isOrder(condition.op)) return null;
  return compared({ prepared, repeated: new Map() }, condition.op, condition.left, condition.right, wanted);
}

function compared(within: Within, op: Order, one: Expression, other: Expression, wanted: boolean): PairTruth | null {
  const floats = isFloat(one) || isFloat(other);
  const left = operand(within, one, floats);
  const right = operand(within, other, floats);
  if (left === null || right === null) return null;
  return (a, b) => !left.isNull(a, b) && !right.isNull(a, b) && stands(left.value(a, b), op, right.value(a, b)) === wanted;
}

/** Beside a float a number that is written out is one too. */
function operand(within: Within, expression: Expression, floats: boolean): PairNumber | null {
  const number = numberExpression(within, expression);
  return floats && expression.kind === 'literal' ? mapped(number, Math.fround) : number;
}

/** Whether an expression is of single precision: a constant beside it is, too. */
export const isFloat = (expression: Expression): boolean =>
  expression.kind === 'call' && (expression.name === 'as_float' || expression.name === 'try_as_float');

function ofOneRecord(prepared: Prepared, expression: Expression): PairNumber | null {
  if (expression.kind === 'literal') return typeof expression.value === 'number' ? constant(expression.value) : null;
  if (expression.kind === 'negative') return mapped(ofOneRecord(prepared, expression.of), (value) => -value);
  const values = sideValues(prepared, expression);
  if (values === null || values.column.values.kind !== 'number') return null;
  const { ids, end } = values;
  const { numbers } = values.column.values;
  return end === 'a'
    ? { isNull: (a) => ids[a] === 0, value: (a) => numbers[ids[a] as number] as number }
    : { isNull: (_, b) => ids[b] === 0, value: (_, b) => numbers[ids[b] as number] as number };
}

const constant = (value: number): PairNumber => ({ isNull: () => false, value: () => value });

function mapped(of: PairNumber | null, change: (value: number) => number): PairNumber | null {
  return of === null ? null : { isNull: of.isNull, value: (a, b) => change(of.value(a, b)) };
}

function combined(x: PairNumber | null, y: PairNumber | null, join: (x: number, y: number) => number): PairNumber | null {
  if (x === null || y === null) return null;
  return {
    isNull: (a, b) => x.isNull(a, b) || y.isNull(a, b),
    value: (a, b) => join(x.value(a, b), y.value(a, b)),
  };
}

function arithmetic(within: Within, { op, left, right }: Expression & { kind: 'binary' }): PairNumber | null {
  const columnType = (name: string) => columnOf(within.prepared, { kind: 'column', name, side: null }).type;
  const ofDates = isDate(typeOf(left, columnType)) || isDate(typeOf(right, columnType));
  const bothDates = isDate(typeOf(left, columnType)) && isDate(typeOf(right, columnType));
  const [x, y] = [numberExpression(within, left), numberExpression(within, right)];
  if (ofDates) return bothDates && op === '-' ? combined(x, y, (one, other) => (one - other) / SECONDS_A_DAY) : null;
  switch (op) {
    case '+':
      return combined(x, y, (one, other) => one + other);
    case '-':
      return combined(x, y, (one, other) => one - other);
    case '*':
      return combined(x, y, (one, other) => one * other);
    case '/':
      return combined(x, y, (one, other) => one / other);
    default:
      return null;
  }
}

function called(within: Within, name: string, args: readonly Expression[]): PairNumber | null {
  const [first, second] = args;
  if (first !== undefined && args.length === 1 && OF_ONE[name] !== undefined) return mapped(numberExpression(within, first), OF_ONE[name]);
  if (name === 'greatest' || name === 'least') return extreme(within, args, name === 'greatest' ? '>' : '<');
  if (name === 'coalesce') return firstKnown(within, args);
  if (name === 'months_between' && first !== undefined && second !== undefined)
    return combined(numberExpression(within, first), numberExpression(within, second), monthsBetween);
  return between(within, name, args);
}

function between(within: Within, name: string, [unit, from, to]: readonly Expression[]): PairNumber | null {
  if ((name !== 'date_diff' && name !== 'date_sub') || from === undefined || to === undefined) return null;
  if (unit?.kind !== 'literal' || typeof unit.value !== 'string') return null;
  const of = unit.value.toLowerCase();
  const count = name === 'date_diff' ? boundariesBetween : wholeUnitsBetween;
  return combined(numberExpression(within, from), numberExpression(within, to), (x, y) => count(of, x, y));
}

function every(within: Within, args: readonly Expression[]): readonly PairNumber[] | null {
  const numbers = args.flatMap((arg) => numberExpression(within, arg) ?? []);
  return numbers.length === args.length ? numbers : null;
}

/** Of the arguments that are not null the greatest or the least. */
function extreme(within: Within, args: readonly Expression[], way: '>' | '<'): PairNumber | null {
  const numbers = every(within, args);
  if (numbers === null) return null;
  return {
    isNull: (a, b) => numbers.every((one) => one.isNull(a, b)),
    value(a, b) {
      let best = Number.NaN;
      let found = false;
      for (const one of numbers) {
        if (one.isNull(a, b)) continue;
        const value = one.value(a, b);
        if (!found || stands(value, way, best)) best = value;
        found = true;
      }
      return best;
    },
  };
}

function firstKnown(within: Within, args: readonly Expression[]): PairNumber | null {
  const numbers = every(within, args);
  if (numbers === null) return null;
  return {
    isNull: (a, b) => numbers.every((one) => one.isNull(a, b)),
    value: (a, b) => numbers.find((one) => !one.isNull(a, b))?.value(a, b) ?? Number.NaN,
  };
}

function chosen(within: Within, { branches, otherwise }: Expression & { kind: 'case' }): PairNumber | null {
  const results = every(within, [...branches.map(({ then: result }) => result), ...(otherwise === null ? [] : [otherwise])]);
  const tests = branches.flatMap(({ when }) =>
    when.kind === 'binary' && isOrder(when.op) ? (compared(within, when.op, when.left, when.right, true) ?? []) : [],
  );
  if (results === null || tests.length < branches.length) return null;
  const nothing: PairNumber = { isNull: () => true, value: () => Number.NaN };
  const pick = (a: number, b: number): PairNumber => {
    for (let k = 0; k < tests.length; k++) if ((tests[k] as PairTruth)(a, b)) return results[k] as PairNumber;
    return results[tests.length] ?? nothing;
  };
  return { isNull: (a, b) => pick(a, b).isNull(a, b), value: (a, b) => pick(a, b).value(a, b) };
}
