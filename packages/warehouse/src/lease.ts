import { AlreadyRunningError, TerminalError } from '@golden-thread/shapes/errors';
import { type Connection, openClient } from './connect.ts';
import { LOCKS } from './locks.ts';
import { sqlStateOf } from './sql-errors.ts';
import type { Transaction } from './transaction.ts';

const LOCK_NOT_AVAILABLE = '55P03';
const TAKE_OVER_ATTEMPTS = 5;
/** A holder whose machine vanished is noticed after about a minute; ignored on a Unix socket. */
const LIVENESS = { tcp_keepalives_idle: '30', tcp_keepalives_interval: '10', tcp_keepalives_count: '3' } as const;

export interface LeaseRequest {
  /** Run it is taken for, where that is known by now. */
  readonly run: number | null;
  /** Process that takes it, for people who look, e.g. `gt nightly, process 4711`. */
  readonly holder: string;
}

/** The right to write the night. */
export interface Lease {
  readonly epoch: number;
  /**
   * Called first in every writing transaction: reads the epoch `for share`, so that a take-over waits for the commit
   * and whoever was taken over writes nothing. @throws TerminalError when the lease is another's by now.
   */
  assertHeld(tx: Transaction): Promise<void>;
  /** Ends it. A process that dies ends it too. */
  release(): Promise<void>;
}

/**
 * Takes the lease. Liveness is a session's advisory lock on a connection of its own: it falls with the process,
 * and no writing transaction can make a live holder look dead. The epoch is then raised; a transaction of a dead
 * holder that still hangs is ended first.
 * @throws AlreadyRunningError when a live process holds it.
 */
export async function acquireLease(url: string, request: LeaseRequest): Promise<Lease> {
  const session = await openClient(url, { applicationName: 'golden-thread lease', settings: LIVENESS });
  try {
    await takeLock(session);
    const epoch = await takeOver(session, request);
    return {
      epoch,
      assertHeld: (tx) => assertEpoch(tx, epoch),
      release: () => session.end(),
    };
  } catch (error) {
    await session.end();
    throw error;
  }
}

async function takeLock(session: Connection): Promise<void> {
  const { rows } = await session.query<{ taken: boolean }>('select pg_try_advisory_lock($1, $2) as taken', [LOCKS.space, LOCKS.night]);
  if (rows[0]?.taken === true) return;
  const holder = (await session.query<{ holder: string | null }>('select holder from ops.lease')).rows[0]?.holder ?? null;
  throw new AlreadyRunningError({
    code: 'night.already_running',
    message: `Another run is going${holder === null ? '' : ` (${holder})`}.`,
    remedy: 'Wait until it has ended; `gt status` shows how far it is.',
  });
}

async function takeOver(session: Connection, { run, holder }: LeaseRequest): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      const { rows } = await session.query<{ epoch: number }>('select ops.take_over($1, $2) as epoch', [run, holder]);
      return rows[0]?.epoch ?? 0;
    } catch (error) {
      if (sqlStateOf(error) !== LOCK_NOT_AVAILABLE || attempt === TAKE_OVER_ATTEMPTS) throw error;
      await endHungWriters(session);
    }
  }
}

/** Ends the sessions whose open transaction holds the lease's row: their process has lost the liveness lock, so it is dead or cut off. */
async function endHungWriters(session: Connection): Promise<void> {
  await session.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'relation' and relation = 'ops.lease'::regclass and database = (select oid from pg_database where datname = current_database())
       and granted and mode <> 'AccessShareLock' and pid <> pg_backend_pid()`,
  );
}

async function assertEpoch(tx: Transaction, epoch: number): Promise<void> {
  const { rows } = await tx.query('select from ops.lease where epoch = $1 for share', [epoch]);
  if (rows.length === 1) return;
  throw new TerminalError({
    code: 'night.lease_lost',
    message: 'Another run has taken over: this one has written nothing since.',
    remedy: 'Let the other run finish; `gt status` shows it.',
  });
}
