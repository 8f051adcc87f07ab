import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClusters, compareClustersBy } from './compare-clusters.ts';
import { numberLabels } from './contingency.ts';

const labels = (...numbers: number[]): Int32Array => Int32Array.from(numbers);

/** Every pair, one by one. */
function plainly(found: ArrayLike<number>, truth: ArrayLike<number>, counts: (l: number, r: number) => boolean) {
  const counted = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (let l = 0; l < truth.length; l++)
    for (let r = l + 1; r < truth.length; r++) {
      if (truth[l] === -1 || truth[r] === -1 || !counts(l, r)) continue;
      const linked = found[l] === found[r];
      if (truth[l] === truth[r]) counted[linked ? 'tp' : 'fn']++;
      else counted[linked ? 'fp' : 'tn']++;
    }
  return counted;
}

/** B-cubed record by record. */
function plainBCubed(found: readonly number[], truth: readonly number[], isIn: (record: number) => boolean) {
  const known = truth.flatMap((entity, record) => (entity === -1 ? [] : [record]));
  const own = known.filter(isIn);
  const average = (of: readonly number[]) =>
    own.reduce((sum, i) => {
      const beside = known.filter((j) => of[i] === of[j]);
      return sum + beside.filter((j) => found[i] === found[j] && truth[i] === truth[j]).length / beside.length;
    }, 0) / own.length;
  return { precision: average(found), recall: average(truth) };
}

const clusterings = fc
  .integer({ min: 1, max: 12 })
  .chain((size) =>
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: size, maxLength: size }),
      fc.array(fc.integer({ min: -1, max: 4 }), { minLength: size, maxLength: size }),
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: size, maxLength: size }),
    ),
  );

describe('comparing clusters with the truth', () => {
  it('counts the true pair that blocking never made as missed (C045)', () => {
    const { tp, fp, fn, tn, pairs, measures } = compareClusters(labels(0, 0, 2, 3), labels(7, 7, 9, 9));
    expect({ tp, fp, fn, tn, pairs }).toEqual({ tp: 1, fp: 0, fn: 1, tn: 4, pairs: 6 });
    expect(measures).toMatchObject({ precision: 1, recall: 0.5 });
    expect(measures.f1).toBeCloseTo(0.6667, 4);
  });

  it("agrees with Bagga and Baldwin's example: two wrong records in a large cluster harm more than in a small one", () => {
    const truth = [1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3];
    const small = compareClusters(labels(1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2), Int32Array.from(truth)).bCubed;
    const large = compareClusters(labels(1, 1, 1, 1, 1, 2, 2, 1, 1, 1, 1, 1), Int32Array.from(truth)).bCubed;
    expect(small.precision).toBeCloseTo((5 + (2 * 2 + 5 * 5) / 7) / 12, 12);
    expect(large.precision).toBeCloseTo((2 + (5 * 5 + 5 * 5) / 10) / 12, 12);
    expect(small.recall).toBe(1);
    expect(large.recall).toBe(1);
  });

  it('counts pairs as every pair one by one does, within and across sources', () => {
    fc.assert(
      fc.property(clusterings, ([found, truth, sources]) => {
        const [f, t] = [Int32Array.from(found), Int32Array.from(truth)];
        expect(compareClusters(f, t)).toMatchObject(plainly(found, truth, () => true));
        expect(compareClusters(f, t, { acrossSources: sources })).toMatchObject(plainly(found, truth, (l, r) => sources[l] !== sources[r]));
      }),
    );
  });

  it('counts a pair for every group that one of its records is in', () => {
    fc.assert(
      fc.property(clusterings, ([found, truth, groups]) => {
        const by = compareClustersBy(Int32Array.from(found), Int32Array.from(truth), {
          names: ['a', 'b', 'c'],
          groupOf: Int32Array.from(groups),
        });
        for (const [g, { comparison }] of by.entries()) {
          expect(comparison).toMatchObject(plainly(found, truth, (l, r) => groups[l] === g || groups[r] === g));
          const members = groups.flatMap((group, record) => (group === g ? [record] : []));
          expect(comparison.records + comparison.withoutTruth).toBe(members.length);
          expect(comparison.found.clusters).toBe(new Set(members.filter((i) => truth[i] !== -1).map((i) => found[i])).size);
          if (comparison.records === 0) expect(comparison.bCubed.precision).toBeNull();
          else {
            const plain = plainBCubed(found, truth, (record) => groups[record] === g);
            expect(comparison.bCubed.precision).toBeCloseTo(plain.precision, 12);
            expect(comparison.bCubed.recall).toBeCloseTo(plain.recall, 12);
          }
        }
      }),
    );
  });

  it('gives the same to the last digit in another order of records and under other labels', () => {
    fc.assert(
      fc.property(clusterings, fc.integer({ min: 1, max: 11 }), ([found, truth], turn) => {
        const turned = (of: readonly number[]) => Int32Array.from(of, (_, i) => of[(i + turn) % of.length] ?? 0);
        const renamed = Int32Array.from(turned(found), (label) => 90 - 7 * label);
        expect(compareClusters(renamed, turned(truth))).toEqual(compareClusters(Int32Array.from(found), Int32Array.from(truth)));
      }),
    );
  });

  it('keeps B-cubed between 0 and 1, and at 1 where the clusters are the truth', () => {
    fc.assert(
      fc.property(clusterings, ([found, truth]) => {
        const known = Int32Array.from(truth, Math.abs);
        const { precision, recall, f1 } = compareClusters(Int32Array.from(found), known).bCubed;
        for (const value of [precision, recall, f1]) {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThanOrEqual(1);
        }
        expect(compareClusters(known, known).bCubed).toEqual({ precision: 1, recall: 1, f1: 1 });
      }),
    );
  });

  it('tells the number of clusters and the largest, and leaves out records without truth', () => {
    const comparison = compareClusters(labels(0, 0, 0, 3, 4), labels(1, 1, -1, 2, 2));
    expect(comparison).toMatchObject({
      records: 4,
      withoutTruth: 1,
      found: { clusters: 3, largest: 2 },
      truth: { clusters: 2, largest: 2 },
    });
  });

  it('says nothing of nothing', () => {
    const { measures, bCubed, pairs } = compareClusters(labels(), labels());
    expect({ pairs, ...bCubed, f: measures.f1 }).toEqual({ pairs: 0, precision: null, recall: null, f1: null, f: null });
  });

  it('counts ten thousand million pairs without a list of them', () => {
    const size = 200_000;
    const found = Int32Array.from({ length: size }, (_, i) => (i < size / 2 ? 0 : i));
    const truth = new Int32Array(size);
    const { tp, fn, pairs } = compareClusters(found, truth);
    expect(pairs).toBe((size * (size - 1)) / 2);
    expect(tp).toBe(((size / 2) * (size / 2 - 1)) / 2);
    expect(tp + fn).toBe(pairs);
  });
});

it('numbers labels by their first record', () => {
  expect([...numberLabels(4, (i) => ['x', null, 'y', 'x'][i] ?? null)]).toEqual([0, -1, 1, 0]);
});
