import { OPEN } from '@golden-thread/shapes/references';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** What last night left of some records: the same rows as the bulk texts of `link.ts` give, for a scope alone. */

export interface EdgeRow {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly facts: number;
  readonly gammas: number;
  readonly held: boolean;
  readonly origin: string;
  readonly outcome: string | null;
  readonly from_publication: number;
}

/** Valid edges both of whose records are among the given ones, and all those of some of them, `whole`. Each once. */
export async function edgesWithin(db: Db, records: readonly number[], whole: readonly number[]): Promise<readonly EdgeRow[]> {
  const columns = sql`e.a, e.b, e.weight, e.facts, e.gammas, e.held, e.origin, e.outcome, e.from_publication`;
  const { rows } = await sql<EdgeRow>`
    with scope as materialized (select unnest(${[...records]}::int[]) as record_key),
    whole as materialized (select unnest(${[...whole]}::int[]) as record_key)
    select ${columns} from scope x join link.edge e on e.a = x.record_key
      left join scope y on y.record_key = e.b left join whole w on w.record_key = e.a
      where e.to_publication = ${OPEN} and (y.record_key is not null or w.record_key is not null)
    union all select ${columns} from whole w join link.edge e on e.b = w.record_key left join scope x on x.record_key = e.a
      where e.to_publication = ${OPEN} and x.record_key is null`.execute(db);
  return rows;
}

/** The person of each of the given records that has one. */
export async function membershipOf(db: Db, records: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ record_key: number; person_key: string }>`
    select m.record_key, m.person_key from unnest(${[...records]}::int[]) as s (record_key)
    join link.membership m on m.record_key = s.record_key and m.to_publication = ${OPEN}`.execute(db);
  return new Map(rows.map((row) => [row.record_key, Number(row.person_key)]));
}

export interface ClaimRow {
  readonly person_key: string;
  readonly anchor: number;
  readonly ordinal: number;
  readonly minted: number;
  readonly holder: string;
  readonly alive: boolean;
}

/** Claims that stand by one of the records, are one of the persons' ids, or resolve to one of them. */
export async function claimsTouching(db: Db, records: readonly number[], persons: readonly number[]): Promise<readonly ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    with anchors as materialized (select unnest(${[...records]}::int[]) as anchor),
    persons as materialized (select unnest(${[...persons]}::bigint[]) as person_key)
    select c.person_key, c.anchor, c.ordinal, c.minted, c.holder, c.alive from anchors a join link.claim c using (anchor) where c.to_publication = ${OPEN}
    union select c.person_key, c.anchor, c.ordinal, c.minted, c.holder, c.alive from persons p join link.claim c using (person_key) where c.to_publication = ${OPEN}
    union select c.person_key, c.anchor, c.ordinal, c.minted, c.holder, c.alive from persons p join link.claim c on c.holder = p.person_key
      where c.to_publication = ${OPEN}`.execute(db);
  return rows;
}

/** Which of some numbers are ids that were issued. */
export async function issuedAmong(db: Db, persons: readonly number[]): Promise<readonly number[]> {
  const { rows } = await sql<{ person_key: string }>`
    select c.person_key from unnest(${[...persons]}::bigint[]) as p (person_key) join link.claim c using (person_key)
    where c.to_publication = ${OPEN}`.execute(db);
  return rows.map((row) => Number(row.person_key));
}

/** Open review items that name one of the records. Joined once by either side: asked item by item, it is the product of both. */
export async function reviewsTouching(
  db: Db,
  records: readonly number[],
): Promise<readonly { readonly kind: string; readonly a: number; readonly b: number }[]> {
  const { rows } = await sql<{ kind: string; a: number; b: number }>`
    with scope as materialized (select unnest(${[...records]}::int[]) as record_key)
    select i.kind, i.a, i.b from scope join link.review_item i on i.a = record_key where i.to_publication = ${OPEN}
    union select i.kind, i.a, i.b from scope join link.review_item i on i.b = record_key where i.to_publication = ${OPEN}`.execute(db);
  return rows;
}

/** Which of some values of an identifier are verified. */
export async function verifiedAmong(db: Db, kind: string, values: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ value: string }>`
    select i.value from unnest(${[...values]}::text[]) as s (value) join link.identifier i
      on i.kind = ${kind} and i.value = s.value and i.to_publication = ${OPEN} and i.verified`.execute(db);
  return rows.map((row) => row.value);
}

/** Identifiers whose standing a publication changed. */
export async function identifiersChanged(
  db: Db,
  publication: number,
): Promise<readonly { readonly kind: string; readonly value: string }[]> {
  const { rows } = await sql<{ kind: string; value: string }>`
    select kind, value from link.identifier where to_publication = ${OPEN} and from_publication = ${publication}
    union select kind, value from link.identifier where to_publication = ${publication}`.execute(db);
  return rows;
}

/** How often some values occur, as the frequencies of a model say: `values` by column, one of each. */
export async function termFrequenciesOf(
  db: Db,
  model: string,
  values: readonly { readonly column_name: string; readonly value: string }[],
): Promise<readonly { readonly column_name: string; readonly value: string; readonly occurrences: number }[]> {
  const { rows } = await sql<{ column_name: string; value: string; occurrences: number }>`
    select t.column_name, t.value, t.occurrences
    from unnest(${values.map((v) => v.column_name)}::text[], ${values.map((v) => v.value)}::text[]) as s (column_name, value)
    join link.term_frequency t on t.model = ${model} and t.column_name = s.column_name and t.value = s.value
    where t.to_publication = ${OPEN}`.execute(db);
  return rows;
}
