import type { Column } from '@golden-thread/shapes/columns';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { keyOf } from '../expression/print.ts';
import { columnsOf } from '../expression/walk.ts';
import type { CountedBy, LinkagePlan, PlannedRule } from '../plan/linkage-plan.ts';
import { prepare } from '../prepare/prepare.ts';
import type { Prepared, RecordTable } from '../prepare/prepared.ts';
import { memberCombinations } from './member-combinations.ts';
import type { RecordKeys } from './rule-key.ts';

/** Records once for each member of their lists (each combination of members, of several lists), prepared for one rule. */
export interface UnnestedRecords {
  readonly prepared: Prepared;
  /** The record of each unnested one, ascending. */
  readonly ownerOf: Int32Array;
  /** Those of record *i* are `starts[i]` up to `starts[i + 1] - 1`. */
  readonly starts: Int32Array;
}

/**
 * Records as SQL's `unnest` of a rule's list columns gives them: a record whose list is null or empty is gone, a null member
 * is a null.
 * @throws DeclarationError `linkage.explode_not_list`
 */
export function unnestedRecords(prepared: Prepared, rule: PlannedRule, countedBy: CountedBy): UnnestedRecords {
  const exploded = new Map(rule.explode.map((name) => [name, columnNamed(prepared, name)]));
  const { owners, members } = memberCombinations(
    prepared.size,
    rule.explode.map((name) => listOf(exploded.get(name), name, rule)),
  );
  const columns = new Map<string, Column>();
  for (const name of new Set(rule.condition === null ? [] : columnsOf(rule.condition).map((column) => column.name))) {
    const column = columnNamed(prepared, name);
    if (column === undefined) continue;
    const list = rule.explode.indexOf(name);
    columns.set(name, list < 0 ? { ...column, ids: gathered(column.ids, owners) } : memberColumn(column, members[list] as Int32Array));
  }
  const records: RecordTable = {
    size: owners.length,
    sources: prepared.sources,
    sourceOf: Uint16Array.from(owners, (owner) => prepared.sourceOf[owner] as number),
    uniqueIds: { type: 'integer', ids: owners, values: { kind: 'number', size: 1, numbers: Float64Array.of(Number.NaN) } },
    columns,
  };
  return {
    prepared: prepare(records, planOf({ ...rule, explode: [] }, countedBy)),
    ownerOf: owners,
    starts: startsOf(owners, prepared.size),
  };
}

const columnNamed = (prepared: Prepared, name: string): Column | undefined =>
  prepared.columns.get(keyOf({ kind: 'column', name, side: null }));

function listOf(column: Column | undefined, name: string, rule: PlannedRule): RecordKeys {
  if (column?.values.kind === 'list')
    return { kind: 'several', ids: column.ids, starts: column.values.starts, members: column.values.members };
  throw new DeclarationError({
    code: 'linkage.explode_not_list',
    message: `Blocking rule ${rule.text} explodes column ${name}, which does not hold lists.`,
    remedy: `Take ${name} out of arrays_to_explode, or give the column a list type under column_types.`,
  });
}

function memberColumn({ type, values }: Column, ids: Int32Array): Column {
  if (values.kind !== 'list') throw new TypeError('Only lists have members.');
  return { type: type.replace('[]', '') as Column['type'], ids, values: values.of };
}

function gathered(ids: Int32Array, owners: Int32Array): Int32Array {
  const own = new Int32Array(new SharedArrayBuffer(4 * owners.length));
  for (let u = 0; u < owners.length; u++) own[u] = ids[owners[u] as number] as number;
  return own;
}

function startsOf(owners: Int32Array, records: number): Int32Array {
  const starts = new Int32Array(new SharedArrayBuffer(4 * (records + 1)));
  let next = 0;
  for (let i = 0; i <= records; i++) {
    while (next < owners.length && (owners[next] as number) < i) next++;
    starts[i] = next;
  }
  return starts;
}

/** A plan of nothing but the rule. */
function planOf(rule: PlannedRule, countedBy: CountedBy): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy,
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.5,
    comparisons: [],
    rules: [rule],
    training: null,
    convergence: 0,
    iterations: 0,
    additionalColumns: [],
  };
}
