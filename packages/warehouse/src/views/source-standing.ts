import { atPointer, POINTER } from './expressions.ts';

const AS_OF = `(select case when z.value = 'publication' then (select n.business_date from ops.publication n where n.number = ${POINTER}) else (select t.today from governance.today t) end from ops.setting z where z.name = 'freshness_as_of')`;
const MY_SOURCES = "coalesce((select array_agg(m.source) from governance.my_source m), '{}')";
const PERSON_SOURCES = "coalesce((select array_agg(m.source) from governance.person_source m), '{}')";
const NEXT =
  "(d.last + case s.cadence when 'day' then interval '1 day' when 'week' then interval '7 days' when 'month' then interval '1 month' else interval '4 months' end)::date";

/**
 * A subquery: every source that delivers people, whether the present login may see any of it, when it last delivered
 * within the pointer's chain, and whom it covers. A source that is not shared tells nothing more than its name.
 * *Freshness*: stale beyond the days it declares, late beyond the day it was next expected, else fresh.
 */
export const SOURCE_STANDING = `(
  select s.source, s.name, s.label, s.organisation, s.agreement, s.dataset, s.cadence, s.arrives_by, s.stale_after_days,
         x.shared, d.last as last_delivered, ${NEXT} as next_expected,
         case when not x.shared then null
              when d.last is null or ${AS_OF} - d.last > s.stale_after_days then 'stale'
              when ${AS_OF} > ${NEXT} then 'late' else 'fresh' end as freshness,
         v.source is not null as covers, v.population, v.area, v.born_from, v.born_to,
         (select coalesce(array_agg(f.scope), '{}') from golden.scope f where f.source = s.source) as scopes,
         (select string_agg(ap.purpose, ', ' order by ap.purpose) from governance.agreement_purpose ap where ap.agreement = s.agreement) as purposes
  from core.source s
  cross join lateral (select (s.source = any (${MY_SOURCES})) as shared) x
  left join core.coverage v on v.source = s.source and x.shared and ${atPointer('v')}
  left join (
    select e.source, max(e.file_date) as last
    from ops.delivery e
    join ops.delivery_run er on er.delivery = e.delivery and er.state = 'taken'
    join ops.publication n on n.run = er.run and n.status = 'published' and n.number <= ${POINTER}
    group by e.source) d on d.source = s.source
  where s.source = any (${PERSON_SOURCES})
)`;
