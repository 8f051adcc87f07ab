import type { Connection } from '../connect.ts';
import { identifier, qualified } from '../tables/identifiers.ts';
import type { RoleName } from './role-names.ts';
import { READ_BY_VIEWS, TABLE_GRANTS } from './table-grants.ts';

/**
 * Conditions are written `(…)::int <> 0` or `<> 1` so that the planner does not take them for rare (as plain
 * conditions a star query took 181 s instead of .6), and look their sets up once, by a hashed `in`.
 */
const shared = '(scopes && (select s.scopes from governance.my_scopes s))::int <> 0';
const ownSource = '(source in (select s.source from governance.my_source s))::int <> 0';
const notWithheld = (column: string): string => `(${column} in (select w.person_key from governance.withheld_person w))::int <> 1`;
const recordNotWithheld = '(record_key in (select w.record_key from governance.withheld_record w))::int <> 1';

const recordNotParted = '(record_key in (select p.record_key from governance.parted_record p))::int <> 1';

/** Row conditions of the readers' views; a table without one here has every row for them. */
const VIEW_CONDITIONS: Readonly<Record<string, string>> = {
  'golden.person': `${shared} and ${notWithheld('person_key')}`,
  'golden.further_value': `${notWithheld('person_key')} and ${recordNotWithheld}`,
  'link.membership': notWithheld('person_key'),
  'link.person_lineage': `${notWithheld('person_key')} and ${notWithheld('other')}`,
  'core.record': ownSource,
  'core.person_version': recordNotWithheld,
  'core.case_version': recordNotWithheld,
  'core.event_version': recordNotWithheld,
  'core.household_version': `${recordNotWithheld} and ${recordNotParted}`,
  'core.relationship_version': `${recordNotWithheld} and ${recordNotParted}`,
  'ops.delivery': ownSource,
};

const RIGHTS_CONDITIONS: Readonly<Record<string, string>> = { 'governance.reader_grant': 'login = session_user' };

export interface RowPolicy {
  readonly table: string;
  readonly role: RoleName;
  readonly command: 'all' | 'select' | 'insert';
  readonly condition: string;
}

/** Every policy, made from the grants: a role that may touch a table read by a view needs one there. */
export const ROW_POLICIES: readonly RowPolicy[] = TABLE_GRANTS.filter((grant) => READ_BY_VIEWS.includes(grant.table)).map(
  ({ table, to, privileges }) => ({
    table,
    role: to,
    command: to === 'gt_night' ? 'all' : privileges.includes('insert') ? 'insert' : 'select',
    condition: (to === 'gt_views' ? VIEW_CONDITIONS[table] : to === 'gt_rights' ? RIGHTS_CONDITIONS[table] : undefined) ?? 'true',
  }),
);

/** Row-level security on, not forced: forced, an owner's migration silently changes nothing and pg_dump breaks. */
export async function createPolicies(client: Connection): Promise<void> {
  for (const table of READ_BY_VIEWS) await client.query(`alter table ${qualified(table)} enable row level security`);
  for (const { table, role, command, condition } of ROW_POLICIES) {
    const clauses =
      command === 'insert'
        ? `with check (${condition})`
        : command === 'all'
          ? `using (${condition}) with check (${condition})`
          : `using (${condition})`;
    await client.query(
      `create policy ${identifier(`${role}_${command}`)} on ${qualified(table)} for ${command} to ${identifier(role)} ${clauses}`,
    );
  }
}
