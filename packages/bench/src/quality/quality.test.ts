import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPipeline } from '@golden-thread/cli/load-pipeline';
import { warehouseOver } from '@golden-thread/orchestrator/warehouse-handle';
import { createTestDatabase } from '@golden-thread/test-kit/test-database';
import { openPool } from '@golden-thread/warehouse/connect';
import { fingerprintOfIdKey } from '@golden-thread/warehouse/id-key';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PUBLIC_ID_KEY } from '../scratch.ts';
import { familyTable } from './family-table.ts';
import { measureNights, type NightQuality } from './quality.ts';

const COUNCIL = { people: 800, seed: 1011 };

/** What a council of 800 can hold of the promises; `npm run bench -- quality` measures them at 10,000. */
describe('three nights of the reference pipeline on a council that the model never saw', () => {
  const directory = mkdtempSync(join(tmpdir(), 'golden-thread-quality-'));
  let nights: readonly NightQuality[];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const pipeline = await loadPipeline(new URL('../../../../pipelines/single-view', import.meta.url).pathname);
    const database = await createTestDatabase({
      owner: { pipeline: pipeline.name, idKeyFingerprint: fingerprintOfIdKey(PUBLIC_ID_KEY) },
    });
    const pool = openPool(database.url, { applicationName: 'golden-thread quality', role: 'gt_night' });
    close = async () => {
      await pool.end();
      await database.drop();
    };
    nights = await measureNights(warehouseOver(database.url, pool), pipeline, { ...COUNCIL, out: join(directory, 'council') });
  });
  afterAll(async () => {
    await close();
    rmSync(directory, { recursive: true, force: true });
  });

  test('records are joined rightly, and nearly all that can be', () => {
    for (const { quality } of nights) {
      expect(quality.truePairs).toBeGreaterThan(1000);
      expect(quality.precision).toBeGreaterThanOrEqual(0.995);
      expect(quality.recall).toBeGreaterThanOrEqual(0.9);
    }
  });

  test('nobody holds the forenames of two twins, whom plain components would merge', () => {
    for (const { quality } of nights) {
      expect(quality.twinsMergedByName).toBe(0);
      expect(quality.twinPairs).toBeGreaterThan(10);
      expect(quality.twinsMergedByComponents).toBeGreaterThanOrEqual(0.2);
    }
  });

  test('the council is hard: exact names and dates of birth would miss a fifth', () => {
    for (const { quality } of nights) expect(quality.missedByExactNames).toBeGreaterThanOrEqual(0.2);
  });

  test('no path crosses a never-link', () => {
    expect(nights.map(({ quality }) => quality.neverLinkPaths)).toEqual([0, 0, 0]);
  });

  test('every scripted family ends each night as it should', () => {
    const rows = familyTable(nights);
    expect(rows.length).toBe(32);
    for (const { family, copies, found } of rows) {
      expect({ family, found }).toEqual({ family, found: 'as expected, every night' });
      expect(copies).toBeGreaterThan(0);
    }
  });
});
