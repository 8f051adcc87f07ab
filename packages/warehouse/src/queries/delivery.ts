import type { DeliveryState } from '@golden-thread/shapes/codes';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** Deliveries, what became of each in each run, and what is kept of them. */
export interface DeliveryRow {
  readonly delivery: number;
  readonly source: number;
  readonly part: string;
  readonly file_name: string;
  readonly file_date: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly bytes: number;
}

const columns = sql.raw(
  'd.delivery, d.source, d.part, d.file_name, d.file_date::text as file_date, d.sequence::float8 as sequence, d.sha256, d.bytes::float8 as bytes',
);

export interface KnownDelivery extends DeliveryRow {
  /** Taken in the given chain of publications. */
  readonly applied: boolean;
  readonly rejected: boolean;
  /** Whether the cells of every column that is wanted are kept. */
  readonly has_content: boolean;
}

/** Every delivery of a source that the ledger knows; `wanted` are the columns that may be kept of it today. */
export async function knownDeliveries(
  db: Db,
  source: number,
  chain: readonly number[],
  wanted: readonly string[],
): Promise<readonly KnownDelivery[]> {
  const { rows } = await sql<KnownDelivery>`
    select ${columns},
           exists (select from ops.delivery_run r join ops.run n on n.run = r.run
                   where r.delivery = d.delivery and r.state = 'taken' and n.publication = any(${[...chain]}::int[])) as applied,
           exists (select from ops.rejection j where j.delivery = d.delivery) as rejected,
           exists (select from ops.delivery_content c where c.delivery = d.delivery and c.columns @> ${[...wanted]}::text[]) as has_content
    from ops.delivery d where d.source = ${source} order by d.delivery`.execute(db);
  return rows;
}

export async function insertDelivery(db: Db, delivery: Omit<DeliveryRow, 'delivery'>, instant: string): Promise<number> {
  const { rows } = await sql<{ delivery: number }>`
    insert into ops.delivery (delivery, source, part, file_name, file_date, sequence, sha256, bytes, first_seen)
    select coalesce(max(delivery), 0) + 1, ${delivery.source}::smallint, ${delivery.part}, ${delivery.file_name}, ${delivery.file_date}::date,
           ${delivery.sequence}::bigint, ${delivery.sha256}, ${delivery.bytes}::bigint, ${instant}::timestamptz from ops.delivery
    returning delivery`.execute(db);
  return rows[0]?.delivery ?? 0;
}

export async function readDelivery(db: Db, delivery: number): Promise<DeliveryRow | undefined> {
  const { rows } = await sql<DeliveryRow>`select ${columns} from ops.delivery d where d.delivery = ${delivery}`.execute(db);
  return rows[0];
}

export async function putDeliveryRun(
  db: Db,
  row: { delivery: number; run: number; state: DeliveryState; reason: string | null; counts: Readonly<Record<string, number>> | null },
): Promise<void> {
  await sql`insert into ops.delivery_run (delivery, run, state, reason, counts)
    values (${row.delivery}, ${row.run}, ${row.state}, ${row.reason}, ${row.counts === null ? null : JSON.stringify(row.counts)}::jsonb)
    on conflict (delivery, run) do update set state = excluded.state, reason = excluded.reason, counts = excluded.counts`.execute(db);
}

export interface DeliveryRunRow extends DeliveryRow {
  readonly run: number;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly counts: Readonly<Record<string, number>> | null;
  readonly source_name: string;
}

export async function deliveriesOfRun(db: Db, run: number): Promise<readonly DeliveryRunRow[]> {
  const { rows } = await sql<DeliveryRunRow>`
    select ${columns}, r.run, r.state, r.reason, r.counts, s.name as source_name
    from ops.delivery_run r join ops.delivery d using (delivery) join core.source s on s.source = d.source
    where r.run = ${run} order by s.name collate "C", d.part collate "C", d.file_date, d.sequence, d.delivery`.execute(db);
  return rows;
}

/** The counts of the newest run in which this delivery was read. */
export async function lastCounts(db: Db, delivery: number): Promise<Readonly<Record<string, number>> | null> {
  const { rows } = await sql<{ counts: Readonly<Record<string, number>> }>`
    select counts from ops.delivery_run where delivery = ${delivery} and counts is not null order by run desc limit 1`.execute(db);
  return rows[0]?.counts ?? null;
}

export async function insertContent(
  db: Db,
  delivery: number,
  names: readonly string[],
  chunks: readonly { readonly chunk: number; readonly records: number; readonly bytes: Buffer }[],
): Promise<void> {
  await sql`delete from ops.delivery_content where delivery = ${delivery}`.execute(db);
  for (const { chunk, records, bytes } of chunks) {
    await sql`insert into ops.delivery_content (delivery, chunk, records, columns, bytes) values (${delivery}, ${chunk}, ${records}, ${[...names]}::text[], ${bytes})`.execute(
      db,
    );
  }
}

/** What is kept of a delivery, chunk by chunk, with the columns of its rows. */
export async function* readContent(
  db: Db,
  delivery: number,
): AsyncGenerator<{ readonly columns: readonly string[]; readonly bytes: Buffer }> {
  for (let chunk = 0; ; chunk++) {
    const { rows } = await sql<{
      columns: readonly string[];
      bytes: Buffer;
    }>`select columns, bytes from ops.delivery_content where delivery = ${delivery} and chunk = ${chunk}`.execute(db);
    const row = rows[0];
    if (row === undefined) return;
    yield row;
  }
}

/** Deletes kept contents that no publication which may still be withdrawn rests on. */
export async function forgetContents(db: Db, oldestKept: number): Promise<void> {
  await sql`delete from ops.delivery_content c where not exists (
      select from ops.delivery_run r join ops.run n on n.run = r.run where r.delivery = c.delivery and n.publication >= ${oldestKept})`.execute(
    db,
  );
}

export async function insertRejection(db: Db, row: { delivery: number; byName: string | null; reason: string }): Promise<void> {
  await sql`insert into ops.rejection (delivery, by_name, actor, reason, at) values (${row.delivery}, ${row.byName}, session_user, ${row.reason}, clock_timestamp())
    on conflict (delivery) do nothing`.execute(db);
}

export async function insertQuarantine(
  db: Db,
  delivery: number,
  run: number,
  rows: readonly {
    readonly place: number;
    readonly line: number | null;
    readonly code: string;
    readonly field: string | null;
    readonly cells: Buffer;
  }[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 1000) {
    const slice = rows.slice(from, from + 1000);
    await sql`insert into ops.quarantine (delivery, run, place, line, code, field, cells, state)
      select ${delivery}::int, ${run}::int, q.*, 'held' from unnest(${slice.map((r) => r.place)}::int[], ${slice.map((r) => r.line)}::int[], ${slice.map((r) => r.code)}::text[],
        ${slice.map((r) => r.field)}::text[], ${slice.map((r) => r.cells)}::bytea[]) as q`.execute(db);
  }
}

export interface QuarantineRow {
  readonly delivery: number;
  readonly source_name: string;
  readonly part: string;
  readonly place: number;
  readonly line: number | null;
  readonly code: string;
  readonly field: string | null;
}

/**
 * What is held back of every delivery, as its newest run read it, by place and reason: never a value. Of the `full` sources' deliveries
 * those that a newer one of the same part has taken the place of are left out.
 */
export async function openQuarantine(db: Db, source: string | null, full: readonly string[]): Promise<readonly QuarantineRow[]> {
  const { rows } = await sql<QuarantineRow>`
    select q.delivery, s.name as source_name, d.part, q.place, q.line, q.code, q.field
    from ops.quarantine q join ops.delivery d using (delivery) join core.source s on s.source = d.source
    where q.run = (select max(n.run) from ops.quarantine n where n.delivery = q.delivery)
      and (${source}::text is null or s.name = ${source})
      and not (s.name = any(${[...full]}::text[]) and exists (
        select from ops.delivery newer join ops.delivery_run r using (delivery)
        where newer.source = d.source and newer.part = d.part and r.state = 'taken'
          and (newer.file_date, newer.sequence, newer.delivery) > (d.file_date, d.sequence, d.delivery)))
    order by s.name collate "C", d.part collate "C", q.delivery, q.place`.execute(db);
  return rows;
}
