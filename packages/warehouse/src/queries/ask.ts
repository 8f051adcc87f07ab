import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What people ask of a publication: one person, one record, how many. */

/** Rows of a versioned table as of a publication. */
const asOf = (alias: string, publication: number) =>
  sql`${sql.ref(`${alias}.from_publication`)} <= ${publication} and ${sql.ref(`${alias}.to_publication`)} > ${publication}`;

export interface WarehouseCounts {
  readonly persons: number;
  readonly records: number;
  readonly review_items: number;
  readonly never_links: number;
}

export async function countAll(db: Db, publication: number): Promise<WarehouseCounts> {
  const { rows } = await sql<WarehouseCounts>`
    select (select count(*)::int from golden.person g where ${asOf('g', publication)}) as persons,
           (select count(*)::int from core.person_version v where ${asOf('v', publication)}) as records,
           (select count(*)::int from link.review_item i where ${asOf('i', publication)}) as review_items,
           (select count(*)::int from link.never_link) as never_links`.execute(db);
  return rows[0] ?? { persons: 0, records: 0, review_items: 0, never_links: 0 };
}

export interface QuarantineCount {
  readonly source_name: string;
  readonly code: string;
  readonly rows: number;
}

export async function quarantineCounts(db: Db, run: number): Promise<readonly QuarantineCount[]> {
  const { rows } = await sql<QuarantineCount>`
    select s.name as source_name, q.code, count(*)::int as rows
    from ops.quarantine q join ops.delivery d using (delivery) join core.source s on s.source = d.source
    where q.run = ${run} group by s.name, q.code order by s.name collate "C", q.code collate "C"`.execute(db);
  return rows;
}

export interface GoldenPerson {
  readonly person_key: number;
  readonly values: Readonly<Record<string, string | null>>;
  readonly record_key: readonly (number | null)[];
  readonly source: readonly (number | null)[];
  readonly since: readonly (string | null)[];
  readonly differs: readonly (number | null)[];
}

export async function goldenPerson(db: Db, person: number, publication: number): Promise<GoldenPerson | undefined> {
  const { rows } = await sql<GoldenPerson>`
    select g.person_key::float8 as person_key, json_build_object(${sql.join(PERSON_ATTRIBUTE_NAMES.flatMap((name) => [sql.lit(name), sql`${sql.ref(`g.${name}`)}::text`]))}) as values,
           to_json(g.record_key) as record_key, to_json(g.source) as source, to_json(g.since) as since, to_json(g.differs) as differs
    from golden.person g where g.person_key = ${person} and ${asOf('g', publication)}`.execute(db);
  return rows[0];
}

export interface MemberRow {
  readonly record_key: number;
  readonly source_name: string;
  readonly label: string;
  readonly cadence: string;
  readonly agreement: string;
  readonly true_at: string | null;
  readonly delivered: string;
  /** Night in which anything of the record last changed. */
  readonly changed: string | null;
  readonly issues: readonly string[];
  readonly via_record: number | null;
  readonly via_kind: string | null;
  readonly via_weight: number | null;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Members that no adoption or flight has barred from the person since: what they were called before maps to nobody. */
const notBarred = sql`not exists (select from link.claim_bar x where x.record_key = m.record_key and x.person_key = m.person_key and x.to_publication = ${sql.lit(OPEN)})`;

/** Records that gave values to a person and have been barred from its id since. */
export async function barredFrom(db: Db, person: number): Promise<ReadonlySet<number>> {
  const { rows } = await sql<{
    record_key: number;
  }>`select record_key from link.claim_bar where person_key = ${person} and to_publication = ${sql.lit(OPEN)}`.execute(db);
  return new Set(rows.map((row) => row.record_key));
}

/** The records that form a person, in natural-key order. */
export async function membersOf(db: Db, person: number, publication: number): Promise<readonly MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select m.record_key, s.name as source_name, s.label, s.cadence, s.agreement, to_char(v.true_at at time zone 'UTC', 'YYYY-MM-DD') as true_at, d.file_date::text as delivered,
           (select p.business_date::text from ops.publication p where p.number = v.from_publication) as changed, to_json(coalesce(v.issues, '{}')) as issues, m.via_record, m.via_kind, m.via_weight,
           json_build_object(${sql.join(PERSON_ATTRIBUTE_NAMES.flatMap((name) => [sql.lit(name), sql`${sql.ref(`v.${name}`)}::text`]))}) as values
    from link.membership m join core.person_version v on v.record_key = m.record_key and ${asOf('v', publication)}
    join core.record r on r.record_key = m.record_key join core.source s on s.source = r.source join ops.delivery d on d.delivery = v.delivery
    where m.person_key = ${person} and ${asOf('m', publication)} and ${notBarred} order by r.natural_key collate "C"`.execute(db);
  return rows;
}

export interface FurtherRow {
  readonly position: number;
  readonly value: string;
  readonly record_key: number;
}

/** Values that survive beside a person's own, but of no record that has been barred from the person since. */
export async function furtherValuesOf(db: Db, person: number, publication: number): Promise<readonly FurtherRow[]> {
  const { rows } = await sql<FurtherRow>`
    select m.position, m.value, m.record_key from golden.further_value m
    where m.person_key = ${person} and ${asOf('m', publication)} and ${notBarred} order by m.position, m.record_key`.execute(db);
  return rows;
}

export interface LineageRow {
  readonly person_key: number;
  readonly publication: number;
  readonly business_date: string;
  readonly kind: string;
  readonly other: number;
  readonly reason: string | null;
}

/** What became of an id, oldest first. */
export async function lineageOf(db: Db, person: number, publication: number): Promise<readonly LineageRow[]> {
  const { rows } = await sql<LineageRow>`
    select l.person_key::float8 as person_key, l.night as publication, p.business_date::text as business_date, l.kind, l.other::float8 as other, l.reason
    from link.person_lineage l join ops.publication p on p.number = l.night
    where (l.person_key = ${person} or l.other = ${person}) and ${asOf('l', publication)} order by l.night, l.kind collate "C", l.person_key, l.other`.execute(
    db,
  );
  return rows;
}

/** The person that an id resolves to as of a publication: itself, the holder of its claim, or nobody. */
export async function holderOf(db: Db, person: number, publication: number): Promise<number | undefined> {
  const { rows } = await sql<{
    holder: number;
  }>`select c.holder::float8 as holder from link.claim c where c.person_key = ${person} and ${asOf('c', publication)}`.execute(db);
  return rows[0]?.holder;
}

/** The person that a record belongs to as of a publication. */
export async function personOfRecord(db: Db, record: number, publication: number): Promise<number | undefined> {
  const { rows } = await sql<{
    person_key: number;
  }>`select m.person_key::float8 as person_key from link.membership m where m.record_key = ${record} and ${asOf('m', publication)} and ${notBarred}`.execute(
    db,
  );
  return rows[0]?.person_key;
}

export interface EdgeRow {
  readonly weight: number;
  readonly facts: number;
  readonly held: boolean;
  readonly origin: string;
  readonly outcome: string | null;
}

/** The stored edge between two records as of a publication. */
export async function edgeBetween(db: Db, a: number, b: number, publication: number): Promise<EdgeRow | undefined> {
  const { rows } = await sql<EdgeRow>`
    select e.weight, e.facts, e.held, e.origin, e.outcome from link.edge e
    where ((e.a = ${a} and e.b = ${b}) or (e.a = ${b} and e.b = ${a})) and ${asOf('e', publication)}`.execute(db);
  return rows[0];
}
