import type { Comparison } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTable } from '../encode.ts';
import { matchTableOf } from '../match-table.ts';
import { gammaOf } from '../test-support/plain-oracle.ts';
import { simulatePeople } from '../test-support/simulated-people.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { countLevels, type LevelCounts } from './level-counts.ts';

const linkage = tinyLinkage();
const comparison = fc.constantFrom(...linkage.comparisons);

function plainCounts(records: readonly PersonMatch[], of: Comparison): number[] {
  const counts = of.levels.map(() => 0);
  records.forEach((one, a) => {
    records.slice(a + 1).forEach((other) => {
      const gamma = gammaOf(of, one, other);
      if (gamma >= 0) counts[gamma] = (counts[gamma] ?? 0) + 1;
    });
  });
  return counts;
}

const count = (records: readonly PersonMatch[], of: Comparison, options: object): LevelCounts =>
  countLevels(encodeTable(matchTableOf(records), linkage), of, { seed: 'test', ...options });

describe('counting levels over all pairs', () => {
  it('by combinations of values counts as brute force does', () => {
    fc.assert(
      fc.property(smallTable, comparison, (records, of) => {
        expect([...count(records, of, {}).byGamma]).toEqual(plainCounts(records, of));
      }),
      { numRuns: 300 },
    );
  });

  it('by shared values counts exactly where no level is one of likeness', () => {
    const place = linkage.comparisons.filter(({ name }) => name === 'place' || name === 'sex');
    fc.assert(
      fc.property(smallTable, fc.constantFrom(...place), (records, of) => {
        const counted = count(records, of, { valuePairs: -1 });
        expect([...counted.byGamma]).toEqual(plainCounts(records, of));
        expect(counted.exact).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('samples what likeness decides, counts what a shared value decides, and loses no pair', () => {
    const { records } = simulatePeople(120, 'levels');
    const forename = linkage.comparisons[0];
    if (forename === undefined) throw new Error('no comparison');
    const sampled = count(records, forename, { valuePairs: -1, sampledPairs: 200_000 });
    const plain = plainCounts(records, forename);
    expect(sampled.exact).toBe(false);
    expect(sampled.byGamma.reduce((total, one) => total + one, 0)).toBeCloseTo(sampled.pairs, 6);
    plain.forEach((known, gamma) => {
      const settled = gamma >= 3;
      expect(Math.abs((sampled.byGamma[gamma] ?? 0) - known)).toBeLessThanOrEqual(settled ? 0 : 30 + known * 0.05);
    });
    expect(count(records, forename, { valuePairs: -1, sampledPairs: 200_000 })).toEqual(sampled);
  });
});
