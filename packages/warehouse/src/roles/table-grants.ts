import { PLAIN_TABLES } from '../tables/plain.ts';
import { VERSIONED_TABLES } from '../versioned/tables.ts';
import type { RoleName } from './role-names.ts';
import { SETTINGS_TABLES } from './settings-tables.ts';

export interface TableGrant {
  /** Table, never a partition. */
  readonly table: string;
  readonly to: RoleName;
  readonly privileges: readonly ('select' | 'insert' | 'update' | 'delete')[];
  /** The only columns that the privileges are for; all when left out. */
  readonly columns?: readonly string[];
}

/** Tables in which the night may do less than read, insert, update and delete. */
const NIGHT_LIMITS: Readonly<Record<string, TableGrant['privileges']>> = {
  'audit.entry': ['select', 'insert'],
  'core.record': ['select', 'insert'],
  'core.source': ['select', 'insert', 'update'],
  'golden.attribute': ['select', 'insert'],
  'golden.scope': ['select', 'insert'],
  'link.judgement': ['select', 'insert', 'update'],
  'link.never_link': ['select', 'insert', 'update'],
  'ops.database': ['select'],
  'ops.lease': ['select'],
  'ops.policy': ['select', 'insert', 'update'],
  'ops.publication': ['select', 'insert', 'update'],
  'ops.run': ['select', 'insert', 'update'],
};

const AUDITED = [
  'audit.entry',
  'ops.run',
  'ops.run_input',
  'ops.step',
  'ops.gate',
  'ops.publication',
  'ops.current_publication',
  'ops.acceptance',
  'ops.rejection',
  'ops.policy',
  'link.judgement',
  'link.never_link',
];

/** What `gt_views` may read: the columns that views show or join by, and no more. */
const VIEWED: Readonly<Record<string, readonly string[] | 'all'>> = {
  'golden.person': 'all',
  'golden.further_value': 'all',
  'golden.attribute': 'all',
  'golden.rule': 'all',
  'golden.scope': 'all',
  'core.source': 'all',
  'core.coverage': 'all',
  'core.record': ['record_key', 'source'],
  'core.person_version': ['record_key', 'delivery', 'true_at', 'from_publication', 'to_publication'],
  'core.case_version': 'all',
  'core.event_version': 'all',
  'core.household_version': 'all',
  'core.relationship_version': 'all',
  'link.membership': 'all',
  'link.person_lineage': 'all',
  'ops.current_publication': 'all',
  'ops.publication': 'all',
  'ops.delivery': ['delivery', 'source', 'file_date', 'first_seen'],
  'ops.delivery_run': ['delivery', 'run', 'state'],
  'ops.setting': 'all',
  'governance.organisation': 'all',
  'governance.agreement_purpose': 'all',
};

/** What `gt_rights` may read to say what the present login may see, and whom nobody sees. */
const WEIGHED: Readonly<Record<string, readonly string[] | 'all'>> = {
  'governance.purpose': 'all',
  'governance.gateway': 'all',
  'governance.agreement': 'all',
  'governance.agreement_purpose': 'all',
  'governance.item_set_item': 'all',
  'governance.reader_grant': 'all',
  'governance.grant_agreement': 'all',
  'governance.withheld': 'all',
  'core.source': ['source', 'agreement'],
  'golden.scope': 'all',
  'link.membership': ['record_key', 'person_key', 'from_publication', 'to_publication'],
  'link.claim': ['person_key', 'holder', 'from_publication', 'to_publication'],
  'link.never_link': ['a', 'b'],
  'core.record': ['record_key', 'natural_key'],
  'ops.current_publication': 'all',
  'ops.setting': 'all',
};

/** Every privilege on a table that any role but the owner has. */
export const TABLE_GRANTS: readonly TableGrant[] = [
  ...VERSIONED_TABLES.map(
    (table): TableGrant => ({ table: table.name, to: 'gt_night', privileges: ['select', 'insert', 'update', 'delete'] }),
  ),
  ...[...PLAIN_TABLES, ...SETTINGS_TABLES].map(
    (table): TableGrant => ({
      table: table.name,
      to: 'gt_night',
      privileges: NIGHT_LIMITS[table.name] ?? ['select', 'insert', 'update', 'delete'],
    }),
  ),
  // FOR SHARE needs UPDATE on some column; the epoch is written by the take-over function alone.
  { table: 'ops.lease', to: 'gt_night', privileges: ['update'], columns: ['seen'] },
  ...[...PLAIN_TABLES, ...SETTINGS_TABLES, ...VERSIONED_TABLES].map(
    (table): TableGrant => ({ table: table.name, to: 'gt_console', privileges: ['select'] }),
  ),
  ...['audit.entry', 'link.judgement', 'link.never_link', 'governance.withheld', 'ops.acceptance', 'ops.rejection'].map(
    (table): TableGrant => ({ table, to: 'gt_console', privileges: ['insert'] }),
  ),
  ...AUDITED.map((table): TableGrant => ({ table, to: 'gt_auditor', privileges: ['select'] })),
  ...columnGrants(VIEWED, 'gt_views'),
  ...columnGrants(WEIGHED, 'gt_rights'),
];

/** Tables that a reader's view reads, directly or through `governance`: row-level security is on for each. */
export const READ_BY_VIEWS: readonly string[] = [...new Set([...Object.keys(VIEWED), ...Object.keys(WEIGHED)])].sort();

function columnGrants(tables: Readonly<Record<string, readonly string[] | 'all'>>, to: RoleName): TableGrant[] {
  return Object.entries(tables).map(([table, columns]) => ({
    table,
    to,
    privileges: ['select'],
    ...(columns === 'all' ? {} : { columns }),
  }));
}
