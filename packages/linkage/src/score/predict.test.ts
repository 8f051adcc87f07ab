import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinkagePlan } from '../plan/linkage-plan.ts';
import { startingParameters } from '../plan/starting-parameters.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { preparedOfTable, smallComparison, smallPlan, smallRule } from '../test-support/small-plans.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { inlineRunner } from '../workers/runner.ts';
import { explainPair } from './explain.ts';
import { gammasOf } from './gammas-of.ts';
import { linkByRules, linkNewAgainstOld, type PredictOptions, predict } from './predict.ts';
import { scorePairs, selfWeights } from './score-pairs.ts';
import { pairsFrom, type ScoredPairs } from './scored-pairs.ts';
import { termFrequenciesOf } from './term-frequencies.ts';

type Row = Readonly<Record<'forename' | 'family' | 'town', string | null>>;

const PLAN = smallPlan({
  lambda: 0.05,
  rules: [smallRule('l.family = r.family'), smallRule('l.forename = r.forename and l.town = r.town'), smallRule('l.town = r.town')],
  comparisons: [
    smallComparison('forename', [
      { when: 'forename_l is null or forename_r is null', isNull: true },
      { when: 'forename_l = forename_r', m: 0.9, u: 0.1, termFrequency: { column: 'forename' } },
      { m: 0.1, u: 0.9 },
    ]),
    smallComparison('family', [
      { when: 'family_l = family_r', m: 0.7, u: 0.2 },
      { when: 'family_l is null', isNull: true },
      { m: 0.3, u: 0.8 },
    ]),
  ],
});
const cell = fc.constantFrom(null, 'a', 'b', 'b', 'c', 'd');
const someRows: fc.Arbitrary<Row[]> = fc.array(fc.record({ forename: cell, family: cell, town: cell }), { minLength: 2, maxLength: 30 });
const preparedOf = (rows: readonly Row[]): Prepared =>
  preparedOfTable(
    tableOfRows(
      'people',
      rows.map((row) => ({ ...row })),
    ),
  );

type Pair = readonly [l: number, r: number, weight: number, rule: number];
const pairsOf = ({ count, l, r, weight, rule }: ScoredPairs): Pair[] =>
  Array.from({ length: count }, (_, p) => [l[p] ?? -1, r[p] ?? -1, weight[p] ?? Number.NaN, rule[p] ?? -1]);

const modelOf = (prepared: Prepared, plan: LinkagePlan) => ({
  parameters: startingParameters(plan),
  shares: termFrequenciesOf(prepared, plan),
});

/** Every pair that some rule makes, with its first rule and its weight told part by part. */
function plainPairs(rows: readonly Row[], prepared: Prepared, floor: number): Pair[] {
  const model = modelOf(prepared, PLAN);
  const same = (i: number, j: number, name: keyof Row) => rows[i]?.[name] != null && rows[i]?.[name] === rows[j]?.[name];
  return rows.flatMap((_, i) =>
    rows.flatMap((__, j): Pair[] => {
      if (j <= i) return [];
      const rule = [same(i, j, 'family'), same(i, j, 'forename') && same(i, j, 'town'), same(i, j, 'town')].indexOf(true);
      const { weight } = explainPair({ prepared, plan: PLAN }, model, i, j);
      return rule < 0 || weight < floor ? [] : [[i, j, weight, rule]];
    }),
  );
}

const linked = async (prepared: Prepared, options: PredictOptions): Promise<Pair[]> =>
  pairsOf(await predict(inlineRunner({ prepared, plan: PLAN }), modelOf(prepared, PLAN), options));

describe('predict', () => {
  test('keeps every pair of the rules that weighs the floor or more, once, under its first rule, in order; however the work is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        someRows,
        fc.constantFrom(Number.NEGATIVE_INFINITY, -5, 0, 2),
        fc.integer({ min: 1, max: 50 }),
        async (rows, floor, pairsPerTask) => {
          const prepared = preparedOf(rows);
          const whole = await linked(prepared, { floor });
          const wanted = plainPairs(rows, prepared, floor);
          expect(whole.map(([l, r, , rule]) => [l, r, rule])).toEqual(wanted.map(([l, r, , rule]) => [l, r, rule]));
          whole.forEach(([, , weight], p) => expect(weight).toBeCloseTo(wanted[p]?.[2] ?? Number.NaN, 10));
          expect(await linked(prepared, { floor, pairsPerTask })).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('keeps a pair that weighs the floor to the last bit, and not those below it', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, fc.nat(), async (rows, pick) => {
        const prepared = preparedOf(rows);
        const all = await linked(prepared, { floor: Number.NEGATIVE_INFINITY });
        const floor = all[pick % Math.max(1, all.length)]?.[2] ?? 0;
        expect(await linked(prepared, { floor })).toEqual(all.filter(([, , weight]) => weight >= floor));
      }),
      { numRuns: 60 },
    );
  });

  test('makes the pairs that hold a changed record, without two changed ones if so asked, and never a barred one', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, fc.infiniteStream(fc.boolean()), async (rows, isNew) => {
        const prepared = preparedOf(rows);
        const changed = Uint8Array.from(rows, () => Number(isNew.next().value));
        const floor = -8;
        const all = await linked(prepared, { floor });
        const news = ([l, r]: Pair): number => (changed[l] ?? 0) + (changed[r] ?? 0);
        expect(await linked(prepared, { floor, changed })).toEqual(all.filter((pair) => news(pair) > 0));
        const runner = inlineRunner({ prepared, plan: PLAN });
        const against = await linkNewAgainstOld(runner, modelOf(prepared, PLAN), { floor, changed, amongChanged: false });
        expect(pairsOf(against)).toEqual(all.filter((pair) => news(pair) === 1));
        const barred = Int32Array.from(all.slice(0, 2).flatMap(([l, r]) => [r, l]));
        expect(await linked(prepared, { floor, barred })).toEqual(all.slice(2));
      }),
      { numRuns: 40 },
    );
  });

  test('gammas that are kept are those that are worked out again, for the pairs above a threshold too; however the work is cut', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, fc.integer({ min: 1, max: 50 }), async (rows, pairsPerTask) => {
        const prepared = preparedOf(rows);
        const runner = inlineRunner({ prepared, plan: PLAN });
        const options = { floor: -5, pairsPerTask };
        const plain = await predict(runner, modelOf(prepared, PLAN), options);
        const { gammas, ...kept } = await predict(runner, modelOf(prepared, PLAN), { ...options, keepGammas: true });
        expect(kept).toEqual(plain);
        expect(gammas).toEqual(await gammasOf(runner, plain));
        const above = pairsFrom({ ...kept, gammas: gammas ?? new Int8Array(0) }, 0);
        expect(above.gammas ?? new Int8Array(0)).toEqual(await gammasOf(runner, above));
      }),
      { numRuns: 40 },
    );
  });

  test('a deterministic link is every pair that a rule makes, without a weight', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const prepared = preparedOf(rows);
        const all = await linked(prepared, { floor: Number.NEGATIVE_INFINITY });
        const byRules = await linkByRules(inlineRunner({ prepared, plan: PLAN }));
        expect(pairsOf(byRules)).toEqual(all.map(([l, r, , rule]) => [l, r, 0, rule]));
      }),
      { numRuns: 30 },
    );
  });
});

test('given pairs are scored and their gammas told as predict and explain have them, beyond one chunk too', async () => {
  const rows = Array.from({ length: 200 }, (_, i): Row => ({ forename: 'abc'[i % 3] ?? null, family: 'abcd'[i % 7] ?? null, town: 'x' }));
  const prepared = preparedOf(rows);
  const runner = inlineRunner({ prepared, plan: PLAN });
  const model = modelOf(prepared, PLAN);
  const all = await predict(runner, model, { floor: Number.NEGATIVE_INFINITY });
  expect(all.count).toBe((200 * 199) / 2);
  expect(await scorePairs(runner, model, all)).toEqual(Float64Array.from(all.weight));
  const gammas = await gammasOf(runner, all);
  for (const p of [0, 1, 4095, 4096, 19_000]) {
    const explained = explainPair({ prepared, plan: PLAN }, model, all.l[p] ?? 0, all.r[p] ?? 0);
    expect([...gammas.subarray(2 * p, 2 * p + 2)]).toEqual(explained.comparisons.map(({ gamma }) => gamma));
    expect(explained.comparisons.reduce((sum, { bits, frequencyBits }) => sum + bits + frequencyBits, explained.prior)).toBeCloseTo(
      all.weight[p] ?? Number.NaN,
      10,
    );
  }
  const own = await selfWeights(runner, model);
  expect(own[5]).toBeCloseTo(explainPair({ prepared, plan: PLAN }, model, 5, 5).weight, 10);
});
