import { appendFileSync } from 'node:fs';
import type { EventSink } from '@golden-thread/orchestrator/events';
import { type FaultPlan, NO_FAULTS } from '@golden-thread/orchestrator/faults';
import type { NightSettings } from '@golden-thread/orchestrator/night';
import { type Warehouse, warehouseOver } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openClient, openPool } from '@golden-thread/warehouse/connect';
import { type DatabaseOwner, requireCurrent } from '@golden-thread/warehouse/database-state';
import { openEmbedded } from '@golden-thread/warehouse/embedded/launcher';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import { migrate } from '@golden-thread/warehouse/migrate';
import type { Config } from './config.ts';
import { type LoadOptions, loadPipeline } from './load-pipeline.ts';

/** An open database with the pipeline that it belongs to. */
export interface Session {
  readonly config: Config;
  readonly pipeline: PipelineDeclaration;
  readonly warehouse: Warehouse;
  settings(emit: EventSink): NightSettings;
  close(): Promise<void>;
}

/**
 * Opens the database: a server by DATABASE_URL, else the embedded one, started if need be.
 * With `prepare`, an empty database is made ready and an older one brought up to this code; without, both are an error.
 */
export async function openSession(config: Config, options: { readonly prepare: boolean } & LoadOptions): Promise<Session> {
  const pipeline = await loadPipeline(config.pipelineDirectory, options);
  const idKey = config.idKey();
  const owner = { pipeline: pipeline.name, idKeyFingerprint: fingerprintOfIdKey(idKey) };
  const server =
    config.databaseUrl === null
      ? await openEmbedded({ dataDirectory: `${config.dataDirectory}/postgres`, durable: true, keep: false })
      : { url: config.databaseUrl, close: async () => {} };
  try {
    await (options.prepare ? migrate(server.url, owner) : requireReady(server.url, owner));
    const pool = openPool(server.url, { applicationName: 'golden-thread', role: 'gt_night' });
    const warehouse = warehouseOver(server.url, pool);
    return {
      config,
      pipeline,
      warehouse,
      settings: (emit) => ({
        warehouse,
        pipeline,
        idKey,
        directoryOf: (location) => config.locationDirectory(location),
        remote: { spoolDirectory: config.spoolDirectory, locationOf: (location) => config.locationSettings(location) },
        now: () => new Date(),
        emit,
        faults: faultsOf(config),
      }),
      close: async () => {
        await pool.end();
        await server.close();
      },
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** As whoever logs in: the night's own role may not be there yet. */
async function requireReady(url: string, owner: DatabaseOwner): Promise<void> {
  const client = await openClient(url, { applicationName: 'golden-thread' });
  try {
    await requireCurrent(client, owner);
  } finally {
    await client.end();
  }
}

/** `GT_FAULT=transaction@moment` kills this process there, as a crash would; `GT_FAULT_LOG` lists the points passed. */
function faultsOf(config: Config): FaultPlan {
  if (config.fault === null && config.faultLog === null) return NO_FAULTS;
  return {
    reach: (transaction, moment) => {
      const point = `${transaction}@${moment}`;
      if (config.faultLog !== null) appendFileSync(config.faultLog, `${point}\n`);
      if (config.fault === point) process.kill(process.pid, 'SIGKILL');
    },
  };
}
