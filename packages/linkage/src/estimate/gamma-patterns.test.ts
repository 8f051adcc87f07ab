import { seededRandom } from '@golden-thread/shapes/random';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import { type GammaPatterns, mergePatterns, type PatternPartial } from './gamma-patterns.ts';
import { patternLayout } from './pattern-layout.ts';
import { wordCounter } from './word-counter.ts';

describe('counted gamma patterns', () => {
  it('are the same however the pairs are shared out and in whatever order the parts are merged', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 1e6 }), (parts, seed) => {
        const random = seededRandom(seed);
        const comparisons = [comparison(3), comparison(2), comparison(5)];
        const pairs = Array.from({ length: 60 }, () => comparisons.map(({ levels }) => random.below(levels.length + 1) - 1));
        const shares = Array.from({ length: parts }, (_, part) => pairs.filter((_pair, k) => k % parts === part));
        const merged = mergePatterns(shares.map((share) => counted(comparisons, share)));
        const turned = mergePatterns([...shares].reverse().map((share) => counted(comparisons, [...share].reverse())));
        expect(turned).toEqual(merged);
        expect(listed(merged)).toEqual(plainCounts(pairs));
      }),
      { numRuns: 50 },
    );
  });

  it('are told apart where the number of possible patterns is far beyond what a number can hold exactly', () => {
    const comparisons = Array.from({ length: 40 }, () => comparison(9));
    const layout = patternLayout(comparisons, false);
    expect(layout.words).toBeGreaterThan(3);
    const one = comparisons.map((_, c) => (c % 10) - 1);
    const other = one.map((gamma, c) => (c === 39 ? gamma - 1 : gamma));
    const another = one.map((gamma, c) => (c === 0 ? 5 : gamma));
    const merged = mergePatterns([counted(comparisons, [one, other, another, one])]);
    expect(listed(merged)).toEqual(plainCounts([one, other, another, one]));
  });

  it('of no pairs are none', () => {
    expect(mergePatterns([])).toMatchObject({ size: 0, pairs: 0 });
    expect(mergePatterns([counted([comparison(2)], [])])).toMatchObject({ size: 0, pairs: 0 });
  });
});

describe('the counter of words', () => {
  it('counts as a map of texts does, through growth and collisions', () => {
    const random = seededRandom('words');
    const counter = wordCounter(3);
    const plain = new Map<string, number>();
    for (let k = 0; k < 30_000; k++) {
      const key = Int32Array.of(random.below(40), -random.below(40), random.below(3) << 30);
      counter.add(key, 0, 1 + (k % 3));
      plain.set(key.join(), (plain.get(key.join()) ?? 0) + 1 + (k % 3));
    }
    const { size, keys, counts } = counter.counted();
    const found = new Map(Array.from({ length: size }, (_, e) => [keys.slice(e * 3, e * 3 + 3).join(), counts[e]]));
    expect(size).toBeGreaterThan(4000);
    expect(found).toEqual(plain);
  });
});

function counted(comparisons: readonly PlannedComparison[], pairs: readonly (readonly number[])[]): PatternPartial {
  const layout = patternLayout(comparisons, false);
  const counter = wordCounter(layout.words);
  for (const gammas of pairs) {
    const key = new Int32Array(layout.words);
    gammas.forEach((gamma, c) => {
      const word = layout.wordOf[c] ?? 0;
      key[word] = (key[word] ?? 0) + (gamma + 1) * (layout.strides[c] ?? 0);
    });
    counter.add(key, 0, 1);
  }
  return { layout, withTermFrequencies: false, counted: counter.counted() };
}

const listed = ({ width, size, gammas, counts, starts }: GammaPatterns): Map<string, number> =>
  new Map(Array.from({ length: size }, (_, k) => [gammas.slice(k * width, k * width + width).join(), counts[starts[k] ?? 0] ?? 0]));

function plainCounts(pairs: readonly (readonly number[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const gammas of pairs) counts.set(gammas.join(), (counts.get(gammas.join()) ?? 0) + 1);
  return counts;
}

function comparison(gammas: number): PlannedComparison {
  const flags = { m: null, u: null, fixM: false, fixU: false, termFrequency: null, condition: null };
  return { name: 'c', describes: 'c', levels: Array.from({ length: gammas }, (_, k) => ({ ...flags, label: '', gamma: gammas - 1 - k })) };
}
