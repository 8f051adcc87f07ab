import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nightInChild } from './crash.fixture.ts';
import { DATES, makeCouncil, openNights, type TestCouncil } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';

describe('kill -9 at every point of every step of three nights, then the same command', () => {
  let council: TestCouncil;
  beforeAll(async () => {
    council = await makeCouncil();
  });
  afterAll(() => council.remove());

  it.each([1, 2, 3])('night %i', async (number) => {
    const pipeline = await referencePipeline();
    const upTo = async (nights: Awaited<ReturnType<typeof openNights>>) => {
      for (let n = 1; n < number; n++) await nights.run(council.night(n), DATES[n - 1] ?? '');
    };
    const clock = Date.UTC(2026, 2, 20);
    const undisturbed = await openNights(pipeline);
    await upTo(undisturbed);
    const whole = await nightInChild(undisturbed, { drop: council.night(number), businessDate: DATES[number - 1] ?? '', clock });
    expect(whole.exit).toBe(0);
    const expected = await undisturbed.dump();
    await undisturbed.close();
    const different: string[] = [];
    for (const killAt of whole.points) {
      const nights = await openNights(pipeline);
      await upTo(nights);
      const killed = await nightInChild(nights, { drop: council.night(number), businessDate: DATES[number - 1] ?? '', killAt, clock });
      const resumed = await nightInChild(nights, {
        drop: council.night(number),
        businessDate: DATES[number - 1] ?? '',
        clock: clock + 3_600_000,
      });
      const dump = await nights.dump();
      if (killed.signal !== 'SIGKILL' || resumed.exit !== 0 || JSON.stringify(dump) !== JSON.stringify(expected)) different.push(killAt);
      await nights.close();
    }
    expect(different).toEqual([]);
  });
});
