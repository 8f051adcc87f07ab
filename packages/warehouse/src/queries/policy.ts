import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** A version of the match policy. */
export interface PolicyRow extends MatchPolicy {
  readonly version: number;
  /** Links are decided afresh when it begins: none is kept down to `break`. */
  readonly fresh: boolean;
  readonly origin: 'declared' | 'proposed';
  readonly made_at: string;
  readonly reason: string | null;
  readonly proposed_by: string | null;
  readonly proposed_name: string | null;
  readonly approved_by: string | null;
  readonly approved_name: string | null;
  readonly approved_at: string | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: string | null;
  readonly withdrawn_reason: string | null;
}

const COLUMNS = sql`version, join_bits as join, break_bits as break, review_bits as review, margin_bits as margin, floor_bits as floor, fresh, origin,
  made_at, reason, proposed_by, proposed_name, approved_by, approved_name, approved_at, withdrawn_by, withdrawn_at, withdrawn_reason`;

/** Every version, the oldest first. */
export async function listPolicies(db: Db): Promise<readonly PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`select ${COLUMNS} from ops.policy order by version`.execute(db);
  return rows;
}

export async function readPolicy(db: Db, version: number): Promise<PolicyRow | undefined> {
  const { rows } = await sql<PolicyRow>`select ${COLUMNS} from ops.policy where version = ${version}`.execute(db);
  return rows[0];
}

/**
 * The version that a night beginning at `instant` uses. As long as no change was ever approved, that is what thresholds.ts
 * declares, a new version where its lines differ from the newest declared ones; from then on the change that was approved last
 * and is not withdrawn, or, where all are withdrawn, the newest declared version.
 */
export async function putPolicy(db: Db, declared: MatchPolicy, instant: string): Promise<number> {
  await sql`insert into ops.policy (version, join_bits, break_bits, review_bits, margin_bits, floor_bits, fresh, origin, made_at)
    select (select coalesce(max(version), 0) + 1 from ops.policy),
      ${declared.join}::float8, ${declared.break}::float8, ${declared.review}::float8, ${declared.margin}::float8, ${declared.floor}::float8, false, 'declared', ${instant}::timestamptz
    where not exists (select from ops.policy p where p.version = (select max(version) from ops.policy where origin = 'declared')
      and p.join_bits = ${declared.join} and p.break_bits = ${declared.break} and p.review_bits = ${declared.review} and p.margin_bits = ${declared.margin} and p.floor_bits = ${declared.floor})`.execute(
    db,
  );
  const inForce = await policyInForce(db, instant);
  if (inForce === undefined) throw new TypeError('no policy in force');
  return inForce;
}

/** Version in force for a night that begins at `instant`; `undefined` before the first night. */
export async function policyInForce(db: Db, instant: string): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    select version from ops.policy
    where (origin = 'declared' or approved_at <= ${instant}::timestamptz) and (withdrawn_at is null or withdrawn_at > ${instant}::timestamptz)
    order by (origin = 'proposed') desc, approved_at desc nulls last, version desc limit 1`.execute(db);
  return rows[0]?.version;
}

export interface NewProposal {
  readonly lines: MatchPolicy;
  readonly fresh: boolean;
  readonly byName: string | null;
  readonly reason: string;
  readonly at: string;
}

/** A proposal, signed by the session's login. @returns its version. */
export async function insertProposal(db: Db, { lines, fresh, byName, reason, at }: NewProposal): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into ops.policy (version, join_bits, break_bits, review_bits, margin_bits, floor_bits, fresh, origin, made_at, reason, proposed_by, proposed_name)
    select coalesce(max(version), 0) + 1, ${lines.join}::float8, ${lines.break}::float8, ${lines.review}::float8, ${lines.margin}::float8, ${lines.floor}::float8,
      ${fresh}, 'proposed', ${at}::timestamptz, ${reason}, session_user, ${byName} from ops.policy
    returning version`.execute(db);
  return rows[0]?.version ?? 0;
}

/** Approves a proposal as the session's login. The table refuses the proposer's own. @returns whether there was one to approve. */
export async function approveProposal(db: Db, version: number, byName: string | null, at: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ops.policy set approved_by = session_user, approved_name = ${byName}, approved_at = ${at}::timestamptz
    where version = ${version} and origin = 'proposed' and approved_by is null and withdrawn_by is null`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** Withdraws a proposal or an approved change. @returns whether there was one to withdraw. */
export async function withdrawProposal(
  db: Db,
  version: number,
  act: { readonly byName: string | null; readonly reason: string; readonly at: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ops.policy set withdrawn_by = session_user, withdrawn_name = ${act.byName}, withdrawn_at = ${act.at}::timestamptz, withdrawn_reason = ${act.reason}
    where version = ${version} and origin = 'proposed' and withdrawn_by is null`.execute(db);
  return Number(numAffectedRows ?? 0) === 1;
}

/** A delivery of this run was rejected, or one that a gate had refused was accepted since: the run starts anew. */
export async function mustRestart(db: Db, run: number): Promise<boolean> {
  const { rows } = await sql<{ restart: boolean }>`
    select exists (select from ops.run_input i join ops.rejection j on j.delivery = i.value::int where i.run = ${run} and i.kind = 'delivery')
        or exists (select from ops.delivery_run r join ops.acceptance a on a.delivery = r.delivery where r.run = ${run} and r.state = 'refused') as restart`.execute(
    db,
  );
  return rows[0]?.restart ?? true;
}
