import type { Column, ListValues, TextValues } from '@golden-thread/shapes/columns';
import type { Expression } from '../expression/expression.ts';
import { sharedCopy, sharedInts } from './column-of-values.ts';

/**
 * `any_of(a, b, …)` of columns that share their texts, by number: what the interpreter makes of it, each value once, in the
 * order of first appearance, null where all are null. `null` for any other expression.
 */
export function unionColumn(expression: Expression, size: number, columnNamed: (name: string) => Column): Column | null {
  if (expression.kind !== 'call' || expression.name !== 'any_of') return null;
  const columns = expression.args.flatMap((arg) => (arg.kind === 'column' ? [columnNamed(arg.name)] : []));
  const [of] = columns.map(textsOf);
  if (of === undefined || of === null || columns.length < expression.args.length || columns.some((column) => textsOf(column) !== of))
    return null;
  return unionOf(columns, of, size);
}

const textsOf = ({ values }: Column): TextValues | null => {
  const of = values.kind === 'list' ? values.of : values;
  return of.kind === 'text' ? of : null;
};

function unionOf(columns: readonly Column[], of: TextValues, size: number): Column {
  const ids = sharedInts(size);
  const starts = [0, 0];
  const members: number[] = [];
  const known = new Map<string, number>();
  const own: number[] = [];
  for (let record = 0; record < size; record++) {
    own.length = 0;
    let isNull = true;
    for (const { ids: numbers, values } of columns) {
      const id = numbers[record] as number;
      if (id === 0) continue;
      isNull = false;
      if (values.kind === 'list') addMembers(values, id, own);
      else addOnce(own, id);
    }
    if (isNull) continue;
    const key = own.join(' ');
    let id = known.get(key);
    if (id === undefined) {
      id = known.size + 1;
      known.set(key, id);
      for (const member of own) members.push(member);
      starts.push(members.length);
    }
    ids[record] = id;
  }
  return {
    type: 'text[]',
    ids,
    values: { kind: 'list', size: known.size + 1, starts: sharedCopy(starts), members: sharedCopy(members), of },
  };
}

function addMembers({ starts, members }: ListValues, id: number, own: number[]): void {
  for (let k = starts[id] as number, end = starts[id + 1] as number; k < end; k++) addOnce(own, members[k] as number);
}

/** Null is no member. */
function addOnce(own: number[], member: number): void {
  if (member !== 0 && !own.includes(member)) own.push(member);
}
