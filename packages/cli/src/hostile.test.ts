import { expect, it } from 'vitest';
import { tryHostile } from './hostile.fixture.ts';

it('hostile settings and data end in an answer or one clear error', async () => {
  const ends = await tryHostile(0, 60);
  expect(ends['0']).toBeGreaterThan(5);
  expect(ends['2']).toBeGreaterThan(20);
});
