import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgedByEntity, judgedByLabels } from './judged-pairs.ts';
import { measuresOf } from './measures.ts';
import { type TruthRow, thresholdTable, truthTable } from './truth-table.ts';

interface Recorded {
  readonly labels: readonly { match_weight: number; found_by_blocking_rules: boolean; clerical_match_score: number }[];
  readonly cases: readonly {
    readonly name: string;
    readonly options: { readonly roundTo: number; readonly scoreUnfound: boolean; readonly pairs: number | null };
    readonly rows: readonly Readonly<Record<string, number | null>>[];
  }[];
}

/** Labels of random weights, and what the SQL of Splink 5.0.0 makes of them. */
const recorded: Recorded = JSON.parse(readFileSync(new URL('./truth-table.fixture.json', import.meta.url), 'utf8'));

const SPLINKS = {
  truth_threshold: 'threshold',
  match_probability: 'probability',
  total_clerical_labels: 'pairs',
  p: 'p',
  n: 'n',
  tp: 'tp',
  tn: 'tn',
  fp: 'fp',
  fn: 'fn',
  P_rate: 'pRate',
  N_rate: 'nRate',
  tp_rate: 'tpRate',
  tn_rate: 'tnRate',
  fp_rate: 'fpRate',
  fn_rate: 'fnRate',
  precision: 'precision',
  recall: 'recall',
  specificity: 'specificity',
  npv: 'npv',
  accuracy: 'accuracy',
  f1: 'f1',
  f2: 'f2',
  f0_5: 'f05',
  p4: 'p4',
  phi: 'phi',
} as const satisfies Readonly<Record<string, keyof TruthRow>>;

/** Pairs in Splink's own tests: all of some records, 3.17 bits where the names are equal, −3.17 otherwise. */
function byName(names: readonly string[], l: readonly number[], r: readonly number[]) {
  return {
    count: l.length,
    l: Int32Array.from(l),
    r: Int32Array.from(r),
    weight: Float64Array.from(l, (left, p) => (names[left] === names[r[p] ?? 0] ? 3.17 : -3.17)),
  };
}

describe('the truth table', () => {
  it.each(recorded.cases)("is Splink's: $name", ({ options, rows }) => {
    const { labels } = recorded;
    const judged = judgedByLabels(
      {
        clericalScore: Float64Array.from(labels, (label) => label.clerical_match_score),
        weight: Float64Array.from(labels, (label) => label.match_weight),
        foundByBlocking: Uint8Array.from(labels, (label) => (label.found_by_blocking_rules ? 1 : 0)),
      },
      options,
    );
    const unseen = options.pairs === null ? 0 : options.pairs - labels.length;
    const table = truthTable({ ...judged, unseenNonMatches: judged.unseenNonMatches + unseen }, options);
    expect(table).toHaveLength(rows.length);
    for (const [i, row] of rows.entries())
      for (const [theirs, ours] of Object.entries(SPLINKS)) {
        const said = row[theirs] ?? null;
        // Splink multiplies by the step as a number of 32 bits.
        if (said === null) expect(table[i]?.[ours]).toBeNull();
        else expect(table[i]?.[ours], `${theirs} of row ${i}`).toBeCloseTo(said, 6);
      }
  });

  it("agrees with Splink's published figures from a label column", () => {
    const names = ['john', 'john', 'john', 'john', 'edith', 'mary'];
    const l = [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4];
    const r = [1, 2, 3, 4, 5, 2, 3, 4, 5, 3, 4, 5, 4, 5, 5];
    const table = truthTable(judgedByEntity(byName(names, l, r), Int32Array.of(1, 1, 1, 2, 3, 3)), { roundTo: null });
    expect(table).toMatchObject([
      { threshold: -3.17, tp: 4, fp: 11, tn: 0, fn: 0 },
      { threshold: 3.17, tp: 3, fp: 3, tn: 8, fn: 1 },
    ]);
  });

  it("agrees with Splink's published figures of two tables", () => {
    const names = ['john', 'mary', 'edith', 'john', 'john', 'eve'];
    const pairs = byName(names, [0, 0, 0, 1, 1, 1, 2, 2, 2], [3, 4, 5, 3, 4, 5, 3, 4, 5]);
    const judged = judgedByEntity(pairs, Int32Array.of(1, 2, 3, 1, 2, 3), { acrossSources: [0, 0, 0, 1, 1, 1] });
    expect(truthTable(judged, { roundTo: null })).toMatchObject([
      { tp: 3, fp: 6, tn: 0, fn: 0 },
      { tp: 1, fp: 1, tn: 5, fn: 2 },
    ]);
  });

  it("agrees with Splink's published rates: a pair that weighs the threshold is linked", () => {
    const judged = judgedByLabels({
      clericalScore: Float64Array.of(0.1, 0.45, 0.01),
      weight: Float64Array.of(0, 0.4, 1),
      foundByBlocking: Uint8Array.of(1, 1, 1),
    });
    expect(truthTable(judged, { roundTo: null })[1]).toMatchObject({ threshold: 0.4, fpRate: 2 / 3, precision: 0, recall: null });
  });

  it('counts every pair of every record, made or not, as one by one does', () => {
    const scene = fc.integer({ min: 2, max: 8 }).chain((size) =>
      fc.record({
        truth: fc.array(fc.integer({ min: -1, max: 3 }), { minLength: size, maxLength: size }),
        sources: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: size, maxLength: size }),
        groups: fc.array(fc.boolean(), { minLength: size, maxLength: size }),
        weights: fc.array(fc.option(fc.integer({ min: -3, max: 3 })), {
          minLength: (size * (size - 1)) / 2,
          maxLength: (size * (size - 1)) / 2,
        }),
        threshold: fc.integer({ min: -4, max: 4 }),
      }),
    );
    fc.assert(
      fc.property(scene, fc.boolean(), fc.boolean(), ({ truth, sources, groups, weights, threshold }, across, grouped) => {
        const made: { l: number; r: number; weight: number }[] = [];
        const plain = { tp: 0, fp: 0, fn: 0, tn: 0 };
        let at = 0;
        for (let l = 0; l < truth.length; l++)
          for (let r = l + 1; r < truth.length; r++) {
            const weight = weights[at++] ?? null;
            if (weight !== null) made.push({ l, r, weight });
            if (truth[l] === -1 || truth[r] === -1) continue;
            if ((across && sources[l] === sources[r]) || (grouped && !groups[l] && !groups[r])) continue;
            const linked = weight !== null && weight >= threshold;
            if (truth[l] === truth[r]) plain[linked ? 'tp' : 'fn']++;
            else plain[linked ? 'fp' : 'tn']++;
          }
        const pairs = {
          count: made.length,
          l: Int32Array.from(made, ({ l }) => l),
          r: Int32Array.from(made, ({ r }) => r),
          weight: Float64Array.from(made, ({ weight }) => weight),
        };
        const judged = judgedByEntity(pairs, Int32Array.from(truth), {
          ...(across ? { acrossSources: sources } : {}),
          ...(grouped ? { group: (record: number) => groups[record] === true } : {}),
        });
        expect(thresholdTable(judged, [threshold])).toMatchObject([plain]);
        for (const row of truthTable(judged, { roundTo: null })) expect(thresholdTable(judged, [row.threshold])).toEqual([row]);
      }),
    );
  });

  it('rounds weights to the nearest step, halves away from 0', () => {
    const judged = { weight: Float64Array.of(-0.25, 0.25, 0.31, 1.27), isMatch: new Uint8Array(4), unseenMatches: 0, unseenNonMatches: 0 };
    expect(truthTable(judged, { roundTo: 0.5 }).map(({ threshold }) => threshold)).toEqual([-0.5, 0.5, 1.5]);
    expect(truthTable(judged, { roundTo: 0.1 }).map(({ threshold }) => threshold)).toEqual([-0.3, 0.3, 1.3]);
  });

  it('rounds weights down, so that a row counts the pairs of its threshold and more', () => {
    const weights = fc.array(
      fc.tuple(
        fc.oneof(
          fc.double({ min: -40, max: 40, noNaN: true }),
          fc.integer({ min: -400, max: 400 }).map((n) => n / 10),
        ),
        fc.boolean(),
      ),
    );
    fc.assert(
      fc.property(weights, fc.constantFrom(0.5, 0.1, 0.01), (pairs, roundTo) => {
        const judged = {
          weight: Float64Array.from(pairs, ([weight]) => weight),
          isMatch: Uint8Array.from(pairs, ([, isMatch]) => (isMatch ? 1 : 0)),
          unseenMatches: 2,
          unseenNonMatches: 5,
        };
        const rows = truthTable(judged, { roundTo, down: true });
        for (const row of rows) expect(thresholdTable(judged, [row.threshold])).toEqual([row]);
        for (const [weight] of pairs)
          expect(rows.some(({ threshold }) => threshold <= weight && weight - threshold <= roundTo + 1e-9)).toBe(true);
      }),
    );
    const judged = { weight: Float64Array.of(12.75, 13, 8.04, -0.25), isMatch: new Uint8Array(4), unseenMatches: 0, unseenNonMatches: 0 };
    expect(truthTable(judged, { roundTo: 0.5, down: true }).map(({ threshold }) => threshold)).toEqual([-0.5, 8, 12.5, 13]);
  });
});

it('settles what measures say of nothing', () => {
  expect(measuresOf({ tp: 0, fp: 0, fn: 0, tn: 0 })).toEqual({
    precision: 1,
    recall: null,
    specificity: null,
    npv: 1,
    accuracy: null,
    f1: null,
    f2: null,
    f05: null,
    p4: null,
    phi: 0,
  });
});
