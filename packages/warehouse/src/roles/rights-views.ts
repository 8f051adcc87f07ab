import type { Connection } from '../connect.ts';
import { identifier, literal, qualified } from '../tables/identifiers.ts';

export interface RightsView {
  readonly name: string;
  readonly describes: string;
  readonly sql: string;
}

const POINTER = '(select p.number from ops.current_publication p)';
const atPointer = (alias: string): string => `${alias}.from_publication <= ${POINTER} and ${alias}.to_publication > ${POINTER}`;

/** Rows of a large table looked up by key for each row before: fenced, so that no guess makes it a scan of the whole. */
const lookedUp = (select: string, alias: string): string => `cross join lateral (${select} and ${atPointer(alias)} offset 0)`;

/**
 * What the present login may see, always as of now: the register is looked up when somebody reads. Whatever is
 * missing gives no row. They hang on `session_user`, which nothing a session sets can change. The parts are fenced
 * (`materialized`) because every query of a reader plans them several times: unfenced, planning took .4 s.
 */
export const RIGHTS_VIEWS: readonly RightsView[] = [
  {
    name: 'governance.today',
    describes: "Today in the pipeline's zone: one row, none where the zone is not set.",
    sql: "select (now() at time zone s.value)::date as today from ops.setting s where s.name = 'time_zone'",
  },
  {
    name: 'governance.live_agreement',
    describes: 'Agreements under which data may be used today. Periods are half-open.',
    sql: `with t as materialized (select d.today from governance.today d)
select a.id, a.item_set
from governance.agreement a join governance.gateway w on w.id = a.gateway, t
where a.status = 'live' and a.from_date <= t.today and t.today < a.to_date
  and w.in_force_from <= t.today and (w.in_force_to is null or t.today < w.in_force_to)
  and a.dpias_approved and t.today <= a.dpia_review_by and a.privacy_notice_checked <= t.today`,
  },
  {
    name: 'governance.my_agreement',
    describes: 'Agreements that the grant of the present login reaches today, with the item set of the grant.',
    sql: `with t as materialized (select d.today from governance.today d),
g as materialized (
  select g.id, g.purpose, g.item_set
  from governance.reader_grant g join governance.purpose p on p.id = g.purpose, t
  where g.login = session_user and g.from_date <= t.today and t.today < g.to_date and g.terms_accepted <= t.today),
a as materialized (select l.id, l.item_set from governance.live_agreement l)
select a.id, a.item_set, g.item_set as granted_set
from g
join governance.grant_agreement ga on ga.grant_id = g.id
join a on a.id = ga.agreement
join governance.agreement_purpose ap on ap.agreement = a.id and ap.purpose = g.purpose`,
  },
  {
    name: 'governance.my_item',
    describes: 'Data items that the present login may see, by agreement.',
    sql: `with a as materialized (select m.id, m.item_set, m.granted_set from governance.my_agreement m)
select a.id as agreement, i.item
from a
join governance.item_set_item i on i.item_set = a.item_set
join governance.item_set_item gi on gi.item_set = a.granted_set and gi.item = i.item`,
  },
  {
    name: 'governance.my_cell',
    describes: 'Data items that the present login may see, with the sources whose values it may see: one row an item.',
    sql: `with i as materialized (select m.agreement, m.item from governance.my_item m)
select i.item, array_agg(s.source order by s.source) as sources from i join core.source s on s.agreement = i.agreement group by i.item`,
  },
  {
    name: 'governance.my_source',
    describes: 'Sources of which the present login may see anything.',
    sql: 'select s.source from core.source s where s.agreement in (select i.agreement from governance.my_item i)',
  },
  {
    name: 'governance.person_source',
    describes: 'Sources that deliver people, and not only flags about them.',
    sql: "select s.source from core.source s where exists (select from governance.agreement a join governance.item_set_item i on i.item_set = a.item_set where a.id = s.agreement and i.item like 'person.%')",
  },
  {
    name: 'governance.my_scopes',
    describes: 'Flows of which the present login may see anything: one row.',
    sql: "select coalesce(array_agg(s.scope), '{}') as scopes from golden.scope s where s.agreement in (select i.agreement from governance.my_item i)",
  },
  {
    name: 'governance.withheld_now',
    describes: 'Persons and records hidden from every reader at the pointer.',
    sql: `select w.kind, w.subject from governance.withheld w where w.cleared_by is null or ${POINTER} < w.cleared_by`,
  },
  {
    name: 'governance.withheld_person',
    describes: 'Persons hidden from every reader: by id, by what an id resolves to, by a record of theirs.',
    sql: `select w.subject as person_key from governance.withheld_now w where w.kind = 'person'
union all
  select h.holder from governance.withheld_now w ${lookedUp('select c.holder from link.claim c where c.person_key = w.subject', 'c')} h where w.kind = 'person'
union all
  select h.person_key from governance.withheld_now w ${lookedUp('select m.person_key from link.membership m where m.record_key = w.subject', 'm')} h where w.kind = 'record'`,
  },
  {
    name: 'governance.withheld_record',
    describes: 'Records hidden from every reader: themselves, and those of hidden persons.',
    sql: `select w.subject::int as record_key from governance.withheld_now w where w.kind = 'record'
union all
  select h.record_key from governance.withheld_person w ${lookedUp('select m.record_key from link.membership m where m.person_key = w.person_key', 'm')} h`,
  },
  {
    name: 'governance.parted_record',
    describes:
      'Records of persons who stand or ever stood under a never-link: a household or a relative in common would lead from one side to the other.',
    sql: `with n as materialized (select r.record_key from link.never_link l join core.record r on r.natural_key in (l.a, l.b)),
p as materialized (select h.person_key from n ${lookedUp('select m.person_key from link.membership m where m.record_key = n.record_key', 'm')} h)
select n.record_key from n
union all
  select h.record_key from p ${lookedUp('select m.record_key from link.membership m where m.person_key = p.person_key', 'm')} h`,
  },
];

/** What policies and readers' views look up; the rest are their parts. */
const LOOKED_UP = [
  'governance.today',
  'governance.my_cell',
  'governance.my_source',
  'governance.person_source',
  'governance.my_scopes',
  'governance.withheld_person',
  'governance.withheld_record',
  'governance.parted_record',
];

/** Makes the views of rights, owned by `gt_rights`. */
export async function createRightsViews(client: Connection): Promise<void> {
  await client.query('grant usage, create on schema governance to gt_rights');
  for (const view of RIGHTS_VIEWS) {
    await client.query(`create view ${qualified(view.name)} as ${view.sql}`);
    await client.query(`alter view ${qualified(view.name)} owner to gt_rights`);
    await client.query(`comment on view ${qualified(view.name)} is ${literal(view.describes)}`);
  }
  await client.query('revoke create on schema governance from gt_rights');
  for (const name of LOOKED_UP) await client.query(`grant select on ${qualified(name)} to ${identifier('gt_views')}`);
}
