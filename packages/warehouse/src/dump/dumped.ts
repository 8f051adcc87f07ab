import { SETTINGS_TABLES } from '../roles/settings-tables.ts';
import type { Column } from '../tables/column.ts';
import { identifier, qualified } from '../tables/identifiers.ts';
import { PLAIN_TABLES } from '../tables/plain.ts';
import { VERSIONED_TABLES } from '../versioned/tables.ts';
import { LEFT_OUT_COLUMNS, LEFT_OUT_TABLES } from './left-out.ts';
import {
  delivery,
  digest,
  NAMES,
  OF_A_RUN,
  publication,
  type Render,
  record,
  records,
  renderOf,
  run,
  scopes,
  source,
  sources,
  subject,
} from './render.ts';

export interface DumpedTable {
  readonly name: string;
  /** Columns in print, in order. */
  readonly columns: readonly string[];
  /** Gives one text per column, in a total order. */
  readonly query: string;
}

/** Columns that are printed as what they stand for. */
const RENDERS: Readonly<Record<string, Readonly<Record<string, Render>>>> = {
  'ops.current_publication': { number: publication },
  'ops.run': { base: publication, publication },
  'ops.step': { run },
  'ops.publication': { number: publication, run, base: publication },
  'ops.delivery': { source },
  'ops.delivery_run': { delivery, run },
  'ops.delivery_content': { delivery },
  'ops.rejection': { delivery },
  'ops.acceptance': { run, delivery },
  'ops.quarantine': { delivery, run, cells: digest },
  'ops.gate': { run, delivery },
  'core.person_version': { record_key: record, delivery },
  'core.case_version': { record_key: record, delivery },
  'core.event_version': { record_key: record, delivery },
  'core.household_version': { record_key: record, delivery },
  'core.relationship_version': { record_key: record, delivery },
  'core.flag_version': { record_key: record, delivery },
  'core.coverage': { source },
  'core.record': { source },
  'golden.scope': { source },
  'golden.person': { record_key: records, source: sources, scopes },
  'golden.further_value': { record_key: record, source },
  'link.never_link': { flag: record, cleared_by: publication },
  'link.edge': { a: record, b: record },
  'link.membership': { record_key: record, via_record: record },
  'link.claim': { anchor: record, minted: publication },
  'link.claim_bar': { record_key: record },
  'link.person_lineage': { night: publication },
  'link.review_item': { a: record, b: record },
  'governance.withheld': { subject, cleared_by: publication },
};

/** Rows that a dump prints, where not all. */
const CONDITIONS: Readonly<Record<string, string>> = {
  'ops.run': `t.${OF_A_RUN}`,
  'ops.step': `t.${OF_A_RUN}`,
  'ops.publication': "t.status <> 'undone'",
  'ops.delivery_run': `t.${OF_A_RUN}`,
  'ops.acceptance': `t.${OF_A_RUN}`,
  'ops.quarantine': `t.${OF_A_RUN}`,
  'ops.gate': `t.${OF_A_RUN}`,
};

const BOUNDS: readonly Column[] = [
  { name: 'from_publication', type: 'integer', required: true, comment: '' },
  { name: 'to_publication', type: 'integer', required: true, comment: '' },
];

/** Every table that a dump prints. */
export const DUMPED_TABLES: readonly DumpedTable[] = [
  ...[...PLAIN_TABLES, ...SETTINGS_TABLES]
    .filter((table) => LEFT_OUT_TABLES[table.name] === undefined)
    .map((table) => dumped(table.name, table.columns, {})),
  ...VERSIONED_TABLES.map((table) =>
    dumped(table.name, [...table.columns, ...BOUNDS], { from_publication: publication, to_publication: publication }),
  ),
];

function dumped(name: string, all: readonly Column[], bounds: Readonly<Record<string, Render>>): DumpedTable {
  const leftOut = LEFT_OUT_COLUMNS[name] ?? {};
  const columns = all.filter((column) => leftOut[column.name] === undefined);
  const renders = { ...bounds, ...RENDERS[name] };
  const printed = columns.map(
    (column) => `(${(renders[column.name] ?? renderOf(column.type))(column.name)})::text collate "C" as ${identifier(column.name)}`,
  );
  const order = columns.map((_, place) => String(place + 1)).join(', ');
  const condition = CONDITIONS[name] === undefined ? '' : ` where ${CONDITIONS[name]}`;
  return {
    name,
    columns: columns.map((column) => column.name),
    query: `${NAMES} select ${printed.join(', ')} from ${qualified(name)} t${condition} order by ${order}`,
  };
}
