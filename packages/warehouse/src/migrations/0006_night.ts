import { LOCKS } from '../locks.ts';
import { giveToOwner } from '../roles/ownership.ts';
import { type Migration, runAll } from './migration.ts';

const TAKE_OVER = `create function ops.take_over(run integer, holder text) returns bigint language plpgsql security definer
set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $fn$
declare taken bigint;
begin
  if not exists (
    select from pg_locks where locktype = 'advisory' and classid = ${LOCKS.space} and objid = ${LOCKS.night} and objsubid = 2
      and pid = pg_backend_pid() and granted and database = (select oid from pg_database where datname = current_database())
  ) then
    raise exception 'the session does not hold the lock of the night' using errcode = 'object_not_in_prerequisite_state';
  end if;
  update ops.lease l set epoch = l.epoch + 1, run = take_over.run, holder = take_over.holder, seen = clock_timestamp() returning l.epoch into strict taken;
  return taken;
end $fn$`;

const ANALYSE = `create function ops.analyse(tables text[]) returns void language plpgsql security definer
set search_path = pg_catalog, pg_temp as $fn$
declare name text;
begin
  foreach name in array tables loop execute format('analyze %s', name::regclass); end loop;
end $fn$`;

/** What the night does with its owner's rights: takes the lease over, and has tables analysed after a first load. */
export const night: Migration = {
  version: 6,
  name: 'night',
  async up(client) {
    await runAll(client, [
      TAKE_OVER,
      "comment on function ops.take_over is 'Begins a new epoch of the lease: whoever wrote under the one before writes no more. Only for the session that holds the lock of the night.'",
      ANALYSE,
      "comment on function ops.analyse is 'Analyses tables of the owner, with their partitions: the night owns none and may not.'",
      'revoke all on function ops.take_over, ops.analyse from public',
      'grant execute on function ops.take_over, ops.analyse to gt_night',
    ]);
    await giveToOwner(client);
  },
};
