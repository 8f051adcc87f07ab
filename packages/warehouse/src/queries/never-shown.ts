import { sql } from 'kysely';

/** Whether what a row of `governance.withheld` names is hidden now, as readers' views have it: a withdrawn publication hides it again. */
export const isHidden = sql`(w.cleared_by is null or w.cleared_by > (select number from ops.current_publication))`;

/** Whether a never-link, lifted or not, has ever stood between two records: what is said of the one must then not lead to the other. */
export const everParted = (one: ReturnType<typeof sql.ref>, other: ReturnType<typeof sql.ref>) => sql`exists (
  select from core.record o join link.never_link n on o.natural_key in (n.a, n.b)
  join core.record t on t.natural_key = case when n.a = o.natural_key then n.b else n.a end
  where o.record_key = ${one} and t.record_key = ${other})`;
