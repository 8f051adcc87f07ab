import { afterAll, beforeAll, describe, it } from 'vitest';
import { openNights, type TestNights } from '../night.fixture.ts';
import { referencePipeline } from '../reference-pipeline.fixture.ts';
import { expectOneRunADate, HOUR } from './slots.fixture.ts';

describe('whether a night is due, at every change of clocks from 2026 to 2030', () => {
  let nights: TestNights;
  beforeAll(async () => {
    nights = await openNights(await referencePipeline());
  });
  afterAll(() => nights.close());

  it.each(['Europe/London', 'Australia/Lord_Howe', 'America/St_Johns'])('one run a business date: %s', async (timeZone) => {
    await expectOneRunADate(nights.warehouse, {
      timeZone,
      years: [2026, 2031],
      nightsAt: ['00:00', '01:30', '02:00', '23:59'],
      step: HOUR / 2,
    });
  });
});
