import type { PublicationState, RunState } from '@golden-thread/shapes/codes';
import { type Kysely, sql } from 'kysely';
import type { PlainRows } from '../tables/plain.ts';

/** The ledger of runs, steps and publications: small statements, one row each. */
export type Db = Kysely<PlainRows>;

export interface RunRow {
  readonly run: number;
  readonly business_date: string;
  readonly attempt: number;
  readonly base: number;
  readonly publication: number;
  readonly state: RunState;
  readonly scope: string;
  readonly instant: string;
  readonly stopped_at: string | null;
}

export interface PublicationRow {
  readonly number: number;
  readonly run: number;
  readonly base: number;
  readonly business_date: string;
  readonly status: PublicationState;
  readonly published_at: string | null;
  readonly withdrawn_at: string | null;
}

export interface TableState {
  /** What readers see; 0 before the first publication. */
  readonly pointer: number;
  /** The publication whose rows the tables hold: the last that was built and not undone. */
  readonly built: number;
  /** A number never used before. */
  readonly next: number;
}

const runColumns = sql.raw(
  `run, business_date::text as business_date, attempt, base, publication, state, scope, to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as instant, stopped_at`,
);

export async function readTableState(db: Db): Promise<TableState> {
  const { rows } = await sql<TableState>`
    select coalesce((select number from ops.current_publication), 0) as pointer,
           coalesce((select max(number) from ops.publication where status <> 'undone'), 0) as built,
           coalesce((select max(number) from ops.publication), 0) + 1 as next`.execute(db);
  return rows[0] ?? { pointer: 0, built: 0, next: 1 };
}

/** The newest attempt at a business date. */
export async function findRun(db: Db, businessDate: string): Promise<RunRow | undefined> {
  const { rows } =
    await sql<RunRow>`select ${runColumns} from ops.run where business_date = ${businessDate}::date order by attempt desc limit 1`.execute(
      db,
    );
  return rows[0];
}

export async function readRun(db: Db, run: number): Promise<RunRow | undefined> {
  const { rows } = await sql<RunRow>`select ${runColumns} from ops.run where run = ${run}`.execute(db);
  return rows[0];
}

export async function listRuns(db: Db, limit: number): Promise<readonly RunRow[]> {
  const { rows } = await sql<RunRow>`select ${runColumns} from ops.run order by run desc limit ${limit}`.execute(db);
  return rows;
}

/** Runs that built a publication which was neither published nor undone. */
export async function unfinishedRuns(db: Db): Promise<readonly RunRow[]> {
  const { rows } =
    await sql<RunRow>`select ${runColumns} from ops.run where state in ('running', 'stopped', 'failed') order by run`.execute(db);
  return rows;
}

export async function insertRun(
  db: Db,
  run: { businessDate: string; base: number; publication: number; scope: string; instant: string },
): Promise<RunRow> {
  const { rows } = await sql<RunRow>`
    insert into ops.run (run, business_date, attempt, base, publication, state, scope, instant)
    select coalesce((select max(run) from ops.run), 0) + 1, ${run.businessDate}::date,
           coalesce((select max(attempt) from ops.run where business_date = ${run.businessDate}::date), 0) + 1,
           ${run.base}::int, ${run.publication}::int, 'running', ${run.scope}, ${run.instant}::timestamptz
    returning ${runColumns}`.execute(db);
  const row = rows[0];
  if (row === undefined) throw new TypeError('insert returned no row');
  await sql`insert into ops.publication (number, run, base, business_date, status, built_at)
    values (${row.publication}, ${row.run}, ${row.base}, ${row.business_date}::date, 'built', ${run.instant}::timestamptz)`.execute(db);
  return row;
}

export async function setRunState(db: Db, run: number, state: RunState, stoppedAt: string | null): Promise<void> {
  await sql`update ops.run set state = ${state}, stopped_at = ${stoppedAt} where run = ${run}`.execute(db);
}

export async function setPublicationStatus(db: Db, number: number, status: PublicationState, instant: string): Promise<void> {
  await sql`update ops.publication set status = ${status},
      published_at = case when ${status} = 'published' then ${instant}::timestamptz else published_at end,
      withdrawn_at = case when ${status} = 'withdrawn' then ${instant}::timestamptz when ${status} = 'published' then null else withdrawn_at end
    where number = ${number}`.execute(db);
}

/** Moves the one pointer that readers follow. */
export async function movePointer(db: Db, number: number): Promise<void> {
  await sql`update ops.current_publication set number = ${number}`.execute(db);
}

export async function readPublication(db: Db, number: number): Promise<PublicationRow | undefined> {
  const { rows } = await sql<PublicationRow>`
    select number, run, base, business_date::text as business_date, status, published_at::text as published_at, withdrawn_at::text as withdrawn_at
    from ops.publication where number = ${number}`.execute(db);
  return rows[0];
}

export async function listPublications(db: Db, limit: number): Promise<readonly PublicationRow[]> {
  const { rows } = await sql<PublicationRow>`
    select number, run, base, business_date::text as business_date, status, published_at::text as published_at, withdrawn_at::text as withdrawn_at
    from ops.publication order by number desc limit ${limit}`.execute(db);
  return rows;
}

/** The publications that a publication rests on, itself first. */
export async function chainOf(db: Db, number: number): Promise<readonly number[]> {
  const { rows } = await sql<{ number: number }>`
    with recursive chain (number, base) as (
      select number, base from ops.publication where number = ${number}
      union all
      select p.number, p.base from ops.publication p join chain c on p.number = c.base)
    select number from chain order by number desc`.execute(db);
  return rows.map((row) => row.number);
}

export interface RunInput {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
}

export async function insertRunInputs(db: Db, run: number, inputs: readonly RunInput[]): Promise<void> {
  await sql`insert into ops.run_input (run, kind, name, value)
    select ${run}::int, * from unnest(${inputs.map((i) => i.kind)}::text[], ${inputs.map((i) => i.name)}::text[], ${inputs.map((i) => i.value)}::text[])`.execute(
    db,
  );
}

export async function readRunInputs(db: Db, run: number): Promise<readonly RunInput[]> {
  const { rows } =
    await sql<RunInput>`select kind, name, value from ops.run_input where run = ${run} order by kind collate "C", name collate "C"`.execute(
      db,
    );
  return rows;
}

export interface StepRow {
  readonly step: string;
  readonly scope: string;
  readonly counts: Readonly<Record<string, number>>;
}

export async function readSteps(db: Db, run: number): Promise<readonly StepRow[]> {
  const { rows } = await sql<StepRow>`select step, scope, counts from ops.step where run = ${run} order by done_at, step, scope`.execute(
    db,
  );
  return rows;
}

export async function insertStep(
  db: Db,
  step: { run: number; step: string; scope: string; counts: Readonly<Record<string, number>>; epoch: number },
): Promise<void> {
  await sql`insert into ops.step (run, step, scope, state, counts, done_at, epoch)
    values (${step.run}, ${step.step}, ${step.scope}, 'done', ${JSON.stringify(step.counts)}::jsonb, clock_timestamp(), ${step.epoch})`.execute(
    db,
  );
}

/** One act of a person or of the night, with its reason; the actor is the login, `byName` only adds a name. */
export async function insertAudit(
  db: Db,
  entry: { stream: 'night' | 'people'; byName: string | null; act: string; subject: string; reason: string | null },
): Promise<void> {
  await sql`with last as (select entry, hash from audit.entry where stream = ${entry.stream} order by entry desc limit 1),
    made as (select coalesce((select entry from last), 0) + 1 as entry, clock_timestamp() as at, (select hash from last) as previous)
    insert into audit.entry (stream, entry, at, actor, by_name, act, subject, reason, previous, hash)
    select ${entry.stream}::text, entry, at, session_user, ${entry.byName}::text, ${entry.act}::text, ${entry.subject}::text, ${entry.reason}::text, previous,
      encode(sha256(convert_to(jsonb_build_array(${entry.stream}::text, entry, (extract(epoch from at) * 1000000)::bigint, session_user::text, ${entry.byName}::text, ${entry.act}::text, ${entry.subject}::text, ${entry.reason}::text, previous)::text, 'UTF8')), 'hex')
    from made`.execute(db);
}

/** Queues a message for the world outside; delivered after commit, at least once, under its key. */
export async function insertOutbox(db: Db, message: { kind: string; payload: unknown; key: string }): Promise<void> {
  await sql`insert into ops.outbox (message, kind, payload, idempotency_key, made_at)
    select coalesce(max(message), 0) + 1, ${message.kind}, ${JSON.stringify(message.payload)}::jsonb, ${message.key}, clock_timestamp() from ops.outbox
    on conflict (idempotency_key) do nothing`.execute(db);
}

export interface GateRow {
  readonly gate: string;
  readonly delivery: number;
  readonly outcome: string;
  readonly measured: number;
  readonly allowed: number;
  readonly words: string;
}

export async function upsertGate(db: Db, run: number, gate: GateRow): Promise<void> {
  await sql`insert into ops.gate (run, gate, delivery, outcome, measured, allowed, words)
    values (${run}, ${gate.gate}, ${gate.delivery}, ${gate.outcome}, ${gate.measured}, ${gate.allowed}, ${gate.words})
    on conflict (run, gate, delivery) do update set outcome = excluded.outcome, measured = excluded.measured, allowed = excluded.allowed, words = excluded.words`.execute(
    db,
  );
}

export async function readGates(db: Db, run: number): Promise<readonly GateRow[]> {
  const { rows } = await sql<GateRow>`select gate, delivery, outcome, measured::float8 as measured, allowed::float8 as allowed, words
    from ops.gate where run = ${run} order by gate collate "C", delivery`.execute(db);
  return rows;
}

export interface AcceptanceRow {
  readonly run: number;
  readonly gate: string;
  readonly delivery: number;
}

/** Acceptances that bind this run: its own gates, and every delivery's gates that a person ever released. */
export async function readAcceptances(db: Db, run: number): Promise<readonly AcceptanceRow[]> {
  const { rows } = await sql<AcceptanceRow>`select run, gate, delivery from ops.acceptance where run = ${run} or delivery <> 0`.execute(db);
  return rows;
}

export async function insertAcceptance(
  db: Db,
  row: { run: number; gate: string; delivery: number; byName: string | null; reason: string },
): Promise<void> {
  await sql`insert into ops.acceptance (run, gate, delivery, by_name, actor, reason, at)
    values (${row.run}, ${row.gate}, ${row.delivery}, ${row.byName}, session_user, ${row.reason}, clock_timestamp())
    on conflict (run, gate, delivery) do nothing`.execute(db);
}
