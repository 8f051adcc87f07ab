import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbedded } from '@golden-thread/warehouse/embedded/launcher';
import { migrate } from '@golden-thread/warehouse/migrate';
import { adminQuery } from './admin-query.ts';
import { withDatabase } from './database-url.ts';
import { TEST_OWNER } from './test-owner.ts';

/** The one server of a test run, with a migrated database from which each test file's is copied. */
export interface Cluster {
  /** URL of the server, with a login that may create databases and roles. */
  readonly url: string;
  readonly template: string;
}

export type ServerChoice =
  | { readonly kind: 'given'; readonly url: string }
  | { readonly kind: 'container' }
  | { readonly kind: 'embedded' };

/** Starts or finds the server and migrates the template. */
export async function openCluster(choice: ServerChoice): Promise<{ readonly cluster: Cluster; close(): Promise<void> }> {
  const server = await openServer(choice);
  const template = `gt_template_${randomBytes(4).toString('hex')}`;
  try {
    await adminQuery(server.url, `create database ${template}`);
    await migrate(withDatabase(server.url, template), TEST_OWNER);
  } catch (error) {
    await server.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    if (choice.kind === 'given') await adminQuery(server.url, `drop database if exists ${template} with (force)`);
    await server.close();
  };
  return { cluster: { url: server.url, template }, close };
}

async function openServer(choice: ServerChoice): Promise<{ readonly url: string; close(): Promise<void> }> {
  switch (choice.kind) {
    case 'given':
      return { url: choice.url, close: () => Promise.resolve() };
    case 'container':
      return await openContainer();
    case 'embedded': {
      const directory = mkdtempSync(join(tmpdir(), 'golden-thread-test-'));
      const server = await openEmbedded({ dataDirectory: join(directory, 'data'), durable: false, keep: false, ephemeral: true });
      return {
        url: server.url,
        close: async () => {
          await server.close();
          await rm(directory, { recursive: true, force: true });
        },
      };
    }
    default:
      return choice satisfies never;
  }
}

/** A server in a container, for CI that tries several versions. Loaded only when it is asked for. */
async function openContainer(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const { PostgreSqlContainer } = await import('@testcontainers/postgresql');
  const container = await new PostgreSqlContainer('postgres:15-alpine').withCommand(['postgres', '-c', 'fsync=off']).start();
  return {
    url: container.getConnectionUri(),
    close: async () => {
      await container.stop();
    },
  };
}
