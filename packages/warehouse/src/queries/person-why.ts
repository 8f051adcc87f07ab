import { sql } from 'kysely';
import type { Db } from './ledger.ts';
import { everParted, isHidden } from './never-shown.ts';

/** What stands beside a person: links that did not join, and what people decided. */

const asOf = (alias: string, publication: number) =>
  sql`${sql.ref(`${alias}.from_publication`)} <= ${publication} and ${sql.ref(`${alias}.to_publication`)} > ${publication}`;

export interface NeighbourRow {
  readonly record: number;
  readonly neighbour: number;
  readonly neighbour_person: number;
  readonly source: string;
  readonly weight: number;
  readonly facts: number;
  readonly outcome: string;
}

/**
 * The strongest links between a person's records and records of other persons. Persons who are withheld, or any of whose records ever
 * stood under a never-link with one of this person's, are left out without a trace.
 */
export async function neighboursOf(db: Db, person: number, publication: number, limit: number): Promise<readonly NeighbourRow[]> {
  const { rows } = await sql<NeighbourRow>`
    with mine as materialized (select m.record_key from link.membership m where m.person_key = ${person} and ${asOf('m', publication)}),
    near as materialized (
      select e.a as record, e.b as neighbour, e.weight, e.facts, e.outcome from link.edge e where e.a in (select record_key from mine) and ${asOf('e', publication)}
      union all
      select e.b, e.a, e.weight, e.facts, e.outcome from link.edge e where e.b in (select record_key from mine) and ${asOf('e', publication)}),
    beside as materialized (
      select n.*, m.person_key from near n join link.membership m on m.record_key = n.neighbour and ${asOf('m', publication)}
      where m.person_key <> ${person} and n.outcome is not null),
    hidden as materialized (
      select distinct b.person_key from (select distinct person_key from beside) b
      join link.membership t on t.person_key = b.person_key and ${asOf('t', publication)}
      where exists (select from mine i where ${everParted(sql.ref('i.record_key'), sql.ref('t.record_key'))})
        or exists (select from governance.withheld w where ${isHidden}
          and ((w.kind = 'record' and w.subject = t.record_key) or (w.kind = 'person' and w.subject = t.person_key))))
    select b.record, b.neighbour, b.person_key::float8 as neighbour_person, s.name as source, b.weight, b.facts, b.outcome
    from beside b join core.record r on r.record_key = b.neighbour join core.source s on s.source = r.source
    where b.person_key not in (select person_key from hidden) and b.outcome not in ('never_link', 'refused_never_link')
    order by b.weight desc, b.record, b.neighbour limit ${limit}`.execute(db);
  return rows;
}

export interface JudgedRow {
  readonly a: number;
  readonly b: number;
  readonly verdict: string;
  readonly reason: string;
  readonly made_at: string;
  readonly expires: string | null;
}

/** What people decided about a person's records, oldest first; what they took back is left out. */
export async function judgementsAbout(db: Db, person: number, publication: number): Promise<readonly JudgedRow[]> {
  const { rows } = await sql<JudgedRow>`
    select a.record_key as a, b.record_key as b, j.verdict, j.reason, to_char(j.made_at at time zone 'UTC', 'YYYY-MM-DD') as made_at, j.expires::text as expires
    from link.judgement j join core.record a on a.natural_key = j.a join core.record b on b.natural_key = j.b
    where j.withdrawn_at is null and not j.never and exists (select from link.membership m where m.record_key in (a.record_key, b.record_key) and m.person_key = ${person} and ${asOf('m', publication)})
      and not ${everParted(sql.ref('a.record_key'), sql.ref('b.record_key'))}
    order by j.judgement`.execute(db);
  return rows;
}
