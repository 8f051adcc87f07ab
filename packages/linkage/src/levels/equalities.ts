import type { Expression } from '../expression/expression.ts';
import type { PairChunk } from '../pair-chunk.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { type LevelStage, OPEN, stillOpen } from './level-stage.ts';
import { bothSides, type SideValues } from './side-values.ts';

/** The column of `x_l IS NULL OR x_r IS NULL`, or `null` for any other condition. */
export function missingEither(prepared: Prepared, condition: Expression): SideValues | null {
  if (condition.kind !== 'binary' || condition.op !== 'or') return null;
  const { left, right } = condition;
  if (left.kind !== 'isNull' || right.kind !== 'isNull' || left.negated || right.negated) return null;
  return ofOneColumn(prepared, left.of, right.of);
}

/** The column of `x_l = x_r`, or `null` for any other condition. */
export function equalBoth(prepared: Prepared, condition: Expression): SideValues | null {
  return condition.kind === 'binary' && condition.op === '=' ? ofOneColumn(prepared, condition.left, condition.right) : null;
}

function ofOneColumn(prepared: Prepared, one: Expression, other: Expression): SideValues | null {
  const sides = bothSides(prepared, one, other);
  return sides !== null && sides.first.key === sides.second.key ? sides.first : null;
}

/** Is no value's number. */
const NO_VALUE = -1;

/** A gamma and the value numbers that it is decided by. */
export interface NumbersWithGamma {
  readonly ids: Int32Array;
  readonly gamma: number;
}

/**
 * A level for a missing value, and levels of equality, in turn. `rest` is the gamma of the other pairs where no level
 * follows, and `null` where one does.
 */
export function equalitiesStage(
  missing: NumbersWithGamma | null,
  equalities: readonly NumbersWithGamma[],
  rest: number | null,
): LevelStage {
  const restGamma = rest ?? OPEN;
  const columns = equalities.map(({ ids }) => ids);
  const gammaAt = Int8Array.from([...equalities.map(({ gamma }) => gamma), restGamma]);
  const find = firstEqual(columns);
  const last = columns.at(-1);
  const assign =
    last !== undefined && implyTheNext(columns)
      ? behindTheLast(last, missing ?? { ids: last, gamma: restGamma }, find, gammaAt)
      : oneByOne(missing, find, gammaAt);
  return (chunk, gammas, from, count, to) => {
    assign(chunk, gammas, from, count);
    return rest === null ? stillOpen(gammas, from, count, to) : 0;
  };
}

type Assign = (chunk: PairChunk, gammas: Int8Array, from: Int32Array, count: number) => void;

function oneByOne(missing: NumbersWithGamma | null, find: FindEqual, gammaAt: Int8Array): Assign {
  const nullIds = missing?.ids ?? null;
  const nullGamma = missing?.gamma ?? 0;
  return ({ a, b }, gammas, from, count) => {
    for (let k = 0; k < count; k++) {
      const p = from[k] as number;
      const x = a[p] as number;
      const y = b[p] as number;
      if (nullIds !== null && (nullIds[x] === 0 || nullIds[y] === 0)) gammas[p] = nullGamma;
      else gammas[p] = gammaAt[find(x, y)] as number;
    }
  };
}

/**
 * The same where equality in one column entails it in the next: where the last differs, so do all. Pairs of one record that
 * follow each other are taken together.
 */
function behindTheLast(last: Int32Array, missing: NumbersWithGamma, find: FindEqual, gammaAt: Int8Array): Assign {
  const { ids: nullIds, gamma: nullGamma } = missing;
  const restGamma = gammaAt.at(-1) ?? OPEN;
  return ({ a, b }, gammas, from, count) => {
    for (let k = 0; k < count; ) {
      const record = a[from[k] as number] as number;
      const isNull = nullIds[record] === 0;
      const own = (last[record] as number) || NO_VALUE;
      for (; k < count; k++) {
        const p = from[k] as number;
        if (a[p] !== record) break;
        const other = b[p] as number;
        if (isNull || nullIds[other] === 0) gammas[p] = nullGamma;
        else if (last[other] === own) gammas[p] = gammaAt[find(record, other)] as number;
        else gammas[p] = restGamma;
      }
    }
  };
}

type FindEqual = (a: number, b: number) => number;

/** The place of the first column in which two records have the same value; the number of columns where there is none. */
function firstEqual(columns: readonly Int32Array[]): FindEqual {
  return (a, b) => {
    let c = 0;
    for (; c < columns.length; c++) {
      const ids = columns[c] as Int32Array;
      const x = ids[a];
      if (x !== 0 && x === ids[b]) break;
    }
    return c;
  };
}

/** Whether records with the same value in one column always have the same in the next, and have one. */
function implyTheNext(columns: readonly Int32Array[]): boolean {
  return columns.slice(1).every((ids, c) => implies(columns[c] as Int32Array, ids));
}

function implies(one: Int32Array, other: Int32Array): boolean {
  let most = 0;
  for (let i = 0; i < one.length; i++) if ((one[i] as number) > most) most = one[i] as number;
  const seen = new Int32Array(most + 1);
  for (let i = 0; i < one.length; i++) {
    const x = one[i] as number;
    if (x === 0) continue;
    const y = other[i] as number;
    if (y === 0 || (seen[x] !== 0 && seen[x] !== y)) return false;
    seen[x] = y;
  }
  return true;
}
