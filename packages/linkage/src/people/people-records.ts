import type { Column, ListValues, TextValues } from '@golden-thread/shapes/columns';
import {
  type ListMatchColumnName,
  MATCH_COLUMNS,
  type MatchColumnName,
  type PersonMatch,
  type TextMatchColumnName,
} from '@golden-thread/shapes/dictionary/person';
import { sharedCopy, textValuesOf } from '../prepare/column-of-values.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { readerOf } from '../prepare/values.ts';
import { KIND_OF, type ValueKind } from './value-kinds.ts';

const TEXT_COLUMNS: readonly TextMatchColumnName[] = MATCH_COLUMNS.flatMap((c) => (c.type === 'text' ? [c.name] : []));
const LIST_COLUMNS: readonly ListMatchColumnName[] = MATCH_COLUMNS.flatMap((c) => (c.type === 'text[]' ? [c.name] : []));

/**
 * Takes the match index of records, one record after another in natural-key order, column by column. An empty text is
 * null, and so is a list without members; members are numbers that ascend, each once.
 */
export interface PeopleWriter {
  readonly texts: Readonly<Record<TextMatchColumnName, (value: string | null) => void>>;
  readonly lists: Readonly<Record<ListMatchColumnName, (members: readonly string[]) => void>>;
  /** The records that were written, by their natural keys. */
  records(naturalKeys: readonly string[]): RecordTable;
}

export function peopleWriter(): PeopleWriter {
  const numberings = byName([...new Set(Object.values(KIND_OF))], numbering);
  const texts = byName(TEXT_COLUMNS, (name) => textWriter(numberings[KIND_OF[name]]));
  const lists = byName(LIST_COLUMNS, (name) => listWriter(numberings[KIND_OF[name]]));
  return {
    texts: byName(TEXT_COLUMNS, (name) => texts[name].add),
    lists: byName(LIST_COLUMNS, (name) => lists[name].add),
    records(naturalKeys) {
      const values = byName(Object.keys(numberings) as ValueKind[], (kind) => textValuesOf(numberings[kind].values));
      const columnOf = (name: MatchColumnName): Column =>
        isList(name) ? lists[name].column(values[KIND_OF[name]]) : texts[name].column(values[KIND_OF[name]]);
      return {
        size: naturalKeys.length,
        sources: ['people'],
        sourceOf: new Uint16Array(new SharedArrayBuffer(2 * naturalKeys.length)),
        uniqueIds: {
          type: 'text',
          ids: sharedCopy(Int32Array.from(naturalKeys, (_, i) => i + 1)),
          values: textValuesOf(naturalKeys),
        },
        columns: new Map(MATCH_COLUMNS.map(({ name }) => [name, columnOf(name)])),
      };
    },
  };
}

/** The records of these people, which stand in natural-key order. */
export function peopleOf(people: readonly PersonMatch[], naturalKeys = people.map((_, i) => String(i))): RecordTable {
  const writer = peopleWriter();
  for (const person of people) {
    for (const name of TEXT_COLUMNS) writer.texts[name](person[name]);
    for (const name of LIST_COLUMNS) writer.lists[name](person[name]);
  }
  return writer.records(naturalKeys);
}

/** The match index of one record, as it was written. */
export function personAt(records: RecordTable, record: number): PersonMatch {
  const value = (name: MatchColumnName) => {
    const column = matchColumn(records, name);
    return readerOf(column)(column.ids[record] as number);
  };
  return {
    ...byName(TEXT_COLUMNS, (name) => value(name) as string | null),
    ...byName(LIST_COLUMNS, (name) => (value(name) ?? []) as string[]),
  };
}

/** A match column of records of people. */
export function matchColumn({ columns }: Pick<RecordTable, 'columns'>, name: MatchColumnName): Column {
  const column = columns.get(name);
  if (column === undefined) throw new RangeError(`The records have no match column ${name}.`);
  return column;
}

const isList = (name: MatchColumnName): name is ListMatchColumnName => LIST_COLUMNS.some((list) => list === name);

/** Values by number in the order in which they were met, from 1. */
interface Numbering {
  readonly values: string[];
  /** 0 for null and the empty text. */
  numberOf(value: string | null): number;
}

function numbering(): Numbering {
  const values: string[] = [];
  const numbers = new Map<string, number>();
  return {
    values,
    numberOf(value) {
      if (value === null || value === '') return 0;
      const known = numbers.get(value);
      if (known !== undefined) return known;
      const number = values.push(value);
      numbers.set(value, number);
      return number;
    },
  };
}

function textWriter({ numberOf }: Numbering) {
  const ids: number[] = [];
  return {
    add: (value: string | null) => void ids.push(numberOf(value)),
    column: (values: TextValues): Column => ({ type: 'text', ids: sharedCopy(ids), values }),
  };
}

function listWriter({ numberOf }: Numbering) {
  const ids: number[] = [];
  const starts = [0, 0];
  const members: number[] = [];
  const lists = new Map<number | string, number>();
  const own: number[] = [];
  const numberOfList = (values: readonly string[]): number => {
    own.length = 0;
    for (const value of values) addInOrder(own, numberOf(value));
    const [first] = own;
    if (first === undefined) return 0;
    const key = own.length === 1 ? first : own.join(' ');
    const known = lists.get(key);
    if (known !== undefined) return known;
    for (const number of own) members.push(number);
    starts.push(members.length);
    lists.set(key, lists.size + 1);
    return lists.size;
  };
  return {
    add: (values: readonly string[]) => void ids.push(numberOfList(values)),
    column(of: TextValues): Column {
      const values: ListValues = { kind: 'list', size: lists.size + 1, starts: sharedCopy(starts), members: sharedCopy(members), of };
      return { type: 'text[]', ids: sharedCopy(ids), values };
    },
  };
}

/** Puts a number in its place among few that ascend; 0, and one that is there, are left out. */
function addInOrder(numbers: number[], number: number): void {
  if (number === 0 || numbers.includes(number)) return;
  let at = numbers.push(number) - 1;
  for (; at > 0 && (numbers[at - 1] as number) > number; at--) numbers[at] = numbers[at - 1] as number;
  numbers[at] = number;
}

/** One entry per name. */
function byName<Name extends string, Value>(names: readonly Name[], valueFor: (name: Name) => Value): Record<Name, Value> {
  return Object.fromEntries(names.map((name) => [name, valueFor(name)])) as Record<Name, Value>;
}
