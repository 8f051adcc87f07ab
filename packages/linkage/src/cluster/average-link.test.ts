import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageLink, averageLinkAtThresholds } from './average-link.ts';

type Pair = readonly [a: number, b: number, bits: number];

const linked = (size: number, pairs: readonly Pair[], threshold: number): number[] =>
  Array.from(
    averageLink(
      size,
      Int32Array.from(pairs, ([a]) => a),
      Int32Array.from(pairs, ([, b]) => b),
      Float64Array.from(pairs, ([, , bits]) => bits),
      threshold,
    ),
  );

/** All pairs of clusters are asked again before each join. */
function plainly(size: number, pairs: readonly Pair[], threshold: number): number[] {
  const clusters = Array.from({ length: size }, (_, record) => [record]);
  for (;;) {
    let best: { mean: number; i: number; j: number } | null = null;
    for (let i = 0; i < clusters.length; i++) {
      for (let j = i + 1; j < clusters.length; j++) {
        const between = pairs.filter(
          ([a, b]) => (clusters[i]?.includes(a) && clusters[j]?.includes(b)) || (clusters[i]?.includes(b) && clusters[j]?.includes(a)),
        );
        if (between.length === 0) continue;
        const mean = between.reduce((sum, [, , bits]) => sum + bits, 0) / between.length;
        if (mean >= threshold && (best === null || mean > best.mean)) best = { mean, i, j };
      }
    }
    if (best === null) break;
    clusters[best.i]?.push(...(clusters[best.j] ?? []));
    clusters.splice(best.j, 1);
  }
  const labels = new Array<number>(size).fill(0);
  for (const cluster of clusters) for (const record of cluster) labels[record] = Math.min(...cluster);
  return labels;
}

/** Weights are whole quarters, so that sums are exact in any order. */
const graphs = fc.integer({ min: 2, max: 9 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    pairs: fc.uniqueArray(
      fc
        .tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: -40, max: 40 }))
        .filter(([a, b]) => a < b)
        .map(([a, b, quarters]): Pair => [a, b, quarters / 4]),
      { selector: ([a, b]) => `${a}-${b}` },
    ),
    threshold: fc.integer({ min: -8, max: 12 }),
  }),
);

describe('average-link clusters', () => {
  it('do not follow one strong pair where the other known pairs speak against it', () => {
    const pairs: Pair[] = [
      [0, 1, 9],
      [2, 3, 9],
      [1, 2, 4],
      [0, 2, -6],
      [0, 3, -6],
    ];
    expect(linked(4, pairs, 0)).toEqual([0, 0, 2, 2]);
  });

  it('take a mean of just the threshold', () => {
    expect(linked(2, [[0, 1, 3]], 3)).toEqual([0, 0]);
    expect(linked(2, [[0, 1, 3]], 3.25)).toEqual([0, 1]);
  });

  it('are those of asking all pairs of clusters again before each join', () => {
    fc.assert(
      fc.property(graphs, ({ size, pairs, threshold }) => {
        expect(linked(size, pairs, threshold)).toEqual(plainly(size, pairs, threshold));
      }),
    );
  });

  it('do not depend on the order of pairs', () => {
    fc.assert(
      fc.property(graphs, fc.integer(), ({ size, pairs, threshold }, seed) => {
        const shuffled = fc.sample(fc.shuffledSubarray([...pairs], { minLength: pairs.length }), { numRuns: 1, seed })[0] ?? [];
        expect(linked(size, shuffled, threshold)).toEqual(linked(size, pairs, threshold));
      }),
    );
  });

  it('are the same at several thresholds as at each of them, in the order given', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.integer({ min: -10, max: 12 }), { maxLength: 6 }), ({ size, pairs }, thresholds) => {
        const all = averageLinkAtThresholds(
          size,
          Int32Array.from(pairs, ([a]) => a),
          Int32Array.from(pairs, ([, b]) => b),
          Float64Array.from(pairs, ([, , bits]) => bits),
          thresholds,
        );
        expect(all.map((labels) => [...labels])).toEqual(thresholds.map((threshold) => plainly(size, pairs, threshold)));
      }),
    );
  });
});
