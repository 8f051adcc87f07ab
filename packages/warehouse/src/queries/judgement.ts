import type { Judgement } from '@golden-thread/shapes/codes';
import { MATCH_COLUMNS } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';
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

/** What stands in the match index of a live record, as one hash: equal as long as nothing that is compared changed. */
const seen = (naturalKey: string): RawBuilder<unknown> => sql`(
  select sha256(convert_to(json_build_array(${sql.join(MATCH_COLUMNS.map((c) => sql.ref(`v.m_${c.name}`)))})::text, 'UTF8'))
  from core.record r join core.person_version v on v.record_key = r.record_key and v.to_publication = ${sql.lit(OPEN)} where r.natural_key = ${naturalKey})`;

export interface NewJudgement {
  readonly a: string;
  readonly b: string;
  readonly verdict: Judgement;
  /** Different for ever, once another login signs it. */
  readonly never: boolean;
  readonly byName: string | null;
  readonly reason: string;
  readonly expires: string | null;
  readonly at: string;
}

/** A judgement, signed by the session's login. @returns its number. */
export async function insertJudgement(db: Db, row: NewJudgement): Promise<number> {
  const { rows } = await sql<{ judgement: number }>`
    insert into link.judgement (judgement, a, b, verdict, never, by_name, signed_by_1, reason, made_at, expires, seen_a, seen_b)
    select coalesce(max(judgement), 0) + 1, ${row.a}, ${row.b}, ${row.verdict}, ${row.never}, ${row.byName}, session_user, ${row.reason}, ${row.at}::timestamptz, ${row.expires}::date,
      ${seen(row.a)}, ${seen(row.b)} from link.judgement
    returning judgement`.execute(db);
  return rows[0]?.judgement ?? 0;
}

/** A judgement as people list it, with what became of its records since. */
export interface ListedJudgement extends JudgementRow {
  readonly never: boolean;
  readonly by_name: string | null;
  readonly reason: string;
  readonly made_at: string;
  readonly signed_at_2: string | null;
  readonly expires: string | null;
  readonly withdrawn_at: string | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_reason: string | null;
  readonly record_a: number | null;
  readonly record_b: number | null;
  /** Something that is compared changed in a record since it was judged, or a record is gone. */
  readonly changed_a: boolean;
  readonly changed_b: boolean;
}

/** Every judgement, the oldest first, withdrawn ones too. */
export async function listJudgements(db: Db): Promise<readonly ListedJudgement[]> {
  const now = (side: 'a' | 'b') => sql`(
    select sha256(convert_to(json_build_array(${sql.join(MATCH_COLUMNS.map((c) => sql.ref(`v.m_${c.name}`)))})::text, 'UTF8'))
    from core.person_version v where v.record_key = ${sql.ref(`r${side}.record_key`)} and v.to_publication = ${sql.lit(OPEN)})`;
  const { rows } = await sql<ListedJudgement>`
    select j.judgement, j.a, j.b, j.verdict, j.never, j.by_name, j.signed_by_1, j.signed_by_2, j.signed_at_2, j.reason, j.made_at, j.expires::text as expires,
      j.withdrawn_at, j.withdrawn_by, j.withdrawn_reason, ra.record_key as record_a, rb.record_key as record_b,
      j.seen_a is not null and j.seen_a is distinct from ${now('a')} as changed_a, j.seen_b is not null and j.seen_b is distinct from ${now('b')} as changed_b
    from link.judgement j left join core.record ra on ra.natural_key = j.a left join core.record rb on rb.natural_key = j.b
    order by j.judgement`.execute(db);
  return rows;
}

export async function readJudgement(db: Db, judgement: number): Promise<ListedJudgement | undefined> {
  return (await listJudgements(db)).find((row) => row.judgement === judgement);
}

/** Signs a proposed never-link as the session's login; the table refuses the first signer's. @returns whether there was one to sign. */
export async function signJudgement(db: Db, judgement: number, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update link.judgement set signed_by_2 = session_user, signed_at_2 = ${at}::timestamptz
    where judgement = ${judgement} and never and signed_by_2 is null and withdrawn_at is null`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** Withdraws a judgement as the session's login. @returns whether there was one to withdraw. */
export async function withdrawJudgement(db: Db, judgement: number, reason: string, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update link.judgement set withdrawn_at = ${at}::timestamptz, withdrawn_by = session_user, withdrawn_reason = ${reason}
    where judgement = ${judgement} and withdrawn_at is null`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

export interface NeverLinkRow {
  readonly a: string;
  readonly b: string;
  readonly kind: string;
  /** Record of the later identity, where the flag knows one. */
  readonly later: string | null;
}

/** Never-links that bind a night of an instant: raised by then, and not lifted by two people before. */
export async function activeNeverLinks(db: Db, instant: string): Promise<readonly NeverLinkRow[]> {
  const { rows } = await sql<NeverLinkRow>`
    select a, b, kind, later from link.never_link
    where raised_at <= ${instant}::timestamptz and (lifted_at is null or lifted_at > ${instant}::timestamptz) order by a, b`.execute(db);
  return rows;
}

export interface LiftState {
  readonly lifted_by_1: string | null;
  readonly lifted_at: string | null;
}

/** How far a never-link is lifted; `undefined` where there is none. */
export async function readLift(db: Db, a: string, b: string): Promise<LiftState | undefined> {
  const { rows } = await sql<LiftState>`select lifted_by_1, lifted_at from link.never_link where a = ${a} and b = ${b}`.execute(db);
  return rows[0];
}

/** Never-links that one person wants lifted, and that wait for a second. */
export async function openLifts(db: Db): Promise<readonly { readonly a: string; readonly b: string; readonly lifted_by_1: string }[]> {
  const { rows } = await sql<{ a: string; b: string; lifted_by_1: string }>`
    select a, b, lifted_by_1 from link.never_link where lifted_by_1 is not null and lifted_at is null order by a, b`.execute(db);
  return rows;
}

/** Signs the lifting of a never-link as the session's login: first, or second, whom the table refuses where it is the same. */
export async function signLift(db: Db, a: string, b: string, at: string): Promise<void> {
  await sql`update link.never_link set
      lifted_by_1 = coalesce(lifted_by_1, session_user),
      lifted_by_2 = case when lifted_by_1 is null then null else session_user end,
      lifted_at = case when lifted_by_1 is null then null else ${at}::timestamptz end
    where a = ${a} and b = ${b} and lifted_at is null`.execute(db);
}

/** Takes the first signature under a lifting back. */
export async function takeLiftBack(db: Db, a: string, b: string): Promise<void> {
  await sql`update link.never_link set lifted_by_1 = null where a = ${a} and b = ${b} and lifted_at is null`.execute(db);
}

/** Raises again what two people lifted, now that two people say otherwise. */
export async function raiseAgain(db: Db, a: string, b: string, instant: string): Promise<void> {
  await sql`update link.never_link set lifted_by_1 = null, lifted_by_2 = null, lifted_at = null, kind = 'different', origin = 'people', raised_at = ${instant}::timestamptz, cleared_by = null
    where a = ${a} and b = ${b} and lifted_at is not null`.execute(db);
}

/** A never-link to be raised, and the record of a feed of flags that says it. */
export interface RaisedLink extends NeverLinkRow {
  readonly flag?: number;
}

/**
 * Raises never-links. Never undone: a night that is withdrawn leaves them standing. One that two people had lifted is raised
 * again by a flag that had not named the two before; a "different" of people's becomes the adoption or flight of a flag.
 * @returns how many are new, raised again or of another kind.
 */
export async function raiseNeverLinks(db: Db, links: readonly RaisedLink[], origin: string, instant: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`with said as (
      select distinct on (l.a, l.b) l.* from unnest(${links.map((l) => l.a)}::text[], ${links.map((l) => l.b)}::text[], ${links.map((l) => l.kind)}::text[],
        ${links.map((l) => l.later)}::text[], ${links.map((l) => l.flag ?? null)}::int[]) as l (a, b, kind, later, flag)
      order by l.a, l.b, l.flag desc),
    raised as (
      insert into link.never_link as known (a, b, kind, later, origin, flag, raised_at)
      select a, b, kind, later, ${origin}, flag, ${instant}::timestamptz from said
      on conflict (a, b) do update set kind = excluded.kind, later = excluded.later, origin = excluded.origin, flag = excluded.flag,
        raised_at = excluded.raised_at, lifted_by_1 = null, lifted_by_2 = null, lifted_at = null, cleared_by = null
      where excluded.flag is not null and (known.lifted_at is null and known.kind = 'different' and excluded.kind <> 'different'
        or known.lifted_at is not null and (known.flag is null or known.flag < excluded.flag))
      returning 1)
    select count(*)::int as n from raised`.execute(db);
  await sql`update link.never_link n set flag = l.flag
    from unnest(${links.map((l) => l.a)}::text[], ${links.map((l) => l.b)}::text[], ${links.map((l) => l.flag ?? null)}::int[]) as l (a, b, flag)
    where n.a = l.a and n.b = l.b and n.lifted_at is null and coalesce(n.flag, 0) < l.flag`.execute(db);
  // Readers lose both persons at once, until a publication that knew of the never-link.
  await sql`insert into governance.withheld (kind, subject, because, raised_at)
    select distinct 'record', r.record_key, 'never_link', ${instant}::timestamptz
    from link.never_link n join core.record r on r.natural_key in (n.a, n.b)
    where n.cleared_by is null
    on conflict (kind, subject, because) do update set cleared_by = null, raised_at = excluded.raised_at`.execute(db);
  return rows[0]?.n ?? 0;
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
