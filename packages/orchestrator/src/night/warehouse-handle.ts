import { kyselyOn, kyselyOver, type Pool } from '@golden-thread/warehouse/connect';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import { type Transaction, withTransaction } from '@golden-thread/warehouse/transaction';

/** The warehouse as the orchestrator holds it: the pool for bulk, Kysely over it for small reads. */
export interface Warehouse {
  readonly url: string;
  readonly pool: Pool;
  readonly db: Db;
}

/** One open transaction: the session for COPY, Kysely on it for the rest. */
export interface Tx {
  readonly client: Transaction;
  readonly db: Db;
}

export const warehouseOver = (url: string, pool: Pool): Warehouse => ({ url, pool, db: kyselyOver(pool) });

/** One transaction for writing. */
export const transact = <Result>(warehouse: Warehouse, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  withTransaction(warehouse.pool, (client) => work({ client, db: kyselyOn(client) }));

/** One read-only transaction that sees one state of the database throughout. */
export const reading = <Result>(warehouse: Warehouse, work: (tx: Tx) => Promise<Result>): Promise<Result> =>
  withTransaction(warehouse.pool, (client) => work({ client, db: kyselyOn(client) }), { mode: 'read' });
