import { keyOf } from '../expression/print.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { type AllowedSources, pairsWithin } from './allowed-sources.ts';
import type { ComparisonAnatomy, Equality } from './comparison-anatomy.ts';
import { isPlain, numbersFor, preparedNumbers, sharedNumbersFor } from './numbers-for.ts';
import { gathered, type Numbers, paired } from './record-groups.ts';

/** Records that are counted, ascending, and which of their sources may meet. */
export interface CountedRecords {
  readonly prepared: Prepared;
  readonly records: Int32Array;
  readonly allowed: AllowedSources;
}

/** Lists of equalities in all levels together, above which their intersections are too many to count. */
const MOST_LISTS = 6;

/** Whether `countEqualities` can count them: they are not too many, and both sides of each have numbers in common. */
export function canCount(prepared: Prepared, equalities: ComparisonAnatomy['equalities']): boolean {
  const lists = equalities.flatMap(({ condition }) => condition);
  const isNumbered = (equality: Equality) =>
    isPlain(equality) ? preparedNumbers(prepared, equality.left) !== null : sharedNumbersFor(prepared, equality) !== null;
  return lists.length <= MOST_LISTS && lists.every((all) => all.every(isNumbered));
}

/**
 * Pairs at each of some levels of equality, exactly, by inclusion and exclusion: the pairs that have all equalities of a
 * list are counted from the frequencies of their values, each pair with its lower record on the left.
 */
export function countEqualities(
  of: CountedRecords,
  equalities: ComparisonAnatomy['equalities'],
): readonly { gamma: number; pairs: number }[] {
  const known = new Map<string, number>();
  let lists: readonly (readonly Equality[])[] = [];
  let before = 0;
  return equalities.map(({ gamma, condition }) => {
    lists = [...lists, ...condition];
    const union = pairsWithAny(of, lists, known);
    const pairs = union - before;
    before = union;
    return { gamma, pairs };
  });
}

function pairsWithAny(of: CountedRecords, lists: readonly (readonly Equality[])[], known: Map<string, number>): number {
  const signed = new Map<string, { times: number; all: readonly Equality[] }>();
  for (let chosen = 1; chosen < 1 << lists.length; chosen++) {
    const members = lists.filter((_, l) => (chosen >> l) & 1);
    const all = withoutImplied(of, distinct(members.flat()), known);
    const key = keyOfAll(all);
    const sum = signed.get(key) ?? { times: 0, all };
    signed.set(key, { times: sum.times + (members.length % 2 === 1 ? 1 : -1), all });
  }
  let pairs = 0;
  for (const [key, { times, all }] of signed) {
    if (times === 0) continue;
    const counted = known.get(key) ?? pairsWithAll(of, all);
    known.set(key, counted);
    pairs += times * counted;
  }
  return pairs;
}

/** Leaves out equalities that others entail, as the same district follows from the same postcode. */
function withoutImplied(of: CountedRecords, all: readonly Equality[], known: Map<string, number>): readonly Equality[] {
  const plain = all.filter(isPlain);
  const implied = new Set<Equality>();
  for (const one of plain)
    for (const other of plain)
      if (one !== other && !implied.has(one) && !implied.has(other) && entails(of, one, other, known)) implied.add(other);
  return all.filter((equality) => !implied.has(equality));
}

function entails(of: CountedRecords, one: Equality, other: Equality, known: Map<string, number>): boolean {
  const key = `${keyOf(one.left)} entails ${keyOf(other.left)}`;
  const before = known.get(key);
  if (before !== undefined) return before === 1;
  const answer = decides(of.records, numbersFor(of.prepared, one.left), numbersFor(of.prepared, other.left));
  known.set(key, Number(answer));
  return answer;
}

/** Whether records with the same first number always have the same second, and have one. */
function decides(records: Int32Array, one: Numbers, other: Numbers): boolean {
  const seen = new Int32Array(one.size);
  for (let k = 0; k < records.length; k++) {
    const record = records[k] as number;
    const id = one.ids[record] as number;
    if (id === 0) continue;
    const value = other.ids[record] as number;
    if (value === 0 || (seen[id] !== 0 && seen[id] !== value)) return false;
    seen[id] = value;
  }
  return true;
}

function pairsWithAll(of: CountedRecords, all: readonly Equality[]): number {
  return all.every(isPlain) ? pairsInGroups(of, all) : pairsInOrder(of, all);
}

/** Both records' tuples are of the same expressions: the pairs within each group of records of one tuple. */
function pairsInGroups({ prepared, records, allowed }: CountedRecords, all: readonly Equality[]): number {
  const columns = all.map(({ left }) => numbersFor(prepared, left));
  const [only, ...more] = columns;
  const { ids, size } = only !== undefined && more.length === 0 ? gathered(records, only) : tuplesOf(records, columns);
  const sources = allowed.size;
  const counts = new Float64Array(size * sources);
  for (let k = 0; k < records.length; k++) {
    if (ids[k] === 0) continue;
    const cell = (ids[k] as number) * sources + (prepared.sourceOf[records[k] as number] as number);
    counts[cell] = (counts[cell] as number) + 1;
  }
  let pairs = 0;
  for (let id = 1; id < size; id++) pairs += pairsWithin(allowed, counts, id * sources);
  return pairs;
}

/** The tuples are of different expressions: each record, as the right one, meets those before it whose left tuple is its right tuple. */
function pairsInOrder({ prepared, records, allowed }: CountedRecords, all: readonly Equality[]): number {
  const shared = all.flatMap((equality) => sharedOf(prepared, equality));
  const both = tuplesOf(
    Int32Array.from({ length: 2 * records.length }, (_, k) => k),
    shared.map(({ left, right, size }) => {
      const ids = new Int32Array(2 * records.length);
      for (let k = 0; k < records.length; k++) {
        ids[k] = left[records[k] as number] as number;
        ids[records.length + k] = right[records[k] as number] as number;
      }
      return { ids, size };
    }),
  );
  const sources = allowed.size;
  const seen = new Float64Array(both.size * sources);
  let pairs = 0;
  for (let k = 0; k < records.length; k++) {
    const source = prepared.sourceOf[records[k] as number] as number;
    const right = both.ids[records.length + k] as number;
    const left = both.ids[k] as number;
    if (right !== 0)
      for (let s = 0; s < sources; s++) if (allowed.meets[s * sources + source] === 1) pairs += seen[right * sources + s] as number;
    if (left !== 0) seen[left * sources + source] = (seen[left * sources + source] as number) + 1;
  }
  return pairs;
}

function sharedOf(prepared: Prepared, equality: Equality): ReturnType<typeof sharedNumbersFor> & object {
  if (!isPlain(equality)) {
    const shared = sharedNumbersFor(prepared, equality);
    if (shared !== null) return shared;
  }
  const { ids, size } = numbersFor(prepared, equality.left);
  return { left: ids, right: ids, size };
}

/** Numbers of tuples by position among the records; 0 where any of the values is null. */
function tuplesOf(records: Int32Array, columns: readonly Numbers[]): Numbers {
  const whole = new Uint8Array(records.length).fill(1);
  let combined: Numbers = { ids: new Int32Array(records.length), size: 1 };
  for (const column of columns) {
    const ids = new Int32Array(records.length);
    for (let k = 0; k < records.length; k++) {
      ids[k] = column.ids[records[k] as number] as number;
      if (ids[k] === 0) whole[k] = 0;
    }
    combined = paired(combined, { ids, size: column.size });
  }
  const ids = new Int32Array(records.length);
  for (let k = 0; k < records.length; k++) ids[k] = whole[k] === 1 ? (combined.ids[k] as number) + 1 : 0;
  return { ids, size: combined.size + 1 };
}

function distinct(all: readonly Equality[]): readonly Equality[] {
  const byKey = new Map(all.map((equality) => [keyOfEquality(equality), equality]));
  return [...byKey].sort(([x], [y]) => (x < y ? -1 : 1)).map(([, equality]) => equality);
}

const keyOfAll = (all: readonly Equality[]): string => all.map(keyOfEquality).join('\n');

const keyOfEquality = ({ left, right }: Equality): string => `${keyOf(left)} = ${keyOf(right)}`;
