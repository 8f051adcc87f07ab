import type { Judgement } from '@golden-thread/shapes/codes';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** Decisions of people about two records, keyed by natural keys, so that they outlive a restore. */
export interface JudgementRow {
  readonly judgement: number;
  readonly a: string;
  readonly b: string;
  readonly verdict: Judgement;
  readonly signed_by_1: string | null;
  readonly signed_by_2: string | null;
}

/** Judgements that bind a business date and were made by an instant. The newest of a pair decides. */
export async function activeJudgements(db: Db, businessDate: string, instant: string): Promise<readonly JudgementRow[]> {
  const { rows } = await sql<JudgementRow>`
    select distinct on (a, b) judgement, a, b, verdict, signed_by_1, signed_by_2 from link.judgement
    where made_at <= ${instant}::timestamptz and (withdrawn_at is null or withdrawn_at > ${instant}::timestamptz) and (expires is null or expires > ${businessDate}::date)
    order by a, b, judgement desc`.execute(db);
  return rows;
}

export async function insertJudgement(
  db: Db,
  row: { a: string; b: string; verdict: Judgement; byName: string | null; reason: string; expires: string | null; at: string },
): Promise<number> {
  const { rows } = await sql<{ judgement: number }>`
    insert into link.judgement (judgement, a, b, verdict, by_name, signed_by_1, reason, made_at, expires)
    select coalesce(max(judgement), 0) + 1, ${row.a}, ${row.b}, ${row.verdict}, ${row.byName}, session_user, ${row.reason}, ${row.at}::timestamptz, ${row.expires}::date from link.judgement
    returning judgement`.execute(db);
  return rows[0]?.judgement ?? 0;
}

export interface NeverLinkRow {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
}

/** Never-links raised by an instant and not lifted by two people. */
export async function activeNeverLinks(db: Db, instant: string): Promise<readonly NeverLinkRow[]> {
  const { rows } = await sql<NeverLinkRow>`
    select a, b, kind from link.never_link where raised_at <= ${instant}::timestamptz and not (lifted_by_1 is not null and lifted_by_2 is not null) order by a, b`.execute(
    db,
  );
  return rows;
}

/** Raises never-links. Never undone: a night that is withdrawn leaves them standing. @returns how many are new. */
export async function raiseNeverLinks(db: Db, links: readonly NeverLinkRow[], origin: string, instant: string): Promise<number> {
  const { numAffectedRows } = await sql`insert into link.never_link (a, b, kind, origin, raised_at)
    select l.a, l.b, l.kind, ${origin}, ${instant}::timestamptz
    from unnest(${links.map((l) => l.a)}::text[], ${links.map((l) => l.b)}::text[], ${links.map((l) => l.kind)}::text[]) as l (a, b, kind)
    on conflict (a, b) do nothing`.execute(db);
  // Readers lose both persons at once, until a publication that knew of the never-link.
  await sql`insert into governance.withheld (kind, subject, because, raised_at)
    select distinct 'record', r.record_key, 'never_link', ${instant}::timestamptz
    from link.never_link n join core.record r on r.natural_key in (n.a, n.b)
    where n.cleared_by is null
    on conflict (kind, subject, because) do update set cleared_by = null, raised_at = excluded.raised_at`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Ends readers' sessions: what is withheld from now on must not go on showing in a transaction that began before. */
export async function endReaderSessions(db: Db): Promise<void> {
  await sql`select governance.end_reader_sessions()`.execute(db);
}

/** Marks what this publication knew of: its people may be read again from then on. */
export async function clearWithheld(db: Db, publication: number, instant: string): Promise<void> {
  await sql`update link.never_link set cleared_by = ${publication} where cleared_by is null and raised_at <= ${instant}::timestamptz`.execute(
    db,
  );
  await sql`update governance.withheld set cleared_by = ${publication} where because = 'never_link' and cleared_by is null and raised_at <= ${instant}::timestamptz`.execute(
    db,
  );
}
