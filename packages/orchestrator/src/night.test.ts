import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conservationDifferences } from './conservation.fixture.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil, type TestNights } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('a night on sixty people', () => {
  let council: TestCouncil;
  let nights: TestNights;

  beforeAll(async () => {
    council = await makeCouncil();
    nights = await openNights(await referencePipeline());
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });

  it('publishes people from files', async () => {
    const report = await nights.run(council.night(1), DATES[0]);
    expect(report).toMatchObject({ exit: 'done', run: 'n2026-03-02.1', publication: 'p1' });
    const { rows } = await nights.warehouse.pool.query<{ records: number; persons: number; golden: number }>(
      'select (select count(*)::int from link.membership) as records, (select count(distinct person_key)::int from link.membership) as persons, (select count(*)::int from golden.person) as golden',
    );
    const [row] = rows;
    expect(row?.records).toBeGreaterThan(80);
    expect(row?.persons).toBeLessThan(row?.records ?? 0);
    expect(row?.golden).toBe(row?.persons);
  });

  it('gives every delivered record exactly one place, by an independent reading of the files', async () => {
    expect(await conservationDifferences(nights.warehouse, nights.pipeline, council.night(1))).toEqual([]);
  });

  it('sees it when one record is lost', async () => {
    const owner = await nights.asOwner();
    try {
      await owner.query('begin');
      await owner.query('delete from core.person_version where record_key = (select min(record_key) from core.person_version)');
      expect(await conservationDifferences({ pool: owner }, nights.pipeline, council.night(1))).toHaveLength(1);
      await owner.query('rollback');
    } finally {
      await owner.end();
    }
  });

  it('says that it is published already, and writes nothing', async () => {
    const before = await nights.traceOfWrites();
    const dump = await nights.dump();
    const report = await nights.run(council.night(1), DATES[0]);
    expect(report.exit).toBe('done');
    expect(report.words).toContain('already published');
    expect(await nights.traceOfWrites()).toBe(before);
    expect(await nights.dump()).toEqual(dump);
  });

  it('refuses a date before the newest published one, and says what to do', async () => {
    await expect(nights.run(council.night(1), '2026-03-01')).rejects.toMatchObject({
      code: 'night.past',
      exit: 'usage',
      remedy: expect.stringContaining('gt withdraw p1'),
    });
  });

  it('takes the second and third night as changes', async () => {
    await nights.run(council.night(2), DATES[1]);
    await nights.run(council.night(3), DATES[2]);
    const { rows } = await nights.warehouse.pool.query<{ state: string; n: number }>(
      'select state, count(*)::int as n from ops.delivery_run where run = 3 group by state',
    );
    expect(rows.find((r) => r.state === 'taken')?.n).toBeGreaterThan(5);
    expect(await conservationDifferences(nights.warehouse, nights.pipeline, council.night(3))).toEqual([]);
  });

  it('takes the same files again with --again and changes no data', async () => {
    const before = dataLines(await nights.dump());
    await nights.run(council.night(3), DATES[2], {}, { again: true });
    expect(dataLines(await nights.dump())).toEqual(before);
  });
});
