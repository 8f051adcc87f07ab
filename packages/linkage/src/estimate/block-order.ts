import type { RuleIndex } from '../candidates/rule-index.ts';
import type { Expression } from '../expression/expression.ts';
import { keyOf } from '../expression/print.ts';
import { columnsOf } from '../expression/walk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { recordParts } from '../prepare/record-parts.ts';
import type { TaskContext } from '../workers/task.ts';
import { blocksOfEach, pairsInBlocks } from './drawn-blocks.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { sharedInts, sharedRange } from './record-groups.ts';

/** Records by number, and an index whose numbers they are. */
export interface IndexedRecords {
  readonly prepared: Prepared;
  readonly index: RuleIndex;
}

/** So few pairs are counted before their records are put in order. */
const WORTH_ORDERING = 1_000_000;

/** Numbers of some records, one after another. */
export function gatherTask(_context: TaskContext, ids: Int32Array, { records }: { readonly records: Int32Array }): Int32Array {
  const gathered = sharedInts(records.length);
  for (let k = 0; k < records.length; k++) gathered[k] = ids[records[k] as number] as number;
  return gathered;
}

/**
 * The records of an index in the order in which their blocks hold them, so that who reads the pairs of a block reads memory
 * one after another: pairs, counted only, are the same. As they stand where the index has several alternatives, or few pairs.
 */
export async function inBlockOrder(
  runner: EstimateRunner,
  index: RuleIndex,
  active: readonly number[],
  worthOrdering = WORTH_ORDERING,
): Promise<IndexedRecords> {
  const { prepared, plan } = runner;
  const [only, ...more] = index.alternatives;
  const ordered = only === undefined || more.length > 0 ? null : blocksOfEach(only);
  if (ordered === null || pairsInBlocks(ordered) < worthOrdering) return { prepared, index };
  const { records } = ordered.left;
  const keys = keysRead(
    active.map((c) => plan.comparisons[c] as PlannedComparison),
    index,
  );
  const columns = [...prepared.columns].filter(([key]) => keys.has(key));
  const shared = [...prepared.shared];
  const ids = await runner.run(
    'gatherIds',
    [...columns.map(([, column]) => column.ids), ...shared.flatMap(([, { left, right }]) => [left, right])],
    undefined,
    { records },
  );
  const at = (k: number): Int32Array => ids[k] as Int32Array;
  const range = { ...ordered.left, records: sharedRange(records.length) };
  return {
    prepared: {
      ...prepared,
      size: records.length,
      sourceOf: gatheredSources(prepared.sourceOf, records),
      columns: new Map(columns.map(([key, column], k) => [key, { ...column, ids: at(k) }])),
      shared: new Map(
        shared.map(([key, { size }], k) => [key, { left: at(columns.length + 2 * k), right: at(columns.length + 2 * k + 1), size }]),
      ),
    },
    index: { ...index, alternatives: [{ ...ordered, left: range, right: range }] },
  };
}

/** Keys of the expressions of one record that comparisons and the rule's condition read, and their columns. */
function keysRead(comparisons: readonly PlannedComparison[], { alternatives }: RuleIndex): ReadonlySet<string> {
  const keys = new Set<string>();
  const add = (condition: Expression): void => {
    recordParts(condition, (part) => keys.add(keyOf(part)));
    for (const { name } of columnsOf(condition)) addColumn(name);
  };
  const addColumn = (name: string): void => void keys.add(keyOf({ kind: 'column', name, side: null }));
  for (const { levels } of comparisons) {
    for (const { condition, termFrequency } of levels) {
      if (condition !== null) add(condition);
      if (termFrequency !== null) addColumn(termFrequency.column);
    }
  }
  for (const { further } of alternatives) if (further !== null) add(further.condition);
  return keys;
}

function gatheredSources(sourceOf: Uint16Array, records: Int32Array): Uint16Array {
  const gathered = new Uint16Array(new SharedArrayBuffer(2 * records.length));
  for (let k = 0; k < records.length; k++) gathered[k] = sourceOf[records[k] as number] as number;
  return gathered;
}
