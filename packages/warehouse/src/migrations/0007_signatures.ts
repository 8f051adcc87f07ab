import { giveToOwner } from '../roles/ownership.ts';
import { type Migration, runAll } from './migration.ts';

/**
 * A signature is the session's own login, set once. A judgement changes only by a second signature or by being withdrawn; one
 * that raised a never-link is withdrawn only after two people lifted it.
 */
const JUDGEMENT = `create function link.guard_judgement() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $fn$
declare kept link.judgement;
begin
  if tg_op = 'INSERT' then
    if new.signed_by_1 is distinct from session_user::text or num_nonnulls(new.signed_by_2, new.signed_at_2, new.withdrawn_at, new.withdrawn_by) > 0
      or (new.never and (new.verdict <> 'different' or new.expires is not null)) then
      raise exception 'a judgement is signed by the login that makes it' using errcode = 'check_violation', constraint = 'judgement_own_signature';
    end if;
    return new;
  end if;
  kept := new;
  kept.signed_by_2 := old.signed_by_2; kept.signed_at_2 := old.signed_at_2;
  kept.withdrawn_at := old.withdrawn_at; kept.withdrawn_by := old.withdrawn_by; kept.withdrawn_reason := old.withdrawn_reason;
  if kept is distinct from old or old.withdrawn_at is not null then
    raise exception 'a judgement is never changed' using errcode = 'check_violation', constraint = 'judgement_final';
  end if;
  if new.signed_by_2 is distinct from old.signed_by_2
    and (old.signed_by_2 is not null or not old.never or new.signed_by_2 is distinct from session_user::text or new.signed_by_2 = old.signed_by_1) then
    raise exception 'the second signature is that of another login' using errcode = 'check_violation', constraint = 'judgement_second_signature';
  end if;
  if new.withdrawn_at is not null and (new.withdrawn_by is distinct from session_user::text or (old.signed_by_2 is not null
    and exists (select from link.never_link n where n.a = old.a and n.b = old.b and n.lifted_at is null))) then
    raise exception 'two people lift a never-link' using errcode = 'check_violation', constraint = 'judgement_never_link_stands';
  end if;
  return new;
end $fn$`;

/** A never-link that people raise rests on a judgement that two logins signed; two logins lift one, each by itself. */
const NEVER_LINK = `create function link.guard_never_link() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $fn$
declare raised_again boolean := false;
begin
  if tg_op = 'UPDATE' then
    if (new.a, new.b) is distinct from (old.a, old.b) then
      raise exception 'a never-link is never moved' using errcode = 'check_violation', constraint = 'never_link_final';
    end if;
    raised_again := old.lifted_at is not null and new.lifted_at is null;
    if not raised_again and new.kind is distinct from old.kind and (old.kind <> 'different' or new.origin = old.origin) then
      raise exception 'a never-link keeps its kind' using errcode = 'check_violation', constraint = 'never_link_final';
    end if;
  elsif num_nonnulls(new.lifted_by_1, new.lifted_by_2, new.lifted_at) > 0 then
    raise exception 'a never-link is raised before it is lifted' using errcode = 'check_violation', constraint = 'never_link_lifted';
  end if;
  if new.kind = 'different' and (tg_op = 'INSERT' or raised_again) and not exists (
    select from link.judgement j where j.a = new.a and j.b = new.b and j.never and j.signed_by_1 <> j.signed_by_2 and j.withdrawn_at is null) then
    raise exception 'two people raise a never-link' using errcode = 'check_violation', constraint = 'never_link_two_signatures';
  end if;
  if tg_op = 'INSERT' or raised_again then return new; end if;
  if old.lifted_at is not null and (new.lifted_by_1, new.lifted_by_2, new.lifted_at) is distinct from (old.lifted_by_1, old.lifted_by_2, old.lifted_at)
    or new.lifted_by_1 is distinct from old.lifted_by_1 and new.lifted_by_1 is not null and (old.lifted_by_1 is not null or new.lifted_by_1 <> session_user::text)
    or new.lifted_by_2 is distinct from old.lifted_by_2 and (old.lifted_by_1 is null or new.lifted_by_2 is distinct from session_user::text)
    or new.lifted_by_2 is not null and new.lifted_by_1 is distinct from old.lifted_by_1 then
    raise exception 'two people lift a never-link, each as themselves' using errcode = 'check_violation', constraint = 'never_link_lifted';
  end if;
  return new;
end $fn$`;

/** Who signs is the session's login, whatever a statement says: `session_user`, which no SET ROLE and no name changes. */
export const signatures: Migration = {
  version: 7,
  name: 'signatures',
  async up(client) {
    await runAll(client, [
      JUDGEMENT,
      "comment on function link.guard_judgement is 'Holds that each signature is the login of its session, that none is changed, and that a signed never-link is not withdrawn by one.'",
      NEVER_LINK,
      "comment on function link.guard_never_link is 'Holds that people raise and lift never-links by two, each by a session of their own login.'",
      'revoke all on function link.guard_judgement, link.guard_never_link from public',
      'create trigger guard before insert or update on link.judgement for each row execute function link.guard_judgement()',
      'create trigger guard before insert or update on link.never_link for each row execute function link.guard_never_link()',
    ]);
    await giveToOwner(client);
  },
};
