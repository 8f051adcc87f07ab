import type { Column, ColumnTable, TextValues } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { textDictionary } from '@golden-thread/shapes/text-dictionary';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import { sharedInts } from '../prepare/column-of-values.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { readerOf } from '../prepare/values.ts';
import { orderById, orderByText } from './record-order.ts';
import { stackedColumn } from './stacked-column.ts';

/** What stands between a source's name and an id where Splink writes them as one. */
const BETWEEN = '-__-';

type StackPlan = Pick<LinkagePlan, 'uniqueIdColumn' | 'sourceColumn' | 'linkType'>;

/**
 * The records of all tables in Splink's order, whatever order rows and tables come in. A table is a source of its name; where
 * records are linked and a table has the source column itself, that column names the sources.
 * @throws DeclarationError when there is no record, an id is missing or repeated within its source, or two tables have one name.
 */
export function stackRecords(tables: readonly ColumnTable[], plan: StackPlan): RecordTable {
  checkTables(tables, plan);
  const ordered = [...tables].sort((x, y) => compareCodePoints(x.name, y.name));
  const stacked = (name: string): Column =>
    stackedColumn(
      name,
      ordered.map(({ columns, size }) => ({ column: columns.get(name) ?? null, rows: size })),
    );
  const uniqueIds = asTexts(stacked(plan.uniqueIdColumn));
  const idsAreTexts = ordered.every(({ textColumns }) => textColumns?.has(plan.uniqueIdColumn) === true);
  const { sources, sourceOf } = sourcesOf(ordered, plan);
  checkMissing(uniqueIds, ordered, plan.uniqueIdColumn);
  const order = sources.length === 1 ? orderById(uniqueIds, idsAreTexts) : orderBySourceAndId(uniqueIds, sourceOf, sources.length);
  checkRepeated(uniqueIds, sourceOf, order, ordered, plan.uniqueIdColumn);

  const names = new Set(ordered.flatMap(({ columns }) => [...columns.keys()]));
  const columns = new Map<string, Column>();
  const orderedIds = inOrder(uniqueIds, order);
  for (const name of names) columns.set(name, name === plan.uniqueIdColumn ? orderedIds : inOrder(stacked(name), order));
  if (!columns.has(plan.sourceColumn)) columns.set(plan.sourceColumn, inOrder(sourceColumnOf(sources, sourceOf), order));
  return {
    size: sourceOf.length,
    names: [...new Set(ordered.flatMap((table) => table.names ?? [...table.columns.keys()]))],
    sources,
    sourceOf: order === null ? sourceOf : gathered(sourceOf, order),
    uniqueIds: orderedIds,
    columns,
  };
}

function checkTables(tables: readonly ColumnTable[], { uniqueIdColumn, linkType }: StackPlan): void {
  const names = tables.map(({ name }) => name);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  if (twice !== undefined)
    throw refused('linkage.source_twice', `Two inputs are called ${twice}.`, 'Give each a name of its own: --input name=file.');
  if (linkType === 'dedupe_only' && tables.length > 1)
    throw refused(
      'linkage.too_many_inputs',
      `The settings deduplicate one input (dedupe_only), and ${tables.length} are given.`,
      'Name one input, or set link_type to link_and_dedupe or link_only.',
    );
  for (const { name, names: all, columns } of tables)
    if (!columns.has(uniqueIdColumn))
      throw refused(
        'linkage.id_column_missing',
        `${name} has no column ${uniqueIdColumn}; it has ${(all ?? [...columns.keys()]).join(', ')}.`,
        'Name the column of unique ids in the settings: unique_id_column_name.',
      );
  if (tables.every(({ size }) => size === 0))
    throw refused('linkage.no_records', 'The inputs hold no records.', 'Check that the files are the right ones.');
}

/** Ids as texts, whatever they were. */
function asTexts(column: Column): Column {
  if (column.values.kind === 'text') return column;
  const read = readerOf(column);
  const dictionary = textDictionary();
  const encoder = new TextEncoder();
  const numbers = Int32Array.from({ length: column.values.size }, (_, v) => {
    const bytes = encoder.encode(String(read(v)));
    return v === 0 ? 0 : dictionary.numberOf(bytes, 0, bytes.length);
  });
  const ids = sharedInts(column.ids.length);
  for (let i = 0; i < ids.length; i++) ids[i] = numbers[column.ids[i] as number] as number;
  return { type: 'text', ids, values: dictionary.values() };
}

function sourcesOf(tables: readonly ColumnTable[], { sourceColumn, linkType }: StackPlan): Pick<RecordTable, 'sources' | 'sourceOf'> {
  const named = tables.map(({ name, size, columns }) => {
    const column = linkType === 'dedupe_only' ? undefined : columns.get(sourceColumn);
    if (column === undefined) return { names: [name], of: new Int32Array(size) };
    const read = readerOf(column);
    return { names: Array.from({ length: column.values.size }, (_, v) => (v === 0 ? name : String(read(v)))), of: column.ids };
  });
  const present = new Set(named.flatMap(({ names, of }) => [...new Set(of)].map((v) => names[v] ?? '')));
  const sources = [...present].sort((x, y) => compareCodePoints(x + BETWEEN, y + BETWEEN));
  const inside = sources.find((name, k) => k > 0 && name.startsWith(`${sources[k - 1]}${BETWEEN}`));
  if (inside !== undefined || sources.length > 0xffff)
    throw refused('linkage.source_names', `The sources cannot be told apart by their names.`, `Leave ${BETWEEN} out of the names.`);
  const sourceOf = new Uint16Array(new SharedArrayBuffer(2 * tables.reduce((rows, { size }) => rows + size, 0)));
  const numberOf = new Map(sources.map((name, number) => [name, number]));
  let from = 0;
  for (const { names, of } of named) {
    const numbers = names.map((name) => numberOf.get(name) ?? 0);
    for (let i = 0; i < of.length; i++) sourceOf[from + i] = numbers[of[i] as number] as number;
    from += of.length;
  }
  return { sources, sourceOf };
}

function checkMissing({ ids }: Column, tables: readonly ColumnTable[], name: string): void {
  const missing = ids.reduce((count, id) => count + (id === 0 ? 1 : 0), 0);
  if (missing > 0)
    throw refused(
      'linkage.id_missing',
      `${missing === 1 ? '1 record has' : `${missing} records have`} nothing in ${name}, the first is ${placeOf(ids.indexOf(0), tables)}.`,
      'Give every record an id, or name another column: unique_id_column_name.',
    );
}

/** In their order, records of one source and one id stand side by side. */
function checkRepeated(
  { ids }: Column,
  sourceOf: Uint16Array,
  order: Int32Array | null,
  tables: readonly ColumnTable[],
  name: string,
): void {
  let repeated = 0;
  let first: readonly [number, number] = [ids.length, ids.length];
  for (let k = 1; k < ids.length; k++) {
    const x = order === null ? k - 1 : (order[k - 1] as number);
    const y = order === null ? k : (order[k] as number);
    if (ids[x] !== ids[y] || sourceOf[x] !== sourceOf[y]) continue;
    repeated++;
    if (Math.max(x, y) < first[1]) first = [Math.min(x, y), Math.max(x, y)];
  }
  if (repeated > 0)
    throw refused(
      'linkage.id_repeated',
      `${name} should be unique within a source, and ${repeated === 1 ? '1 record repeats' : `${repeated} records repeat`} an id that another has, the first of them ${placeOf(first[1], tables)}, which has that of ${placeOf(first[0], tables)}.`,
      'Make the ids unique, or name another column: unique_id_column_name.',
    );
}

/** Where a record of the stack stood: its number in its table, from 1 on. */
function placeOf(position: number, tables: readonly ColumnTable[]): string {
  let from = 0;
  for (const { name, size } of tables) {
    if (position < from + size) return `record ${position - from + 1} of ${name}`;
    from += size;
  }
  throw new RangeError('That record is of no table.');
}

/** Sources one after another, each by its ids' texts: what comparing `source-__-id` comes to. */
function orderBySourceAndId({ ids, values }: Column, sourceOf: Uint16Array, sources: number): Int32Array | null {
  const byId = orderByText(ids, values as TextValues) ?? Int32Array.from(ids.keys());
  const offsets = new Int32Array(sources + 1);
  for (const source of sourceOf) offsets[source + 1] = (offsets[source + 1] as number) + 1;
  for (let s = 1; s <= sources; s++) offsets[s] = (offsets[s] as number) + (offsets[s - 1] as number);
  const order = new Int32Array(ids.length);
  for (const record of byId) {
    const source = sourceOf[record] as number;
    const place = offsets[source] as number;
    offsets[source] = place + 1;
    order[place] = record;
  }
  return order.every((record, k) => record === k) ? null : order;
}

function sourceColumnOf(sources: readonly string[], sourceOf: Uint16Array): Column {
  const dictionary = textDictionary();
  const encoder = new TextEncoder();
  const numbers = sources.map((name) => {
    const bytes = encoder.encode(name);
    return dictionary.numberOf(bytes, 0, bytes.length);
  });
  const ids = sharedInts(sourceOf.length);
  for (let i = 0; i < ids.length; i++) ids[i] = numbers[sourceOf[i] as number] as number;
  return { type: 'text', ids, values: dictionary.values() };
}

function inOrder(column: Column, order: Int32Array | null): Column {
  if (order === null) return column;
  const ids = sharedInts(order.length);
  for (let k = 0; k < order.length; k++) ids[k] = column.ids[order[k] as number] as number;
  return { ...column, ids };
}

function gathered(sourceOf: Uint16Array, order: Int32Array): Uint16Array {
  const into = new Uint16Array(new SharedArrayBuffer(2 * order.length));
  for (let k = 0; k < order.length; k++) into[k] = sourceOf[order[k] as number] as number;
  return into;
}

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
