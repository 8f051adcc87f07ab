import { giveToOwner } from '../roles/ownership.ts';
import { type Migration, runAll } from './migration.ts';

/** A signature is the login of the session that makes it, and what was signed stays as it was. */
const POLICY = `create function ops.guard_policy() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $fn$
declare
  decisions constant text[] := array['approved_by', 'approved_name', 'approved_at', 'withdrawn_by', 'withdrawn_name', 'withdrawn_at', 'withdrawn_reason'];
  earlier jsonb := '{}';
  later jsonb := to_jsonb(new);
  name text;
begin
  if tg_op = 'UPDATE' then
    earlier := to_jsonb(old);
    if (earlier - decisions) <> (later - decisions) then
      raise exception 'a version of the policy does not change' using errcode = 'insufficient_privilege';
    end if;
    foreach name in array decisions loop
      if earlier -> name <> 'null' and later -> name <> earlier -> name then
        raise exception 'what was decided stays decided' using errcode = 'insufficient_privilege';
      end if;
    end loop;
  end if;
  foreach name in array array['proposed_by', 'approved_by', 'withdrawn_by'] loop
    if later ->> name is distinct from earlier ->> name and later ->> name is distinct from session_user::text then
      raise exception 'a login signs for itself' using errcode = 'insufficient_privilege';
    end if;
  end loop;
  return new;
end $fn$`;

/** Who proposes, approves or withdraws a policy is who is signed in, whatever a statement says. */
export const policySignatures: Migration = {
  version: 8,
  name: 'policy_signatures',
  async up(client) {
    await runAll(client, [
      POLICY,
      "comment on function ops.guard_policy is 'Refuses a signature that is not the login of the session, and a change of what was signed.'",
      'revoke all on function ops.guard_policy from public',
      'create trigger guard before insert or update on ops.policy for each row execute function ops.guard_policy()',
    ]);
    await giveToOwner(client);
  },
};
