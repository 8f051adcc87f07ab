import type { Column, ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import { evaluatorOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { memberType, typeOf } from '../expression/types.ts';
import { columnsOf, withoutSide } from '../expression/walk.ts';
import type { CountedBy } from '../plan/linkage-plan.ts';
import { columnOfValues, sharedInts } from './column-of-values.ts';
import { unionColumn } from './union-column.ts';
import { readerOf } from './values.ts';

/**
 * An expression of one record, worked out for all records: once for each distinct value of the column that it reads, or
 * for each distinct combination where it reads several. `columnNamed` fails for a column that is not there.
 */
export function workOut(expression: Expression, size: number, columnNamed: (name: string) => Column, countedBy: CountedBy): Column {
  const whole = withoutSide(expression);
  if (whole.kind === 'column') return columnNamed(whole.name);
  const union = unionColumn(whole, size, columnNamed);
  if (union !== null) return union;
  const names = columnsOf(whole).map(({ name }) => name);
  const columns = names.map(columnNamed);
  const { of, examples } = combinationsOf(columns, size);
  const readers = new Map(names.map((name, k) => [name, readerOf(columns[k] as Column)]));
  const idsOf = new Map(names.map((name, k) => [name, examples.ids[k] as Int32Array]));
  let at = 0;
  const self = (name: string): ColumnValue => readers.get(name)?.((idsOf.get(name) as Int32Array)[at] as number) ?? null;
  const typeOfColumn = (name: string) => columns[names.indexOf(name)]?.type ?? null;
  const ask = evaluatorOf(whole, { countedBy, typeOf: typeOfColumn });
  const results: ColumnValue[] = [];
  for (; at < examples.count; at++) results.push(ask({ self }));
  return columnOfValues(of, results, typeOf(whole, typeOfColumn));
}

/** The same of the members of lists: each list of the answer has the answers for its members. */
export function workOutMembers(expression: Expression, column: Column, countedBy: CountedBy): Column {
  const { values } = column;
  if (values.kind !== 'list') throw new Error('members of a column that holds no lists');
  const memberIds = Int32Array.from({ length: values.of.size }, (_, id) => id);
  const members: Column = { type: memberType(column.type) ?? 'text', ids: memberIds, values: values.of };
  const answers = workOut(expression, memberIds.length, () => members, countedBy);
  if (answers.values.kind === 'list') throw new Error('a list for each member');
  const numbers = sharedInts(values.members.length);
  for (let k = 0; k < numbers.length; k++) numbers[k] = answers.ids[values.members[k] as number] as number;
  const { kind, size, starts } = values;
  return { type: listType(answers.type), ids: column.ids, values: { kind, size, starts, members: numbers, of: answers.values } };
}

interface Combinations {
  /** The combination of each record. */
  readonly of: Int32Array;
  /** Value numbers of each combination, by column. */
  readonly examples: { readonly count: number; readonly ids: readonly Int32Array[] };
}

function combinationsOf(columns: readonly Column[], size: number): Combinations {
  const [first, ...more] = columns;
  if (first === undefined) return { of: new Int32Array(size), examples: { count: 1, ids: [] } };
  let of = first.ids;
  let ids = [Int32Array.from({ length: first.values.size }, (_, id) => id)];
  let count = first.values.size;
  for (const column of more) {
    const met = new Map<number, number>();
    const joined = new Int32Array(size);
    const before: number[] = [];
    const own: number[] = [];
    for (let i = 0; i < size; i++) {
      const key = (of[i] as number) * column.values.size + (column.ids[i] as number);
      let combination = met.get(key);
      if (combination === undefined) {
        combination = met.size;
        met.set(key, combination);
        before.push(of[i] as number);
        own.push(column.ids[i] as number);
      }
      joined[i] = combination;
    }
    ids = [...ids.map((one) => Int32Array.from(before, (k) => one[k] as number)), Int32Array.from(own)];
    of = joined;
    count = met.size;
  }
  return { of, examples: { count, ids } };
}

function listType(member: ColumnType): ColumnType {
  switch (member) {
    case 'text':
    case 'integer':
    case 'number':
    case 'boolean':
    case 'date':
    case 'timestamp':
      return `${member}[]`;
    default:
      return member;
  }
}
