import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nightInChild } from './crash.fixture.ts';
import { DATES, dataLines, makeCouncil, openNights, type TestCouncil } from './night.fixture.ts';
import { openColleague } from './policy/policy.fixture.ts';
import { approvePolicy, proposePolicy } from './policy/policy-acts.ts';
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

  it('and of a night under another policy, which is tried on the base first', async () => {
    const pipeline = await referencePipeline();
    const clock = Date.UTC(2026, 2, 20);
    const night = { drop: council.night(2), businessDate: DATES[1], clock };
    const act = { byName: 'test', reason: 'tried by a test' };
    const prepared = async () => {
      const nights = await openNights(pipeline);
      await nights.run(council.night(1), DATES[0]);
      const colleague = await openColleague(nights);
      const settings = nights.settings(council.night(1));
      const { version } = await proposePolicy(settings, { join: 5, break: 5 }, { ...act, fresh: true });
      await approvePolicy({ ...settings, warehouse: colleague.warehouse }, version, act);
      return { nights, close: () => colleague.close().then(() => nights.close()) };
    };
    const undisturbed = await prepared();
    const whole = await nightInChild(undisturbed.nights, night);
    expect(whole).toMatchObject({ exit: 0, errors: '' });
    expect(whole.points.some((point) => point.startsWith('policy:'))).toBe(true);
    const expected = JSON.stringify(dataLines(await undisturbed.nights.dump()));
    await undisturbed.close();
    const different: string[] = [];
    for (const killAt of whole.points.filter((point) => /^(admit|policy|link|resolve|golden):/.test(point))) {
      const { nights, close } = await prepared();
      const killed = await nightInChild(nights, { ...night, killAt });
      const resumed = await nightInChild(nights, { ...night, clock: clock + 3_600_000 });
      const dump = JSON.stringify(dataLines(await nights.dump()));
      if (killed.signal !== 'SIGKILL' || resumed.exit !== 0 || dump !== expected) different.push(killAt);
      await close();
    }
    expect(different).toEqual([]);
  });
});
