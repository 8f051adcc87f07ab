import type { TextValues } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';
import { datePrecision, samePrecision } from '../expression/own-functions.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { sharedNumbers } from '../prepare/shared-ids.ts';
import { textAt } from '../prepare/values.ts';
import { damerauOf } from '../similarity/damerau.ts';
import type { Symbols } from '../similarity/symbols.ts';
import { holds, renumbered, sharedCounter } from './pair-numbers.ts';
import { bothSides, type SideValues } from './side-values.ts';

/** A truth of two values by number, 0 being null; `null` where it cannot be told. */
export type ValueTruth = (x: number, y: number) => boolean | null;

/** Functions of one value of each record that are true or false, with the records' values; `null` for any other expression. */
export function valueTest(
  prepared: Prepared,
  expression: Expression,
): { readonly first: SideValues; readonly second: SideValues; readonly holds: ValueTruth } | null {
  if (expression.kind !== 'call') return null;
  const sides = bothSides(prepared, expression.args[0], expression.args[1]);
  const truth = sides === null ? null : truthOf(prepared, expression.name, sides.first, sides.second);
  return sides === null || truth === null ? null : { ...sides, holds: truth };
}

/** Unknown where a value is null. */
const ofKnown = (truth: ValueTruth | null): ValueTruth | null =>
  truth === null ? null : (x, y) => (x === 0 || y === 0 ? null : truth(x, y));

function truthOf(prepared: Prepared, name: string, first: SideValues, second: SideValues): ValueTruth | null {
  if (name === 'list_contains') return containing(first, second);
  return ofKnown(ofKnownValues(prepared, name, first, second));
}

function ofKnownValues(prepared: Prepared, name: string, first: SideValues, second: SideValues): ValueTruth | null {
  const [left, right] = [first.column.values, second.column.values];
  if (name === 'list_has_any') {
    const shared = sharedCounter(first, second);
    return shared === null ? null : (x, y) => shared(x, y) > 0;
  }
  if (left.kind !== 'text' || right.kind !== 'text') return null;
  switch (name) {
    case 'one_edit':
      return ofSymbols(prepared, first, second, (x, y) => {
        const distance = damerauOf(x, y);
        return (one, other) => distance(one, other, 1) === 1;
      });
    case 'is_initial':
      return ofSymbols(prepared, first, second, isInitial);
    case 'day_month_swapped':
      return isSwapped(left, right);
    case 'same_precision':
      return (x, y) => samePrecision(textAt(left, x), textAt(right, y));
    default:
      return null;
  }
}

function ofSymbols(
  prepared: Prepared,
  first: SideValues,
  second: SideValues,
  make: (left: Symbols, right: Symbols) => ValueTruth,
): ValueTruth | null {
  const left = prepared.spellings.get(first.key);
  const right = prepared.spellings.get(second.key);
  return left === undefined || right === undefined ? null : make(left, right);
}

/** One value is a single symbol, and the other begins with it. */
export function isInitial(left: Symbols, right: Symbols): ValueTruth {
  return (x, y) => {
    const startX = left.starts[x] as number;
    const startY = right.starts[y] as number;
    const lengthX = (left.starts[x + 1] as number) - startX;
    const lengthY = (right.starts[y + 1] as number) - startY;
    return (lengthX === 1 || lengthY === 1) && lengthX > 0 && lengthY > 0 && left.codes[startX] === right.codes[startY];
  };
}

/** The same date but for day and month, which stand in each other's place. */
function isSwapped(left: TextValues, right: TextValues): ValueTruth {
  const dates = wholeDates(left);
  const swapped = left === right ? swappedDates(dates) : swappedDates(wholeDates(right));
  return (x, y) => dates[x] !== 0 && dates[x] === swapped[y];
}

/** Whole dates as yyyymmdd + 1, 0 for what is none. */
function wholeDates(values: TextValues): Int32Array {
  return Int32Array.from({ length: values.size }, (_, id) => {
    const text = textAt(values, id);
    return datePrecision(text) === 3 ? Number(text.replaceAll('-', '')) + 1 : 0;
  });
}

const swappedDates = (dates: Int32Array): Int32Array =>
  dates.map((date) =>
    date === 0 ? 0 : Math.floor((date - 1) / 10_000) * 10_000 + ((date - 1) % 100) * 100 + (Math.floor((date - 1) / 100) % 100) + 1,
  );

/** A list of one column has a value of another. */
function containing(first: SideValues, second: SideValues): ValueTruth | null {
  const [list, sought] = [first.column.values, second.column.values];
  if (list.kind !== 'list') return null;
  const numbers = sharedNumbers(sought, list.of);
  if (numbers === null) return null;
  const members = renumbered(list.members, numbers.numbers);
  return (x, y) => {
    if (x === 0) return null;
    const start = list.starts[x] as number;
    const end = list.starts[x + 1] as number;
    if (y === 0) return start === end ? false : null;
    return holds(members, start, end, y);
  };
}
