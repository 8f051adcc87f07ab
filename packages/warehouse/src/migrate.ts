import { type Connection, openClient } from './connect.ts';
import { checkOwner, type DatabaseOwner, readDatabaseState } from './database-state.ts';
import { LOCKS } from './locks.ts';
import { MIGRATIONS, SCHEMA_VERSION } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { inTransaction } from './transaction.ts';

export interface Migrated {
  /** 0 when the database was empty. */
  readonly from: number;
  readonly to: number;
}

/**
 * Brings the database up to this code, in one transaction: several may call at once, and one that fails leaves nothing.
 * @throws DatabaseError when it is somebody else's, another pipeline's, newer, or minted with another id key.
 */
export async function migrate(url: string, owner: DatabaseOwner): Promise<Migrated> {
  const client = await openClient(url, { applicationName: 'golden-thread migrate' });
  try {
    return await migrateOn(client, owner, MIGRATIONS);
  } finally {
    await client.end();
  }
}

/** The same on a session that the caller holds, with a list of migrations. */
export async function migrateOn(client: Connection, owner: DatabaseOwner, migrations: readonly Migration[]): Promise<Migrated> {
  const seen = await readDatabaseState(client);
  checkOwner(seen, owner);
  if (seen.kind === 'ours' && seen.schemaVersion === SCHEMA_VERSION) return { from: seen.schemaVersion, to: seen.schemaVersion };
  return await inTransaction(client, async (tx) => {
    await tx.query('select pg_advisory_xact_lock($1, $2)', [LOCKS.space, LOCKS.migrate]);
    const state = await readDatabaseState(tx); // another may have been first
    checkOwner(state, owner);
    const from = state.kind === 'ours' ? state.schemaVersion : 0;
    for (const migration of migrations) if (migration.version > from) await migration.up(tx);
    const to = Math.max(from, migrations.length);
    if (from === 0)
      await tx.query('insert into ops.database ("only", pipeline, id_key_fingerprint, schema_version) values (true, $1, $2, $3)', [
        owner.pipeline,
        owner.idKeyFingerprint,
        to,
      ]);
    else if (to > from) await tx.query('update ops.database set schema_version = $1', [to]);
    return { from, to };
  });
}
