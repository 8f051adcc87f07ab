import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withdraw } from '../acts/publication-acts.ts';
import { makeCouncil, openNights, type TestCouncil, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { due } from './due.ts';
import { expectOneRunADate, HOUR } from './slots.fixture.ts';

describe('whether a night is due', () => {
  let council: TestCouncil;
  let nights: TestNights;
  beforeAll(async () => {
    council = await makeCouncil({ nights: 2 });
    nights = await openNights(await referencePipeline());
  });
  afterAll(async () => {
    await nights.close();
    council.remove();
  });
  const at = (instant: string) => due(nights.warehouse, nights.pipeline, new Date(instant));

  it('a first night is due from its time on, one that ran is not, and one run makes up for those that were missed', async () => {
    expect(await at('2026-03-02T05:29:00Z')).toMatchObject({ state: 'due', businessDate: '2026-03-01', skipped: 0 });
    expect(await at('2026-03-02T05:30:00Z')).toMatchObject({ state: 'due', businessDate: '2026-03-02', since: '2026-03-02T05:30:00Z' });
    await nights.run(council.night(1), '2026-03-02');
    expect(await at('2026-03-02T06:00:00Z')).toMatchObject({ state: 'nothing_due', words: expect.stringContaining('2026-03-03 at 05:30') });
    expect(await at('2026-03-01T06:00:00Z')).toMatchObject({ state: 'nothing_due' });
    expect(await at('2026-03-03T05:30:00Z')).toMatchObject({ state: 'due', businessDate: '2026-03-03', skipped: 0 });
    expect(await at('2026-03-06T12:00:00Z')).toMatchObject({ state: 'due', businessDate: '2026-03-06', skipped: 3 });
  });

  it('a night that stopped at a gate waits for people, and one that people withdrew is not run again by itself', async () => {
    const stopped = await nights
      .run(council.night(2), '2026-03-03', {
        pipeline: { ...nights.pipeline, gates: { ...nights.pipeline.gates, largestPerson: 1 } },
      })
      .catch((error: unknown) => error);
    expect(stopped).toBeDefined();
    expect(await at('2026-03-03T09:00:00Z')).toMatchObject({ state: 'stopped', words: expect.stringContaining('largest_person') });
    expect(await at('2026-03-04T09:00:00Z')).toMatchObject({ state: 'due', businessDate: '2026-03-04', skipped: 1 });
    await nights.run(council.night(2), '2026-03-03');
    await withdraw(nights.settings(council.night(2)), 2, { byName: 'test', reason: 'tried by a test' });
    expect(await at('2026-03-03T09:00:00Z')).toMatchObject({ state: 'nothing_due' });
  });

  it('one run a business date through the changes of clocks of a year', async () => {
    await expectOneRunADate(nights.warehouse, { timeZone: 'Europe/London', years: [2026, 2027], nightsAt: ['01:30'], step: HOUR });
  });
});
