import type { Connection } from '../connect.ts';

/**
 * One step forward of the schema: one idea, never edited once released, never undone.
 * Tables are made from the registries in `tables/` and `versioned/tables.ts`; a later migration that adds to them
 * says `if not exists`, since a new database has the addition from the start.
 */
export interface Migration {
  /** Position in the list, from 1. */
  readonly version: number;
  readonly name: string;
  /** Runs in the one transaction of all pending migrations, as the connecting user. */
  up(client: Connection): Promise<void>;
}

/** Runs statements one after another. */
export async function runAll(client: Connection, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}
