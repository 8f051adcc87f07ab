import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clustersAtThresholds } from './clusters-at-thresholds.ts';
import { connectedComponents } from './connected-components.ts';

const graphs = fc.integer({ min: 1, max: 30 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    links: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: -4, max: 4 })), { maxLength: 40 }),
  }),
);

/** By walking the graph from each record in turn, breadth first. */
function walked(size: number, links: readonly (readonly [number, number, ...unknown[]])[]): number[] {
  const labels = Array.from({ length: size }, () => -1);
  for (let record = 0; record < size; record++) {
    if (labels[record] !== -1) continue;
    const queue = [record];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (labels[at] !== -1) continue;
      labels[at] = record;
      for (const [x, y] of links) {
        if (x === at) queue.push(y);
        if (y === at) queue.push(x);
      }
    }
  }
  return labels;
}

describe('connected components', () => {
  it('are those that a walk finds, under the lowest record, whatever the order of links', () => {
    fc.assert(
      fc.property(graphs, ({ size, links }) => {
        const expected = walked(size, links);
        const a = Int32Array.from(links, ([x]) => x);
        const b = Int32Array.from(links, ([, y]) => y);
        expect([...connectedComponents(size, a, b)]).toEqual(expected);
        expect([...connectedComponents(size, b.toReversed(), a.toReversed())]).toEqual(expected);
      }),
    );
  });

  it('hold long chains in either direction', () => {
    const size = 100_000;
    const up = Int32Array.from({ length: size - 1 }, (_, k) => k);
    const down = Int32Array.from({ length: size - 1 }, (_, k) => size - 1 - k);
    expect(
      connectedComponents(
        size,
        up,
        up.map((k) => k + 1),
      ).every((label) => label === 0),
    ).toBe(true);
    expect(
      connectedComponents(
        size,
        down,
        down.map((k) => k - 1),
      ).every((label) => label === 0),
    ).toBe(true);
  });
});

describe('clusters at several thresholds', () => {
  it('are at each what they are alone', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 5 }), ({ size, links }, weights) => {
        const l = Int32Array.from(links, ([x]) => x);
        const r = Int32Array.from(links, ([, y]) => y);
        const weight = Float64Array.from(links, ([, , bits]) => bits);
        const found = clustersAtThresholds(size, { count: links.length, l, r, weight }, weights);
        expect(found.map(({ weight: at, clusterOf }) => [at, [...clusterOf]])).toEqual(
          weights.map((at) => [
            at,
            walked(
              size,
              links.filter(([, , bits]) => bits >= at),
            ),
          ]),
        );
      }),
    );
  });

  it('take a link that weighs exactly the threshold, and none a hair below it', () => {
    const links = { count: 1, l: Int32Array.of(0), r: Int32Array.of(1), weight: Float64Array.of(10) };
    const [at, above] = clustersAtThresholds(3, links, [10, 10.000_000_1]);
    expect([...(at?.clusterOf ?? [])]).toEqual([0, 0, 2]);
    expect([...(above?.clusterOf ?? [])]).toEqual([0, 1, 2]);
  });

  it('tell links apart whose probabilities are all 1', () => {
    const links = { count: 2, l: Int32Array.of(0, 1), r: Int32Array.of(1, 2), weight: Float64Array.of(70, 90) };
    expect([...(clustersAtThresholds(3, links, [80])[0]?.clusterOf ?? [])]).toEqual([0, 1, 1]);
  });
});
