import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventSink } from '@golden-thread/orchestrator/events';
import { NO_FAULTS } from '@golden-thread/orchestrator/faults';
import type { NightSettings } from '@golden-thread/orchestrator/night';
import { type Warehouse, warehouseOver } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { openPool } from '@golden-thread/warehouse/connect';
import { openEmbedded } from '@golden-thread/warehouse/embedded/launcher';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import { migrate } from '@golden-thread/warehouse/migrate';

/** Public on purpose: benchmarks and the demo hold made-up people only. */
export const PUBLIC_ID_KEY = Buffer.from('golden-thread demo key, public, for made-up people', 'utf8');

export interface Scratch {
  readonly directory: string;
  readonly warehouse: Warehouse;
  settings(drop: string, emit: EventSink): NightSettings;
  close(): Promise<void>;
}

/** A throw-away embedded database, durable as in production, with the pipeline's schema. */
export async function openScratch(pipeline: PipelineDeclaration): Promise<Scratch> {
  const directory = mkdtempSync(join(tmpdir(), 'golden-thread-bench-'));
  const server = await openEmbedded({ dataDirectory: join(directory, 'postgres'), durable: true, keep: false });
  await migrate(server.url, { pipeline: pipeline.name, idKeyFingerprint: fingerprintOfIdKey(PUBLIC_ID_KEY) });
  const pool = openPool(server.url, { applicationName: 'golden-thread bench', role: 'gt_night' });
  const warehouse = warehouseOver(server.url, pool);
  return {
    directory,
    warehouse,
    settings: (drop, emit) => settingsOver(warehouse, pipeline, drop, emit),
    close: async () => {
      await pool.end();
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What a night needs, in a warehouse whose id key is the public one. */
export function settingsOver(warehouse: Warehouse, pipeline: PipelineDeclaration, drop: string, emit: EventSink): NightSettings {
  return {
    warehouse,
    pipeline,
    idKey: PUBLIC_ID_KEY,
    directoryOf: (location) => join(drop, location),
    remote: { spoolDirectory: join(drop, '.spool'), locationOf: (name) => ({ name, get: () => null }) },
    now: () => new Date(),
    emit,
    faults: NO_FAULTS,
  };
}
