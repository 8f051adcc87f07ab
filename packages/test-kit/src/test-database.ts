import { randomBytes } from 'node:crypto';
import { openClient } from '@golden-thread/warehouse/connect';
import type { DatabaseOwner } from '@golden-thread/warehouse/database-state';
import { secureDatabase } from '@golden-thread/warehouse/roles/secure-database';
import { inject } from 'vitest';
import { adminQuery } from './admin-query.ts';
import type {} from './cluster.setup.ts';
import { withDatabase } from './database-url.ts';
import { TEST_OWNER } from './test-owner.ts';

export interface TestDatabase {
  /** URL with the login that owns it. */
  readonly url: string;
  readonly name: string;
  /** Removes the database, whoever is still connected, and its readers' roles. */
  drop(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** `migrated` (unless given) is a copy of the template; `empty` has nothing in it. */
  readonly from?: 'migrated' | 'empty';
  /** Whose it is; the tests' own pipeline and key unless given. */
  readonly owner?: DatabaseOwner;
}

/** A database of one test file's own, copied from the migrated template in some 25 ms. */
export async function createTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const cluster = inject('cluster');
  const name = `gt_test_${randomBytes(5).toString('hex')}`;
  const url = withDatabase(cluster.url, name);
  await adminQuery(
    cluster.url,
    options.from === 'empty' ? `create database ${name}` : `create database ${name} template ${cluster.template} strategy file_copy`,
  );
  if (options.from !== 'empty') await makeOwn(url, options.owner ?? TEST_OWNER);
  return { url, name, drop: () => dropDatabase(cluster.url, name) };
}

/** What a copy of the template lacks: its own access list, and its owner. */
async function makeOwn(url: string, owner: DatabaseOwner): Promise<void> {
  const client = await openClient(url, { applicationName: 'golden-thread tests' });
  await secureDatabase(client);
  await client.query('update ops.database set pipeline = $1, id_key_fingerprint = $2', [owner.pipeline, owner.idKeyFingerprint]);
  await client.end();
}

async function dropDatabase(clusterUrl: string, name: string): Promise<void> {
  await adminQuery(clusterUrl, `drop database if exists ${name} with (force)`);
  const readers = await adminQuery(clusterUrl, 'select quote_ident(rolname) as role from pg_roles where starts_with(rolname, $1)', [
    `gt_reader_${name}_`,
  ]);
  for (const { role } of readers) await adminQuery(clusterUrl, `drop role if exists ${String(role)}`);
}
