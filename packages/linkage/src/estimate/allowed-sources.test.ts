import { describe, expect, it } from 'vitest';
import type { LinkType } from '../plan/linkage-plan.ts';
import { allowedSources, pairsBetween, pairsWithin } from './allowed-sources.ts';

const of = (linkType: LinkType, sizes: readonly number[], sourcePairs: [string, string][] | null = null) =>
  pairsWithin(
    allowedSources(
      { linkType, sourcePairs },
      sizes.map((_, s) => `s${s}`),
    ),
    Float64Array.from(sizes),
  );

describe('the pairs that a link type allows', () => {
  it('are as many as Splink publishes', () => {
    expect(of('dedupe_only', [5])).toBe(10);
    expect(of('dedupe_only', [8])).toBe(28);
    expect(of('link_only', [2, 3, 5])).toBe(31);
    expect(of('link_only', [5, 5, 5, 5])).toBe(150);
    expect(of('link_and_dedupe', [2, 3])).toBe(10);
  });

  it('are those of the named sources where the plan names them: deduplicate A, link A and B, never B alone', () => {
    const policy: [string, string][] = [
      ['s0', 's0'],
      ['s1', 's0'],
    ];
    expect(of('link_and_dedupe', [4, 3], policy)).toBe(6 + 12);
  });

  it('between two groups are those of their sources that may meet', () => {
    const allowed = allowedSources({ linkType: 'link_only', sourcePairs: null }, ['a', 'b']);
    expect(pairsBetween(allowed, Float64Array.of(2, 3), 0, Float64Array.of(0, 0, 5, 7), 2)).toBe(2 * 7 + 3 * 5);
  });
});
