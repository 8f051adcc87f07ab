import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import recorded from './single-best-links.fixture.json' with { type: 'json' };
import { type SingleBestOptions, singleBestLinks } from './single-best-links.ts';

type Link = readonly number[];

function clusters(sources: readonly string[], sourceOf: readonly number[], links: readonly Link[], options: SingleBestOptions): number[] {
  const records = { size: sourceOf.length, sources, sourceOf: Uint16Array.from(sourceOf) };
  const end = (of: number) => Int32Array.from(links, (link) => link[of] ?? 0);
  return [
    ...singleBestLinks(
      records,
      { count: links.length, l: end(0), r: end(1), weight: Float64Array.from(links, (link) => link[2] ?? 0) },
      options,
    ),
  ];
}

describe('single best links', () => {
  // Random graphs, weights in whole bits with many ties; clusters by Splink 5.0.0's one_to_one_clustering on DuckDB 2.0.1.
  it('make the clusters that Splink makes, ties and all', () => {
    for (const { sources, sourceOf, links, free, ties, threshold, clusters: expected } of recorded)
      expect(clusters(sources, sourceOf, links, { duplicateFree: free, threshold, ties: ties === 'drop' ? 'drop' : 'lowest_id' })).toEqual(
        expected,
      );
  });

  it('join a record with the better of two, which may not stand together', () => {
    const links = [
      [0, 1, 5],
      [0, 2, 7],
    ];
    const options: SingleBestOptions = { duplicateFree: ['b'], threshold: 0, ties: 'lowest_id' };
    expect(clusters(['a', 'b'], [0, 1, 1], links, options)).toEqual([0, 1, 0]);
    expect(clusters(['a', 'b'], [0, 1, 1], links, { ...options, duplicateFree: [] })).toEqual([0, 0, 0]);
    expect(clusters(['a', 'b'], [0, 1, 1], links, { ...options, threshold: 7.5 })).toEqual([0, 1, 2]);
  });

  it('of equal links keep that to the lowest record, or none', () => {
    const links = [
      [0, 1, 5],
      [0, 2, 5],
    ];
    expect(clusters(['a', 'b'], [0, 1, 1], links, { duplicateFree: ['b'], threshold: 0, ties: 'lowest_id' })).toEqual([0, 0, 2]);
    expect(clusters(['a', 'b'], [0, 1, 1], links, { duplicateFree: ['b'], threshold: 0, ties: 'drop' })).toEqual([0, 1, 2]);
  });

  it('are ranked by weight where all probabilities are 1', () => {
    const links = [
      [0, 1, 80],
      [0, 2, 90],
    ];
    expect(2 ** 80 / (1 + 2 ** 80)).toBe(1);
    expect(clusters(['a', 'b'], [0, 1, 1], links, { duplicateFree: ['b'], threshold: 60, ties: 'drop' })).toEqual([0, 1, 0]);
  });

  it('never put two records of a source without duplicates together, whatever the order of links', () => {
    const graphs = fc.integer({ min: 2, max: 20 }).chain((size) =>
      fc.record({
        sourceOf: fc.array(fc.nat(39), { minLength: size, maxLength: size }),
        links: fc.uniqueArray(fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.integer({ min: -2, max: 5 })), {
          maxLength: 40,
          selector: ([x, y]) => `${x} ${y}`,
        }),
      }),
    );
    const sources = Array.from({ length: 40 }, (_, s) => `s${s}`);
    fc.assert(
      fc.property(graphs, fc.constantFrom('lowest_id', 'drop'), ({ sourceOf, links }, ties) => {
        const options: SingleBestOptions = { duplicateFree: sources, threshold: 0, ties };
        const found = clusters(sources, sourceOf, links, options);
        const held = found.map((cluster, record) => `${cluster} ${sourceOf[record]}`);
        expect(new Set(held).size).toBe(held.length);
        expect(clusters(sources, sourceOf, links.toReversed(), options)).toEqual(found);
      }),
    );
  });

  it('name a source that is not there', () => {
    expect(() => clusters(['a'], [0], [], { duplicateFree: ['z'], threshold: 0, ties: 'drop' })).toThrow(/no source z/);
  });
});
