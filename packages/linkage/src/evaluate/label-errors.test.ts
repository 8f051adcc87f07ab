import { describe, expect, it } from 'vitest';
import { judgedByLabels } from './judged-pairs.ts';
import { clustersByLabels, labelErrors } from './label-errors.ts';
import { truthTable } from './truth-table.ts';

/** Five labels: two matches that are linked and missed, one that blocking never made, a false alarm, and one rightly apart. */
const labels = {
  l: Int32Array.of(0, 0, 1, 2, 3),
  r: Int32Array.of(1, 2, 2, 3, 4),
  clericalScore: Float64Array.of(1, 0.5, 0.9, 0.49, 0),
  weight: Float64Array.of(8, -2, Number.NaN, 3, -9),
  foundByBlocking: Uint8Array.of(1, 1, 0, 1, 1),
};

describe('errors by labels', () => {
  it('are labels that the threshold decides otherwise, a label of a half and more being a match', () => {
    const { falsePositives, falseNegatives, counts } = labelErrors(labels, { threshold: 0, most: 10 });
    expect(falsePositives).toEqual([{ l: 2, r: 3, weight: 3 }]);
    expect(falseNegatives).toEqual([
      { l: 1, r: 2, weight: null },
      { l: 0, r: 2, weight: -2 },
    ]);
    expect(counts).toEqual({ falsePositives: 1, falseNegatives: 2, neverMade: 1 });
  });

  it('are as many as the truth table says, at every threshold that some pair weighs', () => {
    for (const row of truthTable(judgedByLabels(labels), { roundTo: null })) {
      const { counts } = labelErrors(labels, { threshold: row.threshold, most: 0 });
      expect(counts).toMatchObject({ falsePositives: row.fp, falseNegatives: row.fn });
    }
  });
});

describe('clusters by labels', () => {
  it('are right where a labelled pair is together, and wrong where it should not be', () => {
    const { measures, ...counts } = clustersByLabels(Int32Array.of(0, 0, 0, 0, 4), labels);
    expect(counts).toEqual({ tp: 3, fp: 1, fn: 0, tn: 1 });
    expect(measures).toMatchObject({ precision: 0.75, recall: 1 });
  });
});
