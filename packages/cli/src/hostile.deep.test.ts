import { expect, it } from 'vitest';
import { tryHostile, writeMillion } from './hostile.fixture.ts';
import { exactly, filesIn, gt, splinkSettings } from './link.fixture.ts';

const KB_OF_2_GB = 2 * 1024 ** 2;

it('a thousand hostile settings and data end in an answer or one clear error, in under 2 GB', async () => {
  const ends = await tryHostile(0, 1000);
  expect(ends['0']).toBeGreaterThan(100);
  expect(ends['2']).toBeGreaterThan(300);
  expect(process.resourceUsage().maxRSS).toBeLessThan(KB_OF_2_GB);
});

it('a million equal keys end at the budget of pairs, in under 2 GB', async () => {
  const at = filesIn({
    'settings.json': splinkSettings({
      comparisons: [exactly('forename', 0.9, 0.2)],
      blocking_rules_to_generate_predictions: ['l.surname = r.surname'],
    }),
  });
  writeMillion(at('people.csv'));
  const { exit, err } = await gt('link', '--settings', at('settings.json'), '--input', at('people.csv'), '--pairs', at('pairs.csv'));
  expect({ exit, err }).toEqual({ exit: 3, err: expect.stringContaining('499,999,500,000 pairs') });
  expect(process.resourceUsage().maxRSS).toBeLessThan(KB_OF_2_GB);
});
