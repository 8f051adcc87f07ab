import { DatabaseError, TerminalError } from '@golden-thread/shapes/errors';
import type { Connection, Pool } from './connect.ts';
import { sqlStateOf } from './sql-errors.ts';

/** A session that has a transaction open. */
export type Transaction = Connection;

export interface TransactionOptions {
  /** `read` sees one state of the database throughout and cannot write. */
  readonly mode?: 'write' | 'read';
}

/**
 * Runs `work` in one transaction on one session of the pool and commits it; whatever fails rolls it back.
 * @throws the error of `work`, or DatabaseError when the session was lost: the commit may then have happened or not.
 */
export async function withTransaction<Result>(
  pool: Pool,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  const client = await pool.connect();
  try {
    const result = await inTransaction(client, work, options);
    client.release();
    return result;
  } catch (error) {
    client.release(sessionFails(error)); // such a session is not lent again
    throw error;
  }
}

/** The same on a session that the caller holds, which is left without a transaction. */
export async function inTransaction<Result>(
  client: Connection,
  work: (tx: Transaction) => Promise<Result>,
  options: TransactionOptions = {},
): Promise<Result> {
  try {
    await client.query(options.mode === 'read' ? 'begin isolation level repeatable read read only' : 'begin');
    const result = await work(client);
    const answer = await client.query('commit');
    if (answer.command !== 'COMMIT') throw rolledBack();
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the first error is the one that tells
    throw error;
  }
}

/** True when the error says that the session itself is gone or unusable. */
function sessionFails(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === null ? error instanceof DatabaseError : ['08', '57'].includes(state.slice(0, 2));
}

const rolledBack = () =>
  new TerminalError({
    code: 'sql.rolled_back',
    message: 'A transaction went on after one of its statements had failed, and was rolled back.',
    remedy: 'This is a defect of Golden Thread: report it.',
  });
