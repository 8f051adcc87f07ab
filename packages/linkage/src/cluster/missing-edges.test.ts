import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LinkType } from '../plan/linkage-plan.ts';
import { connectedComponents } from './connected-components.ts';
import { missingEdges } from './missing-edges.ts';

const worlds = fc.integer({ min: 1, max: 90 }).chain((size) =>
  fc.record({
    sourceOf: fc.array(fc.nat(2), { minLength: size, maxLength: size }),
    links: fc
      .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 120 })
      .map((links) => links.filter(([x, y]) => x !== y).map(([x, y]) => (x < y ? ([x, y] as const) : ([y, x] as const)))),
  }),
);

describe('edges that blocking never made', () => {
  it('are all pairs of a cluster that may meet and were not made, each once', () => {
    fc.assert(
      fc.property(worlds, fc.constantFrom<LinkType>('dedupe_only', 'link_only', 'link_and_dedupe'), ({ sourceOf, links }, linkType) => {
        const size = sourceOf.length;
        const made = { count: links.length, l: Int32Array.from(links, ([l]) => l), r: Int32Array.from(links, ([, r]) => r) };
        const clusterOf = connectedComponents(size, made.l, made.r);
        const expected: string[] = [];
        for (let l = 0; l < size; l++)
          for (let r = l + 1; r < size; r++) {
            const isAllowed = linkType !== 'link_only' || sourceOf[l] !== sourceOf[r];
            if (clusterOf[l] === clusterOf[r] && isAllowed && !links.some(([x, y]) => x === l && y === r)) expected.push(`${l}–${r}`);
          }
        const found: string[] = [];
        const records = { size, sources: ['a', 'b', 'c'], sourceOf: Uint16Array.from(sourceOf) };
        missingEdges(records, clusterOf, made, { linkType, sourcePairs: null, countedBy: 'code_points' }, ({ a, b, count }) => {
          for (let p = 0; p < count; p++) found.push(`${a[p]}–${b[p]}`);
        });
        expect(found).toEqual(expected);
      }),
    );
  });
});
