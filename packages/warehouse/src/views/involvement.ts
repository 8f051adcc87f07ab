import { atPointer, MY_CELLS, notShared, plausibleDate, shown } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';
import { SOURCE_STANDING } from './source-standing.ts';

const CASE_ITEMS = ['service', 'organisation', 'opened', 'closed', 'lead_professional', 'lead_contact'] as const;
const anyCase = `coalesce((select array_agg(distinct source) from my m, unnest(m.sources) source where m.item like 'case.%'), '{}')`;
const ofCase = (item: (typeof CASE_ITEMS)[number], value = `i.${item}`): string => shown(`case.${item}`, 'i.source', value);

/** Who is involved with a person, and whom to ask: every shared source that knows the person, with its cases where it shares them. */
export const personInvolvement: ReaderView = {
  name: 'bi_core.person_involvement',
  describes:
    'Who is involved with a person and whom to ask: each case with its lead professional, and each further source that knows the person.',
  row: "a person's case, or a person and a source that shares no case of the person",
  before: `${MY_CELLS.trimEnd()},\nstanding as materialized (select * from ${SOURCE_STANDING} o)\n`,
  columns: [
    column('person', 'text', 'The person, as in dim_person.', 'i.person'),
    column('source', 'text', 'Source that is involved, as in dim_source.', 's.name'),
    column('source_label', 'text', 'Name of the source that people know.', 's.label'),
    column('source_organisation', 'text', 'Organisation that provides it, as in dim_organisation.', 's.organisation'),
    column(
      'status',
      'text',
      'open or closed, of a case; null where that is not shared; known: the source knows the person, and shares no case.',
      `case when i.reference is null then 'known'
    when coalesce(i.source <> all (select unnest(m.sources) from my m where m.item = 'case.closed'), true) then null
    when i.closed is null or i.closed > (select t.today from governance.today t) then 'open' else 'closed' end`,
    ),
    column('service', 'text', 'Service within which the case was raised.', ofCase('service'), 'case.service'),
    column('organisation', 'text', 'Organisation that manages the service.', ofCase('organisation'), 'case.organisation'),
    column('opened', 'date', 'When the case was opened.', ofCase('opened', plausibleDate('i.opened')), 'case.opened'),
    column('closed', 'date', 'When it was closed.', ofCase('closed', plausibleDate('i.closed')), 'case.closed'),
    column('lead_professional', 'text', 'Lead professional.', ofCase('lead_professional'), 'case.lead_professional'),
    column('lead_contact', 'text', 'How to reach the lead professional.', ofCase('lead_contact'), 'case.lead_contact'),
    column('as_at', 'date', 'Date of the last delivery of the source that was taken.', plausibleDate('s.last_delivered')),
    column('freshness', 'text', 'The source is fresh, late or stale.', 's.freshness'),
    column(
      'not_shared',
      'text',
      'Columns of a case that are not shared with this login, separated by commas.',
      `case when i.reference is not null then ${notShared(CASE_ITEMS.map((item) => ({ item: `case.${item}`, name: item, source: 'i.source' })))} end`,
    ),
  ],
  from: `from (
  select m.person, r.source, f.reference, f.service, f.organisation, f.opened, f.closed, f.lead_professional, f.lead_contact
  from core.case_version f
  join core.record r on r.record_key = f.record_key
  join link.membership m on m.record_key = f.record_key
  where ${atPointer('f')} and ${atPointer('m')} and (r.source = any (${anyCase}))::int <> 0
  union all
  select distinct m.person, r.source, null, null, null, null::date, null::date, null, null
  from link.membership m
  join core.record r on r.record_key = m.record_key
  where ${atPointer('m')} and not exists (
    select from link.membership o join core.case_version f on f.record_key = o.record_key join core.record x on x.record_key = o.record_key
    where o.person_key = m.person_key and x.source = r.source and ${atPointer('o')} and ${atPointer('f')} and (x.source = any (${anyCase}))::int <> 0)) i
join standing s on s.source = i.source`,
};
