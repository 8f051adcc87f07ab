import { DatabaseError } from '@golden-thread/shapes/errors';
import type { Queryable } from './connect.ts';
import { SCHEMA_VERSION } from './migrations/list.ts';

/** Whose database this must be. */
export interface DatabaseOwner {
  /** Name of the pipeline: one pipeline per database. */
  readonly pipeline: string;
  /** From `fingerprintOfIdKey`: ids minted with two keys must never meet. */
  readonly idKeyFingerprint: string;
}

export type DatabaseState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'ours'; readonly pipeline: string; readonly idKeyFingerprint: string; readonly schemaVersion: number };

/** What is in the database, without a judgement. */
export async function readDatabaseState(client: Queryable): Promise<DatabaseState> {
  const marked = await client.query<{ columns: number }>(
    `select count(*)::integer as columns from pg_attribute
     where attrelid = to_regclass('ops.database') and attname in ('pipeline', 'id_key_fingerprint', 'schema_version') and not attisdropped`,
  );
  if (marked.rows[0]?.columns === 3) {
    const found = await client.query<{ pipeline: string; id_key_fingerprint: string; schema_version: number }>(
      'select pipeline, id_key_fingerprint, schema_version from ops.database',
    );
    const row = found.rows[0];
    if (row !== undefined)
      return { kind: 'ours', pipeline: row.pipeline, idKeyFingerprint: row.id_key_fingerprint, schemaVersion: row.schema_version };
  }
  const others = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e') limit 1`,
  );
  return others.rows.length > 0 ? { kind: 'foreign' } : { kind: 'empty' };
}

/** @throws DatabaseError when the database is somebody else's, another pipeline's, newer than this code, or minted with another id key. */
export function checkOwner(state: DatabaseState, owner: DatabaseOwner): void {
  if (state.kind === 'empty') return;
  if (state.kind === 'foreign') {
    throw new DatabaseError({
      code: 'database.foreign',
      message: "The database holds somebody else's tables.",
      remedy: 'Point DATABASE_URL at an empty database, or at one that Golden Thread made.',
    });
  }
  if (state.pipeline !== owner.pipeline) {
    throw new DatabaseError({
      code: 'database.other_pipeline',
      message: `The database belongs to the pipeline '${state.pipeline}', not to '${owner.pipeline}'.`,
      remedy: `Run the pipeline '${state.pipeline}', or point DATABASE_URL at the database of '${owner.pipeline}'.`,
    });
  }
  if (state.schemaVersion > SCHEMA_VERSION) {
    throw new DatabaseError({
      code: 'database.newer',
      message: `The database is at schema version ${state.schemaVersion}, this code at ${SCHEMA_VERSION}.`,
      remedy: 'Update Golden Thread to the release that the database was last used with.',
    });
  }
  if (state.idKeyFingerprint !== owner.idKeyFingerprint) {
    throw new DatabaseError({
      code: 'database.other_id_key',
      message: "The database's person ids were minted with another key than the one given.",
      remedy: 'Set GT_ID_KEY to the key that this database was made with; its backup is described in docs/.',
    });
  }
}

/** For commands that only read: checks whose database it is and that it is up to date. @throws DatabaseError. */
export async function requireCurrent(client: Queryable, owner: DatabaseOwner): Promise<void> {
  const state = await readDatabaseState(client);
  checkOwner(state, owner);
  if (state.kind === 'empty')
    throw new DatabaseError({
      code: 'database.empty',
      message: 'The database is empty: no night has run here.',
      remedy: 'Run `gt nightly` first.',
    });
  if (state.kind === 'ours' && state.schemaVersion < SCHEMA_VERSION) {
    throw new DatabaseError({
      code: 'database.older',
      message: `The database is at schema version ${state.schemaVersion}, this code at ${SCHEMA_VERSION}.`,
      remedy: 'Run `gt nightly`, which brings it up to date.',
    });
  }
}
