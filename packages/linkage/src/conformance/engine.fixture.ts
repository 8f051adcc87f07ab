import type { ColumnTable, ColumnType, ColumnValue } from '@golden-thread/shapes/columns';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import { readSettings } from '../plan/read-settings.ts';
import { startingParameters } from '../plan/starting-parameters.ts';
import { prepare } from '../prepare/prepare.ts';
import type { RecordTable } from '../prepare/prepared.ts';
import { stackRecords } from '../records/stack-records.ts';
import type { Model } from '../score/predict.ts';
import { termFrequenciesOf } from '../score/term-frequencies.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { type EngineRunner, inlineRunner } from '../workers/runner.ts';
import { type Cell, type End, numberOf, type RecordedCase, type Version } from './recorded.fixture.ts';

/** A recorded case in our engine. */
export interface EngineCase {
  readonly plan: LinkagePlan;
  readonly records: RecordTable;
  readonly runner: EngineRunner;
  /** The settings' own parameters, defaults where they have none. */
  readonly model: Model;
  /** Each record as the recorder writes it. */
  readonly ends: readonly End[];
}

/** As DuckDB counts under each version of Splink. */
const COUNTED_BY = { '4.0.17': 'bytes', '5.0.0': 'code_points' } as const;

/** The case as the engine has it; `also` goes into the settings, `more` beside the tables. */
export function engineCase(one: RecordedCase, version: Version, also: object = {}, more: readonly ColumnTable[] = []): EngineCase {
  const plan = readSettings({ ...one.settings, counted_by: COUNTED_BY[version], ...also });
  const tables = [...one.tables.map((table) => tableOf(one, table.name, table.rows)), ...more];
  const records = stackRecords(tables, {
    uniqueIdColumn: plan.uniqueIdColumn,
    sourceColumn: plan.sourceColumn,
    linkType: plan.linkType,
  });
  const prepared = prepare(records, plan, columnsOfCase(one));
  const runner = inlineRunner({ prepared, plan });
  return {
    plan,
    records,
    runner,
    model: { parameters: startingParameters(plan), shares: termFrequenciesOf(prepared, plan) },
    ends: endsOf(one, records),
  };
}

export function tableOf({ columns }: RecordedCase, name: string, rows: readonly (readonly Cell[])[]): ColumnTable {
  const types = Object.fromEntries(columns.map(([column, type]) => [column, TYPES[type]]));
  const objects = rows.map((cells) =>
    Object.fromEntries(columns.map(([column, type], at) => [column, cellValue(cells[at] ?? null, type)])),
  );
  return tableOfRows(name, objects, types);
}

const TYPES: Readonly<Record<RecordedCase['columns'][number][1], ColumnType>> = {
  text: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
  'text[]': 'text[]',
  'number[3]': 'number[]',
};

function cellValue(cell: Cell, type: RecordedCase['columns'][number][1]): ColumnValue {
  if (cell === null) return null;
  if (type === 'date') return Date.parse(`${String(cell)}T00:00:00Z`) / 1000;
  return type === 'number' && typeof cell === 'string' ? numberOf(cell) : cell;
}

/** Every column, so that labels and truths are there to be asked for. */
function columnsOfCase({ columns }: RecordedCase) {
  return columns.filter(([name]) => name !== 'unique_id').map(([name]) => ({ kind: 'column', name, side: null }) as const);
}

function endsOf(one: RecordedCase, { uniqueIds, sourceOf, sources, size }: RecordTable): readonly End[] {
  const whole = one.columns.some(([name, type]) => name === 'unique_id' && type === 'integer');
  const { values, ids } = uniqueIds;
  if (values.kind !== 'text') throw new TypeError('Unique ids are texts.');
  const decoder = new TextDecoder();
  return Array.from({ length: size }, (_, record) => {
    const id = ids[record] ?? 0;
    const text = decoder.decode(values.bytes.slice(values.starts[id], values.starts[id + 1]));
    const named = whole ? Number(text) : text;
    return one.tables.length > 1 ? [sources[sourceOf[record] ?? 0] ?? '', named] : named;
  });
}
