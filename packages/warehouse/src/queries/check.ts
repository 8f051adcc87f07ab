import { OPEN } from '@golden-thread/shapes/references';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What the gates measure on a night that nobody sees yet. */
export interface NightMeasures {
  readonly persons: number;
  readonly persons_before: number;
  /** Ids of the base that were merged, split or moved. */
  readonly ids_changed: number;
  /** Records of the largest person. */
  readonly largest: number;
  /** Never-links whose two records are one person. */
  readonly never_link_paths: number;
}

export async function measureNight(db: Db, publication: number, base: number, instant: string): Promise<NightMeasures> {
  const { rows } = await sql<NightMeasures>`
    select (select count(*)::int from golden.person where to_publication = ${OPEN}) as persons,
      (select count(*)::int from golden.person where from_publication <= ${base} and to_publication > ${base}) as persons_before,
      (select count(distinct person_key)::int from link.person_lineage where night = ${publication} and to_publication = ${OPEN} and kind in ('merged', 'split', 'redirected', 'moved')) as ids_changed,
      (select coalesce(max(n), 0)::int from (select count(*) as n from link.membership where to_publication = ${OPEN} group by person_key) as sizes) as largest,
      (select count(*)::int from link.never_link l join core.record ra on ra.natural_key = l.a join core.record rb on rb.natural_key = l.b
        join link.membership ma on ma.record_key = ra.record_key and ma.to_publication = ${OPEN}
        join link.membership mb on mb.record_key = rb.record_key and mb.to_publication = ${OPEN}
        where ma.person_key = mb.person_key and l.raised_at <= ${instant}::timestamptz and (l.lifted_at is null or l.lifted_at > ${instant}::timestamptz)) as never_link_paths`.execute(
    db,
  );
  const row = rows[0];
  if (row === undefined) throw new TypeError('no measures');
  return row;
}

export interface IntegrityFault {
  readonly what: string;
  readonly rows: number;
}

/** Rows that refer to rows that are not there: these tables have no foreign keys. Only what is not 0. Each table is read once. */
export async function integrityFaults(db: Db): Promise<readonly IntegrityFault[]> {
  const live = sql.lit(OPEN);
  const { rows } = await sql<IntegrityFault>`
    with record as materialized (select record_key from core.person_version where to_publication = ${live}),
    member as materialized (select record_key, person_key from link.membership where to_publication = ${live}),
    holder as materialized (select distinct person_key from member),
    golden as materialized (select person_key from golden.person where to_publication = ${live})
    select what, rows::int as rows from (
      select 'records without a person' as what, (select count(*) from record r
        where not exists (select from member m where m.record_key = r.record_key)) as rows
      union all select 'memberships of records that are gone', (select count(*) from member m
        where not exists (select from record r where r.record_key = m.record_key))
      union all select 'persons without a golden record', (select count(*) from holder h
        where not exists (select from golden g where g.person_key = h.person_key))
      union all select 'golden records without a member', (select count(*) from golden g
        where not exists (select from holder h where h.person_key = g.person_key))
      union all select 'further values of nobody', (select count(*) from golden.further_value f where f.to_publication = ${live}
        and not exists (select from member m where m.record_key = f.record_key and m.person_key = f.person_key))
      union all select 'edges of records that are gone', (select count(*) from link.edge e left join record a on a.record_key = e.a
        left join record b on b.record_key = e.b where e.to_publication = ${live} and (a.record_key is null or b.record_key is null))
      union all select 'persons without a claim', (select count(*) from holder h
        where not exists (select from link.claim c where c.person_key = h.person_key and c.alive and c.to_publication = ${live}))
      union all select 'cases of records that are gone', (select count(*) from core.case_version c where c.to_publication = ${live}
        and not exists (select from record r where r.record_key = c.record_key))
      union all select 'events of records that are gone', (select count(*) from core.event_version c where c.to_publication = ${live}
        and not exists (select from record r where r.record_key = c.record_key))
      union all select 'households of records that are gone', (select count(*) from core.household_version c where c.to_publication = ${live}
        and not exists (select from record r where r.record_key = c.record_key))
      union all select 'relationships of records that are gone', (select count(*) from core.relationship_version c where c.to_publication = ${live}
        and not exists (select from record r where r.record_key = c.record_key))
    ) as faults where rows > 0 order by what collate "C"`.execute(db);
  return rows;
}

/** Counts that must add up, delivery by delivery, and do not. */
export async function conservationFaults(db: Db, run: number): Promise<readonly number[]> {
  const { rows } = await sql<{ delivery: number }>`
    select delivery from ops.delivery_run where run = ${run} and state = 'taken'
      and (counts->>'in')::int <> (counts->>'new')::int + (counts->>'changed')::int + (counts->>'unchanged')::int + (counts->>'quarantined')::int + (counts->>'duplicate')::int + (counts->>'out_of_cohort')::int
    order by delivery`.execute(db);
  return rows.map((row) => row.delivery);
}
