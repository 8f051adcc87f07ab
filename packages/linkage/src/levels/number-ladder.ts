import type { Expression } from '../expression/expression.ts';
import { printExpression } from '../expression/print.ts';
import { sidesOf } from '../expression/walk.ts';
import type { PairChunk } from '../pair-chunk.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { type Bar, barIn, rangeOf, stands } from './comparison-operators.ts';
import { type LevelStage, OPEN, stillOpen } from './level-stage.ts';
import { compileNumber, isFloat, type PairNumber } from './number-expression.ts';
import { bothSides } from './side-values.ts';

/** One level of a ladder of numbers: a number of both records against a constant. */
export interface NumberRung {
  readonly of: Expression;
  readonly number: PairNumber;
  readonly bar: Bar;
  readonly gamma: number;
}

/** Gammas of a ladder: of a number within a rung's range, both ends included, of NaN, and of what is on no rung or null. */
interface Steps {
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly gammaAt: Int8Array;
  /** Within these lie the ranges of all rungs. */
  readonly least: number;
  readonly most: number;
  readonly nan: number;
  readonly rest: number;
}

type Assign = (chunk: PairChunk, gammas: Int8Array, from: Int32Array, count: number) => void;

/** A level as a rung of numbers, or `null` where it is something else. */
export function numberRungOf(prepared: Prepared, condition: Expression, gamma: number): NumberRung | null {
  const found = barIn(condition);
  if (found === null || found.bar.op === '<>' || sidesOf(found.of) !== 'both') return null;
  const number = compileNumber(prepared, found.of);
  return number === null ? null : { of: found.of, number, bar: barAs(condition, found.of, found.bar), gamma };
}

/** Beside a float a number that is written out is one too. */
function barAs(condition: Expression, of: Expression, bar: Bar): Bar {
  if (!isFloat(of) || condition.kind !== 'binary') return bar;
  const constant = condition.left === of ? condition.right : condition.left;
  return constant.kind === 'literal' ? { op: bar.op, value: Math.fround(bar.value) } : bar;
}

/** Whether two rungs stand on one ladder: the same number against other constants. */
export const onOneNumberLadder = (one: NumberRung, other: NumberRung): boolean =>
  printExpression(one.of, 'level') === printExpression(other.of, 'level');

/**
 * Levels of one number in turn: it is worked out once a pair for all of them. `rest` is the gamma of pairs on no rung where
 * no level follows, and `null` where one does.
 */
export function numberLadderStage(prepared: Prepared, rungs: readonly [NumberRung, ...NumberRung[]], rest: number | null): LevelStage {
  const [{ of, number }] = rungs;
  const steps = stepsOf(rungs, rest ?? OPEN);
  const assign = ofDifference(prepared, of, steps) ?? ofNumber(number, steps);
  return (chunk, gammas, from, count, to) => {
    assign(chunk, gammas, from, count);
    return rest === null ? stillOpen(gammas, from, count, to) : 0;
  };
}

function stepsOf(rungs: readonly NumberRung[], rest: number): Steps {
  const ranges = rungs.map(({ bar }) => rangeOf(bar));
  return {
    lowest: Float64Array.from(ranges, ([low]) => low),
    highest: Float64Array.from(ranges, ([, high]) => high),
    gammaAt: Int8Array.from([...rungs.map(({ gamma }) => gamma), rest]),
    least: Math.min(...ranges.map(([low]) => (Number.isNaN(low) ? Number.POSITIVE_INFINITY : low))),
    most: Math.max(...ranges.map(([, high]) => (Number.isNaN(high) ? Number.NEGATIVE_INFINITY : high))),
    nan: rungs.find(({ bar }) => stands(Number.NaN, bar.op, bar.value))?.gamma ?? rest,
    rest,
  };
}

function stepOf({ lowest, highest, gammaAt }: Steps, value: number): number {
  let r = 0;
  while (r < lowest.length && !(value >= (lowest[r] as number) && value <= (highest[r] as number))) r++;
  return gammaAt[r] as number;
}

/**
 * `abs(x_l − x_r)` of two columns of numbers, dates in seconds among them. Pairs of one record that follow each other are
 * taken together; null is NaN among the numbers, so that most pairs are settled by one difference.
 */
function ofDifference(prepared: Prepared, of: Expression, steps: Steps): Assign | null {
  const sides = differenceIn(prepared, of);
  if (sides === null) return null;
  const { left, right } = sides;
  const { least, most, nan, rest } = steps;
  const { ids: leftIds, numbers: leftNumbers } = left;
  const { ids: rightIds, numbers: rightNumbers } = right;
  return ({ a, b }, gammas, from, count) => {
    for (let k = 0; k < count; ) {
      const record = a[from[k] as number] as number;
      const x = leftIds[record] as number;
      const one = leftNumbers[x] as number;
      for (; k < count; k++) {
        const p = from[k] as number;
        if (a[p] !== record) break;
        const y = rightIds[b[p] as number] as number;
        const value = Math.abs(one - (rightNumbers[y] as number));
        if (value >= least && value <= most) gammas[p] = stepOf(steps, value);
        else gammas[p] = Number.isNaN(value) && x !== 0 && y !== 0 ? nan : rest;
      }
    }
  };
}

/** The columns of an absolute difference, the left record's first: it is the same both ways. */
function differenceIn(prepared: Prepared, of: Expression) {
  if (of.kind !== 'call' || of.name !== 'abs') return null;
  const [difference] = of.args;
  if (difference?.kind !== 'binary' || difference.op !== '-') return null;
  const sides = bothSides(prepared, difference.left, difference.right);
  if (sides === null) return null;
  const [left, right] = sides.first.end === 'a' ? [sides.first, sides.second] : [sides.second, sides.first];
  const [one, other] = [left.column, right.column];
  // A difference of dates is told in days.
  if (one.values.kind !== 'number' || other.values.kind !== 'number' || !isNumber(one.type) || !isNumber(other.type)) return null;
  return { left: { ids: left.ids, numbers: one.values.numbers }, right: { ids: right.ids, numbers: other.values.numbers } };
}

const isNumber = (type: string): boolean => type === 'integer' || type === 'number';

function ofNumber({ isNull, value }: PairNumber, steps: Steps): Assign {
  const { nan, rest } = steps;
  return ({ a, b }, gammas, from, count) => {
    for (let k = 0; k < count; k++) {
      const p = from[k] as number;
      const x = a[p] as number;
      const y = b[p] as number;
      if (isNull(x, y)) gammas[p] = rest;
      else {
        const of = value(x, y);
        gammas[p] = Number.isNaN(of) ? nan : stepOf(steps, of);
      }
    }
  };
}
