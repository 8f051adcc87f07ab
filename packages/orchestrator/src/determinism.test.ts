import { rmSync } from 'node:fs';
import { definePipeline } from '@golden-thread/shapes/declare/pipeline';
import { seededRandom } from '@golden-thread/shapes/random';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nightInChild } from './crash.fixture.ts';
import { DATES, makeCouncil, openNights, type TestCouncil } from './night.fixture.ts';
import { referencePipeline } from './reference-pipeline.fixture.ts';
import { shuffledDrop } from './shuffled-files.fixture.ts';

const PERMUTATIONS = 20;

describe('what changes nothing', () => {
  let council: TestCouncil;
  let expected: readonly string[];

  beforeAll(async () => {
    council = await makeCouncil({ nights: 2 });
    const nights = await openNights(await referencePipeline());
    await nights.run(council.night(1), DATES[0]);
    await nights.run(council.night(2), DATES[1]);
    expected = await nights.dump();
    await nights.close();
  });
  afterAll(() => council.remove());

  it.each(Array.from({ length: PERMUTATIONS }, (_, i) => [i + 1]))(
    'records shuffled, sources reordered, file times and zone changed: permutation %i',
    async (number) => {
      const reference = await referencePipeline();
      const random = seededRandom(number);
      const sources = [...reference.sources]
        .map((source) => ({ source, at: random.next() }))
        .sort((a, b) => a.at - b.at)
        .map(({ source }) => source);
      const pipeline = definePipeline({ ...reference, sources });
      const zone = process.env['TZ'];
      process.env['TZ'] = ['UTC', 'Asia/Kolkata', 'America/St_Johns', 'Pacific/Auckland'][number % 4];
      const nights = await openNights(pipeline);
      const drops = [1, 2].map((night) => shuffledDrop(council.night(night), pipeline, `${number}/${night}`));
      try {
        for (const [i, drop] of drops.entries()) await nights.run(drop, DATES[i] ?? '');
        expect(await nights.dump()).toEqual(expected);
      } finally {
        if (zone === undefined) delete process.env['TZ'];
        else process.env['TZ'] = zone;
        for (const drop of drops) rmSync(drop, { recursive: true, force: true });
        await nights.close();
      }
    },
  );

  it('a process in another time zone and locale', async () => {
    const nights = await openNights(await referencePipeline());
    for (const [i, date] of DATES.slice(0, 2).entries()) {
      const ended = await nightInChild(nights, {
        drop: council.night(i + 1),
        businessDate: date,
        clock: Date.UTC(2026, 2, 2 + i, 3),
        environment: { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      });
      expect(ended).toMatchObject({ exit: 0, errors: '' });
    }
    expect(await nights.dump()).toEqual(expected);
    await nights.close();
  });

  it('working on everything gives what working on the affected components gives', async () => {
    const nights = await openNights(await referencePipeline());
    await nights.run(council.night(1), DATES[0], {}, { scope: 'all' });
    await nights.run(council.night(2), DATES[1], {}, { scope: 'all' });
    expect(await nights.dump()).toEqual(expected);
    await nights.close();
  });
});
