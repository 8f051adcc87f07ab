import { expect, it } from 'vitest';
import { coverageOf } from './coverage.fixture.ts';

const DRAWS = 2000;
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(8);

it(`over ${DRAWS} made-up councils under each of five plans the published 95 % bound holds the truth at least 95 % of the time`, () => {
  const coverage = coverageOf(DRAWS, 'deep', 0.95);
  const lines = coverage.map(
    ({ plan, falseMerges, missedMatches, both }) =>
      `${plan.padEnd(13)}${percent(falseMerges.bound)}${percent(falseMerges.naive)}   ${percent(missedMatches.bound)}${percent(missedMatches.naive)}   ${percent(both)}`,
  );
  process.stdout.write(
    [
      'plan          false merges        missed matches      both',
      '                bound   naive      bound   naive      bounds',
      ...lines,
      '',
    ].join('\n'),
  );
  for (const { plan, falseMerges, missedMatches, both } of coverage) {
    expect(falseMerges.bound, plan).toBeGreaterThanOrEqual(0.95);
    expect(missedMatches.bound, plan).toBeGreaterThanOrEqual(0.95);
    expect(both, plan).toBeGreaterThanOrEqual(0.95);
  }
});
