import type { ColumnValue } from '@golden-thread/shapes/columns';
import { parseExpression } from '../expression/parse.ts';
import type { LinkagePlan, PlannedComparison, PlannedRule } from '../plan/linkage-plan.ts';
import { columnOfValues } from '../prepare/column-of-values.ts';
import { prepare } from '../prepare/prepare.ts';
import type { Prepared, RecordTable } from '../prepare/prepared.ts';
import { type EstimateRunner, estimateTasks } from './estimate-tasks.ts';

/** Records for tests: plain values by column, and each record's source. They are taken in the order given, source by source. */
export interface PlainRecords {
  readonly columns: Readonly<Record<string, readonly ColumnValue[]>>;
  readonly sources?: readonly number[];
}

export function recordsOf({ columns, sources }: PlainRecords): RecordTable {
  const size = Object.values(columns)[0]?.length ?? 0;
  const of = Int32Array.from({ length: size }, (_, i) => i);
  const sourceOf = Uint16Array.from({ length: size }, (_, i) => sources?.[i] ?? 0);
  const names = Array.from({ length: Math.max(0, ...sourceOf) + 1 }, (_, s) => `s${s}`);
  return {
    size,
    sources: names,
    sourceOf,
    uniqueIds: columnOfValues(of, Array.from(of, String), 'text'),
    columns: new Map(Object.entries(columns).map(([name, values]) => [name, columnOfValues(of, values, null)])),
  };
}

/** A comparison of levels as they stand in settings, best first; the first is the null level unless `nullLevel` is false. */
export function comparisonOf(name: string, conditions: readonly string[], nullLevel = true): PlannedComparison {
  const flags = { m: null, u: null, fixM: false, fixU: false, termFrequency: null };
  const levels = [...conditions.map((text) => parseExpression(text, 'level')), null];
  return {
    name,
    describes: name,
    levels: levels.map((condition, k) => ({
      ...flags,
      label: conditions[k] ?? 'else',
      condition,
      gamma: nullLevel && k === 0 ? -1 : levels.length - 1 - k,
    })),
  };
}

export const ruleOf = (text: string): PlannedRule => ({ text, condition: parseExpression(text, 'rule'), explode: [] });

export function planOf(comparisons: readonly PlannedComparison[], more: Partial<LinkagePlan> = {}): LinkagePlan {
  return {
    linkType: 'dedupe_only',
    sourcePairs: null,
    countedBy: 'code_points',
    columnTypes: {},
    uniqueIdColumn: 'unique_id',
    sourceColumn: 'source_dataset',
    lambda: 0.01,
    comparisons,
    rules: [],
    training: null,
    convergence: 0.0001,
    iterations: 25,
    additionalColumns: [],
    ...more,
  };
}

/** Does every task at once, in this thread. */
export function runnerOf(plan: LinkagePlan, records: PlainRecords): EstimateRunner {
  return runnerFor(plan, prepare(recordsOf(records), plan));
}

export function runnerFor(plan: LinkagePlan, prepared: Prepared): EstimateRunner {
  return {
    prepared,
    plan,
    async run(task, inputs, onDone, shared) {
      const work = estimateTasks[task] as (context: EstimateRunner, input: unknown, shared: unknown) => never;
      return inputs.map((input, i) => {
        onDone?.(i + 1, inputs.length);
        return work(this, input, shared);
      });
    },
  };
}
