import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPEN } from '@golden-thread/shapes/references';
import { withLogin } from '@golden-thread/test-kit/database-url';
import { openClient } from '@golden-thread/warehouse/connect';
import { raiseNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { naturalKeysOf } from '@golden-thread/warehouse/queries/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPerson } from '../ask/person.ts';
import { transact } from '../night/warehouse-handle.ts';
import { DATES, makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { judge } from './judge.ts';

/** A drop folder is there, and nothing in it. */
const NO_FILES = mkdtempSync(join(tmpdir(), 'golden-thread-nothing-'));
mkdirSync(join(NO_FILES, 'social-care'));
const ACT = { byName: 'test', reason: 'tried by a test' };

describe('what people decide binds from the next night on', () => {
  let council: TestCouncil;
  let nights: TestNights;
  let day = 3;
  const nextDate = (): string => `2026-03-${String(day++).padStart(2, '0')}`;

  beforeAll(async () => {
    council = await makeCouncil({ nights: 1 });
    nights = await openNights(await referencePipeline());
    await nights.run(council.night(1), DATES[0]);
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
    rmSync(NO_FILES, { recursive: true, force: true });
  });

  const personOf = async (record: number): Promise<number> => {
    const { rows } = await nights.warehouse.pool.query<{ person: number }>(
      `select person_key::float8 as person from link.membership where record_key = $1 and to_publication = ${OPEN}`,
      [record],
    );
    return rows[0]?.person ?? 0;
  };
  /** Two records: of one person, whose link nothing but weight holds; or of two people of different lists. */
  const pair = async (together: boolean): Promise<readonly [number, number]> => {
    const { rows } = await nights.warehouse.pool.query<{ a: number; b: number }>(
      `select min(a.record_key) as a, max(a.record_key) as b from link.membership a where a.to_publication = ${OPEN} group by a.person_key having count(*) = ${together ? 2 : 1} order by 1 limit 2`,
    );
    const [first, second] = rows;
    return together ? [first?.a ?? 0, first?.b ?? 0] : [first?.a ?? 0, second?.a ?? 0];
  };

  it('"same" joins two people, and the younger id resolves to the older; when it expires they part and regain their ids', async () => {
    const [a, b] = await pair(false);
    const [idA, idB] = [await personOf(a), await personOf(b)];
    expect(idA).not.toBe(idB);
    await judge(nights.settings(NO_FILES), 'same', a, b, { ...ACT, expires: '2026-03-04' });
    await nights.run(NO_FILES, nextDate());
    const together = await personOf(a);
    expect(await personOf(b)).toBe(together);
    expect([idA, idB]).toContain(together);
    const other = together === idA ? idB : idA;
    const asked = await askPerson(nights.warehouse, nights.pipeline, other, null);
    expect(asked.askedFor).not.toBeNull();
    expect(asked.records).toHaveLength(2);
    await nights.run(NO_FILES, nextDate());
    expect([await personOf(a), await personOf(b)]).toEqual([idA, idB]);
  });

  it('"different" parts two records of one person, and keeps them apart on later nights', async () => {
    const [a, b] = await pair(true);
    expect(await personOf(a)).toBe(await personOf(b));
    await judge(nights.settings(NO_FILES), 'different', a, b, { ...ACT, expires: null });
    await nights.run(NO_FILES, nextDate());
    expect(await personOf(a)).not.toBe(await personOf(b));
    await nights.run(council.night(1), nextDate());
    expect(await personOf(a)).not.toBe(await personOf(b));
  });

  it('a never-link raised between two records of one person withholds both at once and parts them the next night, and no "same" joins them again', async () => {
    const [a, b] = await pair(true);
    const keys = await naturalKeysOf(nights.warehouse.db, [a, b]);
    const [low = '', high = ''] = [keys.get(a) ?? '', keys.get(b) ?? ''].sort();
    const settings = nights.settings(NO_FILES);
    await transact(nights.warehouse, (tx) =>
      raiseNeverLinks(tx.db, [{ a: low, b: high, kind: 'adoption', later: high }], 'test', settings.now().toISOString()),
    );
    const { rows: withheld } = await nights.warehouse.pool.query(
      'select subject::int as record from governance.withheld where cleared_by is null order by 1',
    );
    expect(withheld.map((row) => row['record'])).toEqual([a, b].sort((x, y) => x - y));
    await judge(settings, 'same', a, b, { ...ACT, expires: null });
    await nights.run(NO_FILES, nextDate());
    expect(await personOf(a)).not.toBe(await personOf(b));
    const { rows: cleared } = await nights.warehouse.pool.query('select subject from governance.withheld where cleared_by is null');
    expect(cleared).toEqual([]);
  });

  it('after an adoption the later identity has an id of its own that nothing maps to the old one, nor shows its record as of earlier nights', async () => {
    const [a, b] = await pair(true);
    const keys = await naturalKeysOf(nights.warehouse.db, [a, b]);
    const [low = '', high = ''] = [keys.get(a) ?? '', keys.get(b) ?? ''].sort();
    const later = keys.get(a) === high ? a : b;
    const old = await personOf(a);
    const before = await askPerson(nights.warehouse, nights.pipeline, old, null);
    const settings = nights.settings(NO_FILES);
    await transact(nights.warehouse, (tx) =>
      raiseNeverLinks(tx.db, [{ a: low, b: high, kind: 'adoption', later: high }], 'test', settings.now().toISOString()),
    );
    await nights.run(NO_FILES, nextDate());
    const fresh = await personOf(later);
    expect([await personOf(a), await personOf(b)]).toContain(old);
    expect(fresh).not.toBe(old);
    const { rows: bars } = await nights.warehouse.pool.query(
      `select record_key, person_key::float8 as person from link.claim_bar where record_key = $1 and to_publication = ${OPEN}`,
      [later],
    );
    expect(bars).toEqual([{ record_key: later, person: old }]);
    const { rows: lines } = await nights.warehouse.pool.query(
      `select kind from link.person_lineage where person_key = $1 and to_publication = ${OPEN} order by 1`,
      [fresh],
    );
    expect(lines).toEqual([{ kind: 'minted' }]);
    const { rows: mapped } = await nights.warehouse.pool.query(
      'select kind from link.person_lineage where person_key in ($1, $2) and other in ($1, $2) and other <> person_key',
      [old, fresh],
    );
    expect(mapped).toEqual([]);
    const asOfBefore = await askPerson(nights.warehouse, nights.pipeline, old, Number(before.publication.slice(1)));
    expect(asOfBefore.records.map(({ record }) => record)).toEqual([`r${later === a ? b : a}`]);
    expect(asOfBefore.values.filter(({ record }) => record === `r${later}`)).toEqual([]);
    await nights.run(NO_FILES, nextDate());
    expect(await personOf(later)).toBe(fresh);
  });

  it('a flag that arrives in a feed ends readers’ sessions, so that none goes on showing what is withheld', async () => {
    const [a, b] = await pair(true);
    const { rows } = await nights.warehouse.pool.query<{ name: string; part: string; id: string }>(
      'select s.name, r.part, r.source_record_id as id from core.record r join core.source s using (source) where r.record_key in ($1, $2) order by r.record_key',
      [a, b],
    );
    const date = nextDate();
    const drop = mkdtempSync(join(tmpdir(), 'golden-thread-flag-'));
    const folder = join(drop, 'adoption-team');
    mkdirSync(folder);
    const before = readFileSync(join(council.night(1), 'adoption-team', 'never_link_20260302.csv'), 'utf8');
    const sides = rows.flatMap((row) => [row.name, row.part, row.id]);
    writeFileSync(join(folder, `never_link_${date.replaceAll('-', '')}.csv`), `${before}F999,refuge,${sides.join(',')},${date}\n`);
    const reader = await openClient(withLogin(nights.url, `gt_reader_${nights.name}_analyst`));
    await reader.query('select count(*) from bi_core.dim_person');
    await nights.run(drop, date);
    rmSync(drop, { recursive: true, force: true });
    await expect(reader.query('select count(*) from bi_core.dim_person')).rejects.toThrow();
    await reader.end().catch(() => undefined);
    expect(await personOf(a)).not.toBe(await personOf(b));
  });

  it('working on everything after all of it changes nothing', async () => {
    const before = await nights.warehouse.pool.query(
      `select record_key, person_key from link.membership where to_publication = ${OPEN} order by 1`,
    );
    await nights.run(NO_FILES, nextDate(), {}, { scope: 'all' });
    const after = await nights.warehouse.pool.query(
      `select record_key, person_key from link.membership where to_publication = ${OPEN} order by 1`,
    );
    expect(after.rows).toEqual(before.rows);
  });
});
