import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { sql } from 'kysely';
import type { Db } from './ledger.ts';

/** The version of the match policy that these lines are; a new one when they differ from the newest. */
export async function putPolicy(db: Db, policy: MatchPolicy, instant: string): Promise<number> {
  await sql`insert into ops.policy (version, join_bits, break_bits, review_bits, margin_bits, floor_bits, fresh, origin, made_at)
    select coalesce(max(version), 0) + 1, ${policy.join}::float8, ${policy.break}::float8, ${policy.review}::float8, ${policy.margin}::float8, ${policy.floor}::float8, false, 'declared', ${instant}::timestamptz from ops.policy
    having not exists (select from ops.policy p where p.version = (select max(version) from ops.policy)
      and p.join_bits = ${policy.join} and p.break_bits = ${policy.break} and p.review_bits = ${policy.review} and p.margin_bits = ${policy.margin} and p.floor_bits = ${policy.floor})`.execute(
    db,
  );
  const { rows } = await sql<{ version: number }>`select max(version) as version from ops.policy`.execute(db);
  return rows[0]?.version ?? 0;
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
