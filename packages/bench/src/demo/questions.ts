import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { FORENAME_RELATIONS } from '@golden-thread/shapes/pair-facts';
import { OPEN } from '@golden-thread/shapes/references';

/** The queries whose answers the demo tells. None names a person: each finds its example by what it is. */

export interface FormsOfName {
  readonly person: number;
  readonly surname: string;
  readonly forms: readonly string[];
  readonly sources: readonly string[];
}

/** A person whose records give one forename in three forms or more, all of one family of variants. */
export async function formsOfOneName(warehouse: Warehouse): Promise<FormsOfName | undefined> {
  const { rows } = await warehouse.pool.query<FormsOfName>(`
    select m.person_key::float8 as person, g.surname, array_agg(distinct v.forename order by v.forename) as forms, array_agg(distinct s.label order by s.label) as sources
    from link.membership m join core.person_version v on v.record_key = m.record_key and v.to_publication = ${OPEN}
    join core.record r on r.record_key = m.record_key join core.source s on s.source = r.source
    join golden.person g on g.person_key = m.person_key and g.to_publication = ${OPEN}
    where m.to_publication = ${OPEN} and v.m_forename_key is not null
    group by m.person_key, g.surname
    having count(distinct v.m_forename_key) >= 3 and bool_and(cardinality(v.m_forename_families) > 0)
    order by count(distinct v.m_forename_key) desc, count(distinct r.source) desc, m.person_key limit 1`);
  return rows[0];
}

export interface TwinsApart {
  readonly a: number;
  readonly b: number;
  readonly person_a: number;
  readonly person_b: number;
  readonly forename_a: string;
  readonly forename_b: string;
  readonly surname: string;
  readonly weight: number;
}

/** The heaviest pair of records that the twin rule kept apart, of children whose NHS numbers differ; forenames that differ outright rather than alike ones. */
export async function twinsKeptApart(warehouse: Warehouse): Promise<TwinsApart | undefined> {
  const different = FORENAME_RELATIONS.indexOf('different');
  const { rows } = await warehouse.pool.query<TwinsApart>(`
    select e.a, e.b, ma.person_key::float8 as person_a, mb.person_key::float8 as person_b, va.forename as forename_a, vb.forename as forename_b, va.surname, e.weight
    from link.edge e
    join link.membership ma on ma.record_key = e.a and ma.to_publication = ${OPEN} join link.membership mb on mb.record_key = e.b and mb.to_publication = ${OPEN}
    join core.person_version va on va.record_key = e.a and va.to_publication = ${OPEN} join core.person_version vb on vb.record_key = e.b and vb.to_publication = ${OPEN}
    join golden.person ga on ga.person_key = ma.person_key and ga.to_publication = ${OPEN} join golden.person gb on gb.person_key = mb.person_key and gb.to_publication = ${OPEN}
    where e.to_publication = ${OPEN} and e.outcome in ('twins', 'twins_review') and ma.person_key <> mb.person_key and ga.nhs_number <> gb.nhs_number and va.forename is not null and vb.forename is not null
    order by (va.surname = vb.surname) desc, ((e.facts & 7) = ${different}) desc, e.weight desc, e.a, e.b limit 1`);
  return rows[0];
}

export interface Mended {
  readonly old_id: number;
  readonly kept_id: number;
  readonly record: number;
  readonly before: string;
  readonly after: string;
  readonly source: string;
  readonly night: string;
}

/** A date of birth that a source mended, and two persons who became one by it. */
export async function mendedBirth(warehouse: Warehouse): Promise<Mended | undefined> {
  const { rows } = await warehouse.pool.query<Mended>(`
    select l.person_key::float8 as kept_id, l.other::float8 as old_id, m.record_key as record, old.birth_date::text as before, v.birth_date::text as after, s.label as source, p.business_date::text as night
    from link.person_lineage l join ops.publication p on p.number = l.night
    join link.membership m on m.person_key = l.person_key and m.to_publication = ${OPEN}
    join core.person_version v on v.record_key = m.record_key and v.to_publication = ${OPEN} and v.from_publication = l.night
    join core.person_version old on old.record_key = m.record_key and old.to_publication = l.night
    join core.record r on r.record_key = m.record_key join core.source s on s.source = r.source
    where l.kind = 'merged' and l.to_publication = ${OPEN} and old.birth_date is distinct from v.birth_date and old.birth_date is not null and v.birth_date is not null
    order by l.night, l.person_key limit 1`);
  return rows[0];
}

export interface Renamed {
  readonly person: number;
  readonly before: string;
  readonly after: string;
  readonly records: number;
  readonly night: string;
}

/** A person whose surname changed and whose id did not. */
export async function renamed(warehouse: Warehouse): Promise<Renamed | undefined> {
  const { rows } = await warehouse.pool.query<Renamed>(`
    select g.person_key::float8 as person, old.surname as before, g.surname as after, p.business_date::text as night,
      (select count(*)::int from link.membership m where m.person_key = g.person_key and m.to_publication = ${OPEN}) as records
    from golden.person g join golden.person old on old.person_key = g.person_key and old.to_publication = g.from_publication
    join ops.publication p on p.number = g.from_publication
    where g.to_publication = ${OPEN} and g.surname <> old.surname and g.forename = old.forename
      and (select count(*) from link.membership m where m.person_key = g.person_key and m.to_publication = ${OPEN}) > 1
    order by (left(g.surname, 1) <> left(old.surname, 1)) desc, 5 desc, g.person_key limit 1`);
  return rows[0];
}

/** The person known to most sources, with most disagreement among them. */
export async function bestKnown(warehouse: Warehouse): Promise<number | undefined> {
  const { rows } = await warehouse.pool.query<{ person: number }>(`
    select m.person_key::float8 as person from link.membership m join core.record r using (record_key)
    join golden.person g on g.person_key = m.person_key and g.to_publication = ${OPEN}
    where m.to_publication = ${OPEN} group by m.person_key, g.differs
    order by count(distinct r.source) desc, (select sum(d) from unnest(g.differs) as d) desc nulls last, m.person_key limit 1`);
  return rows[0]?.person;
}

export interface SetAside {
  readonly source: string;
  readonly code: string;
  readonly field: string | null;
  readonly place: number;
  readonly line: number | null;
  readonly delivery: number;
}

/** One record that the newest night with any set aside, the field named if any is: no newer delivery replaces it. */
export async function oneSetAside(warehouse: Warehouse): Promise<SetAside | undefined> {
  const { rows } = await warehouse.pool.query<SetAside>(`
    select s.label as source, q.code, q.field, q.place, q.line, q.delivery from ops.quarantine q join ops.delivery d using (delivery) join core.source s on s.source = d.source
    where q.run = (select max(run) from ops.quarantine) order by (q.field is null), q.delivery, q.place limit 1`);
  return rows[0];
}

/** A delivery that a gate holds in the newest run. */
export async function heldDelivery(
  warehouse: Warehouse,
): Promise<{ readonly delivery: number; readonly source: string; readonly gate: string; readonly words: string } | undefined> {
  const { rows } = await warehouse.pool.query<{ delivery: number; source: string; gate: string; words: string }>(`
    select g.delivery, s.label as source, g.gate, g.words from ops.gate g join ops.delivery d on d.delivery = g.delivery join core.source s on s.source = d.source
    where g.run = (select max(run) from ops.run) and g.outcome = 'failed' order by g.delivery limit 1`);
  return rows[0];
}

/** What a reader sees now. */
export async function seenByReaders(reader: Warehouse): Promise<{ readonly publication: number | null; readonly people: number }> {
  const { rows } = await reader.pool.query<{ publication: number | null; people: number }>(
    'select (select max(number) from bi_core.publication) as publication, count(*)::int as people from bi_core.dim_person',
  );
  return rows[0] ?? { publication: null, people: 0 };
}
