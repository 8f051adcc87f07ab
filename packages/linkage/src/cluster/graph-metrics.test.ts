import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bridgesOf } from './bridges.ts';
import { connectedComponents } from './connected-components.ts';
import { graphMetrics } from './graph-metrics.ts';

const end = (links: readonly (readonly [number, number])[], of: 0 | 1) => Int32Array.from(links, (link) => link[of]);

describe('graph metrics', () => {
  // Four clusters and a record alone, numbered from 1: figures of Splink, tests/test_graph_metrics.py.
  const links: [number, number][] = [
    ...([
      [1, 2],
      [1, 3],
      [1, 4],
      [2, 4],
    ] as const),
    ...([
      [5, 6],
      [5, 7],
      [5, 9],
      [7, 8],
      [9, 10],
    ] as const),
    ...([[11, 12]] as const),
    ...([
      [13, 14],
      [13, 15],
      [13, 16],
      [13, 17],
      [13, 18],
      [13, 19],
      [14, 15],
      [14, 16],
      [15, 16],
      [15, 17],
    ] as const),
    ...([
      [16, 18],
      [16, 20],
      [17, 21],
      [18, 19],
      [18, 21],
      [18, 22],
      [20, 22],
      [20, 23],
      [22, 23],
    ] as const),
  ].map(([x, y]) => [x - 1, y - 1]);
  const size = 24;
  const [a, b] = [end(links, 0), end(links, 1)];
  const found = graphMetrics(connectedComponents(size, a, b), a, b);

  it('of records are their links, and the share of the others in the cluster that these are', () => {
    expect([...found.nodeDegree]).toEqual([3, 2, 1, 2, 3, 1, 2, 1, 2, 1, 1, 1, 6, 3, 4, 5, 3, 5, 2, 3, 2, 3, 2, 0]);
    const others = [3, 3, 3, 3, 5, 5, 5, 5, 5, 5, 1, 1, ...Array.from({ length: 11 }, () => 10), 1];
    expect([...found.nodeCentrality]).toEqual([...found.nodeDegree].map((degree, record) => degree / (others[record] ?? 1)));
  });

  it('of clusters are their size, density and centralisation', () => {
    expect(found.clusters).toEqual([
      { cluster: 0, nodes: 4, edges: 4, density: 4 / 6, centralisation: 4 / 6 },
      { cluster: 4, nodes: 6, edges: 5, density: 5 / 15, centralisation: 8 / 20 },
      { cluster: 10, nodes: 2, edges: 1, density: 1, centralisation: null },
      { cluster: 12, nodes: 11, edges: 19, density: 19 / 55, centralisation: 28 / 90 },
      { cluster: 23, nodes: 1, edges: 0, density: null, centralisation: null },
    ]);
  });
});

describe('bridges', () => {
  it('are a triangle’s offshoot and what joins two triangles', () => {
    const links: [number, number][] = [
      [0, 1],
      [1, 2],
      [2, 3],
      [1, 3],
      [4, 5],
      [5, 6],
      [6, 4],
      [7, 8],
      [8, 9],
      [9, 7],
      [4, 9],
    ];
    expect([...bridgesOf(10, end(links, 0), end(links, 1))]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
  });

  it('are the links that leave one component more when they are taken out', () => {
    const graphs = fc
      .integer({ min: 1, max: 14 })
      .chain((size) => fc.tuple(fc.constant(size), fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 24 })));
    fc.assert(
      fc.property(graphs, ([size, links]) => {
        const components = (of: readonly (readonly [number, number])[]) => new Set(connectedComponents(size, end(of, 0), end(of, 1))).size;
        const whole = components(links);
        const expected = links.map((_, p) => Number(components(links.filter((__, q) => q !== p)) > whole));
        expect([...bridgesOf(size, end(links, 0), end(links, 1))]).toEqual(expected);
      }),
    );
  });

  it('are found along a long chain', () => {
    const size = 200_000;
    const chain = Int32Array.from({ length: size - 1 }, (_, k) => k);
    expect(
      bridgesOf(
        size,
        chain,
        chain.map((k) => k + 1),
      ).every((is) => is === 1),
    ).toBe(true);
  });
});
