import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';
import { isHidden } from './never-shown.ts';
import type { RawBuilder } from './record.ts';

/** What reviewers are asked and shown, as of a publication. */

const asOf = (alias: string, publication: number) =>
  sql`${sql.ref(`${alias}.from_publication`)} <= ${sql.lit(publication)} and ${sql.ref(`${alias}.to_publication`)} > ${sql.lit(publication)}`;

export interface ReviewRow {
  readonly kind: string;
  readonly a: number;
  readonly b: number;
  readonly weight: number | null;
  readonly reason: string | null;
  readonly facts: number | null;
  readonly person_a: number;
  readonly person_b: number;
  /** The newest judgement about the two that binds or is recorded on the day. */
  readonly verdict: string | null;
}

/** Open questions, but none about somebody who is withheld from readers since: whom that concerns is not shown. */
export async function openReviews(db: Db, publication: number, businessDate: string): Promise<readonly ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    select i.kind, i.a, i.b, i.weight, i.reason, e.facts, ma.person_key::float8 as person_a, mb.person_key::float8 as person_b,
      (select j.verdict from link.judgement j join core.record x on x.natural_key = j.a join core.record y on y.natural_key = j.b
        where ((x.record_key = i.a and y.record_key = i.b) or (x.record_key = i.b and y.record_key = i.a))
          and j.withdrawn_at is null and (j.expires is null or j.expires > ${businessDate}::date)
        order by j.judgement desc limit 1) as verdict
    from link.review_item i
    join link.membership ma on ma.record_key = i.a and ${asOf('ma', publication)}
    join link.membership mb on mb.record_key = i.b and ${asOf('mb', publication)}
    left join link.edge e on e.a in (i.a, i.b) and e.b in (i.a, i.b) and ${asOf('e', publication)}
    where ${asOf('i', publication)}
      and not exists (select from governance.withheld w where w.kind = 'record' and w.subject in (i.a, i.b) and ${isHidden})
    order by i.kind, i.a, i.b`.execute(db);
  return rows;
}

export interface ReviewedRecord {
  readonly record_key: number;
  readonly label: string;
  readonly true_at: string | null;
  readonly delivered: string;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Records with what their sources say of them. */
export async function recordsAsOf(db: Db, records: readonly number[], publication: number): Promise<ReadonlyMap<number, ReviewedRecord>> {
  const { rows } = await sql<ReviewedRecord>`
    select v.record_key, s.label, to_char(v.true_at at time zone 'UTC', 'YYYY-MM-DD') as true_at, d.file_date::text as delivered,
      json_build_object(${sql.join(PERSON_ATTRIBUTE_NAMES.flatMap((name) => [sql.lit(name), sql`${sql.ref(`v.${name}`)}::text`]))}) as values
    from core.person_version v join core.record r using (record_key) join core.source s on s.source = r.source join ops.delivery d on d.delivery = v.delivery
    where v.record_key = any(${[...records]}::int[]) and ${asOf('v', publication)}`.execute(db);
  return new Map(rows.map((row) => [row.record_key, row]));
}

/** a, b, weight, t or f for one person, of every pair stored; in the order of the records, for COPY. */
export const scoredPairsText = (publication: number): RawBuilder<unknown> => sql`
  select e.a, e.b, e.weight, ma.person_key = mb.person_key from link.edge e
  join link.membership ma on ma.record_key = e.a and ${asOf('ma', publication)}
  join link.membership mb on mb.record_key = e.b and ${asOf('mb', publication)}
  where ${asOf('e', publication)}
    and not exists (select from governance.withheld w where w.kind = 'record' and w.subject in (e.a, e.b) and ${isHidden})
  order by e.a, e.b`;
