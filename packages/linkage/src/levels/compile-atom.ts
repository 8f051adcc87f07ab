import type { ColumnType } from '@golden-thread/shapes/columns';
import { conditionOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { asTruth } from '../expression/unfit.ts';
import { columnsOf } from '../expression/walk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { sharedIds } from '../prepare/prepare.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { readerOf } from '../prepare/values.ts';
import { barIn, opposite } from './comparison-operators.ts';
import { keepWhereInterpreted } from './interpreted-filter.ts';
import { numberComparison } from './number-expression.ts';
import { keepAll, keepNone, keepPairsWhere, type PairFilter } from './pair-filter.ts';
import { keepWhereMarked, keepWhereNull } from './record-filters.ts';
import { bothSides, type SideValues, sideValues } from './side-values.ts';
import { keepWhereMeasured } from './text-filter.ts';
import { isMeasuring } from './text-measure.ts';
import { keepWhereEqual, keepWhereHolds, keepWhereHoldsOrNull, type SideIds } from './value-filters.ts';
import { valueTest } from './value-tests.ts';

/** A condition that is not made of others by AND, OR and NOT: where it is true, or where it is false. */
export function compileAtom(prepared: Prepared, atom: Expression, wanted: boolean, countedBy: CountedBy): PairFilter {
  return (
    constantFilter(atom, wanted, countedBy) ??
    nullFilter(prepared, atom, wanted) ??
    recordFilter(prepared, atom, wanted) ??
    equalityFilter(prepared, atom, wanted) ??
    measureFilter(prepared, atom, wanted) ??
    numberFilter(prepared, atom, wanted) ??
    valueTestFilter(prepared, atom, wanted) ??
    keepWhereInterpreted(prepared, atom, wanted, countedBy)
  );
}

function constantFilter(atom: Expression, wanted: boolean, countedBy: CountedBy): PairFilter | null {
  if (columnsOf(atom).length > 0) return null;
  return conditionOf(atom, { countedBy })({}) === wanted ? keepAll : keepNone;
}

/** `x IS NULL` of one record. It is never null itself. */
function nullFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  if (atom.kind !== 'isNull') return null;
  const values = sideValues(prepared, atom.of);
  if (values === null) return null;
  if (atom.negated === wanted)
    return keepWhereMarked(
      values.ids,
      marksOf(values, (id) => id !== 0),
      values.end,
    );
  return keepWhereNull(values.ids, values.end);
}

/** A truth value or a number of one record, worked out beforehand. */
function recordFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  const values = sideValues(prepared, atom);
  if (values === null || !IS_TRUTH.has(values.column.type)) return null;
  const read = readerOf(values.column);
  return keepWhereMarked(
    values.ids,
    marksOf(values, (id) => asTruth(read(id)) === wanted),
    values.end,
  );
}

/** Numbers are conditions too: true unless 0. A text may say neither, which is an error of the pair that asks. */
const IS_TRUTH: ReadonlySet<ColumnType> = new Set<ColumnType>(['boolean', 'integer', 'number']);

function marksOf({ column }: SideValues, isMarked: (id: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: column.values.size }, (_, id) => (isMarked(id) ? 1 : 0));
}

/** Equality of two expressions, one of each record, by the numbers that their values share. */
function equalityFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  if (atom.kind !== 'binary') return null;
  const numbers = sharedNumbersOf(prepared, atom.left, atom.right);
  if (numbers === null) return null;
  const { first, second } = numbers;
  switch (atom.op) {
    case '=':
      return wanted ? keepWhereEqual(first, second) : keepWhereHolds(first, second, (x, y) => x !== y);
    case '<>':
      return wanted ? keepWhereHolds(first, second, (x, y) => x !== y) : keepWhereEqual(first, second);
    case 'is distinct from':
      return keepWhereHoldsOrNull(first, second, (x, y) => (x !== y) === wanted);
    case 'is not distinct from':
      return keepWhereHoldsOrNull(first, second, (x, y) => (x === y) === wanted);
    default:
      return null;
  }
}

function sharedNumbersOf(
  prepared: Prepared,
  left: Expression,
  right: Expression,
): { readonly first: SideIds; readonly second: SideIds } | null {
  const sides = bothSides(prepared, left, right);
  if (sides === null) return null;
  const { first, second } = sides;
  if (first.column === second.column) return sides;
  if (first.column.values.kind !== second.column.values.kind || first.column.values.kind === 'list') return null;
  const shared = sharedIds(prepared, left, right);
  return { first: { ids: shared.left, end: first.end }, second: { ids: shared.right, end: second.end } };
}

/** A comparator of two texts against a constant. */
function measureFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  const found = barIn(atom);
  if (found === null || found.of.kind !== 'call' || !isMeasuring(found.of.name)) return null;
  const sides = bothSides(prepared, found.of.args[0], found.of.args[1]);
  if (sides === null) return null;
  const left = prepared.spellings.get(sides.first.key);
  const right = prepared.spellings.get(sides.second.key);
  if (left === undefined || right === undefined) return null;
  const bar = wanted ? found.bar : { op: opposite(found.bar.op), value: found.bar.value };
  return keepWhereMeasured(found.of.name, { ...sides.first, symbols: left }, { ...sides.second, symbols: right }, bar);
}

/** A comparison of numbers that are worked out of both records. */
function numberFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  const holds = numberComparison(prepared, atom, wanted);
  return holds === null ? null : keepPairsWhere(holds);
}

/** A function of one value of each record. */
function valueTestFilter(prepared: Prepared, atom: Expression, wanted: boolean): PairFilter | null {
  const test = valueTest(prepared, atom);
  return test === null ? null : keepWhereHoldsOrNull(test.first, test.second, (x, y) => test.holds(x, y) === wanted);
}
