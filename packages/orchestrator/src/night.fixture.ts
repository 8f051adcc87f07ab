import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import { openClient, openPool } from '@golden-thread/warehouse/connect';
import { canonicalDump } from '@golden-thread/warehouse/dump';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import type pg from 'pg';
import { type NightEvent, SILENT } from './night/events.ts';
import { NO_FAULTS } from './night/faults.ts';
import type { NightSettings } from './night/night.ts';
import { type NightOptions, type NightReport, runNight } from './night/run-night.ts';
import { reading, type Warehouse, warehouseOver } from './night/warehouse-handle.ts';

export const TEST_ID_KEY = Buffer.from('golden-thread test key, public, for made-up people', 'utf8');
export const DATES = ['2026-03-02', '2026-03-03', '2026-03-04'] as const;

export interface TestCouncil {
  readonly directory: string;
  /** Drop folder of a night, counted from 1. */
  night(number: number): string;
  remove(): void;
}

/** A council on disk: 60 people unless said otherwise. */
export async function makeCouncil(
  options: { readonly people?: number; readonly nights?: number; readonly seed?: number } = {},
): Promise<TestCouncil> {
  const directory = mkdtempSync(join(tmpdir(), 'golden-thread-council-'));
  await generateCouncil({
    people: options.people ?? 60,
    nights: options.nights ?? 3,
    seed: options.seed ?? 7,
    out: directory,
    start: DATES[0],
  });
  return {
    directory,
    night: (number) => join(directory, `night-0${number}`),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

export interface TestNights {
  readonly url: string;
  /** Name of its database. */
  readonly name: string;
  readonly warehouse: Warehouse;
  readonly pipeline: PipelineDeclaration;
  readonly events: NightEvent[];
  settings(drop: string, over?: Partial<NightSettings>): NightSettings;
  run(drop: string, businessDate: string, over?: Partial<NightSettings>, options?: Partial<NightOptions>): Promise<NightReport>;
  dump(): Promise<readonly string[]>;
  /** Which transaction wrote each row of each table, and where it lies: equal when nothing was written between. */
  traceOfWrites(): Promise<string>;
  /** A session that may do what the night never may. */
  asOwner(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** An empty warehouse of a test's own, with a clock that only the test moves. */
export async function openNights(pipeline: PipelineDeclaration): Promise<TestNights> {
  const database = await createTestDatabase({ owner: { pipeline: pipeline.name, idKeyFingerprint: fingerprintOfIdKey(TEST_ID_KEY) } });
  const pool = openPool(database.url, { applicationName: 'golden-thread test', role: 'gt_night' });
  const warehouse = warehouseOver(database.url, pool);
  const events: NightEvent[] = [];
  let tick = 0;
  const settings = (drop: string, over: Partial<NightSettings> = {}): NightSettings => ({
    warehouse,
    pipeline,
    idKey: TEST_ID_KEY,
    directoryOf: (location) => join(drop, location),
    remote: { spoolDirectory: join(drop, '.spool'), locationOf: (name) => ({ name, get: () => null }) },
    now: () => new Date(Date.UTC(2026, 2, 2, 3) + tick++ * 1000),
    emit: SILENT,
    faults: NO_FAULTS,
    ...over,
  });
  return {
    url: database.url,
    name: database.name,
    warehouse,
    pipeline,
    events,
    settings,
    run: (drop, businessDate, over = {}, options = {}) =>
      runNight(settings(drop, { emit: (event) => events.push(event), ...over }), {
        businessDate,
        again: false,
        scope: 'affected',
        ...options,
      }),
    dump: () => dumpLines(warehouse),
    traceOfWrites: async () => {
      const { rows } = await pool.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('ops', 'core', 'link', 'golden', 'governance', 'audit') order by 1`,
      );
      const owner = await openClient(database.url);
      const prints: string[] = [];
      for (const { name } of rows) {
        const { rows: found } = await owner.query(
          `select md5(coalesce(string_agg(xmin::text || ctid::text, ',' order by tableoid, ctid), '')) as print from ${name}`,
        );
        prints.push(`${name} ${found[0]?.print}`);
      }
      await owner.end();
      return prints.join('\n');
    },
    asOwner: () => openClient(database.url),
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

export function dumpLines(warehouse: Warehouse): Promise<readonly string[]> {
  return reading(warehouse, async (tx) => {
    const lines: string[] = [];
    for await (const line of canonicalDump(tx.client)) lines.push(line);
    return lines;
  });
}

/** What a dump says of the versioned tables alone: nothing of files, places in them, or the ledger. */
export const dataLines = (dump: readonly string[]): readonly string[] => {
  const lines: string[] = [];
  let keeps = false;
  for (const line of dump) {
    if (line.startsWith('# ')) keeps = /^# (core|link|golden)\./.test(line);
    if (keeps) lines.push(line);
  }
  return lines;
};
