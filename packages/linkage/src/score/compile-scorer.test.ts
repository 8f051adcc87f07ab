import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { probabilityOfBits } from '../fellegi-sunter.ts';
import { emptyChunk } from '../pair-chunk.ts';
import type { LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';
import { startingParameters } from '../plan/starting-parameters.ts';
import type { Prepared } from '../prepare/prepared.ts';
import { preparedOfTable, smallComparison, smallPlan } from '../test-support/small-plans.ts';
import { tableOfRows } from '../test-support/tables-of-rows.ts';
import { limitedWeight } from './bits.ts';
import { compileScorer } from './compile-scorer.ts';
import { explainPair } from './explain.ts';
import { termFrequenciesOf } from './term-frequencies.ts';
import { unlinkablesOf } from './unlinkables.ts';

type Row = Readonly<Record<string, string | null>>;

/** Weights of all pairs i before j that stay above a floor, by `i-j`. */
function weightsOf(prepared: Prepared, plan: LinkagePlan, floor = Number.NEGATIVE_INFINITY): ReadonlyMap<string, number> {
  const scorer = compileScorer(prepared, plan, startingParameters(plan), termFrequenciesOf(prepared, plan));
  const chunk = emptyChunk();
  for (let j = 0; j < prepared.size; j++)
    for (let i = 0; i < j; i++) {
      chunk.a[chunk.count] = i;
      chunk.b[chunk.count] = j;
      chunk.count++;
    }
  const alive = scorer.score(chunk, floor);
  const weights = Array.from(
    scorer.alive.subarray(0, alive),
    (p) => [`${chunk.a[p]}-${chunk.b[p]}`, limitedWeight(scorer.weight[p] ?? 0)] as const,
  );
  return new Map(weights.filter(([, weight]) => weight >= floor));
}

const exactOrElse = (name: string, m: number, u: number, termFrequency = {}): PlannedComparison =>
  smallComparison(name, [
    { when: `"${name}_l" IS NULL OR "${name}_r" IS NULL`, isNull: true },
    { when: `"${name}_l" = "${name}_r"`, m, u, termFrequency: { column: name, weight: 0, ...termFrequency } },
    { m: 1 - m, u: 1 - u },
  ]);

describe("Splink's published figures", () => {
  test('records 479 and 481 of its first fixture weigh 0.5101493570766487', () => {
    const bayes = 0.3 / 0.7 / 9;
    const plan = smallPlan({
      lambda: bayes / (1 + bayes),
      comparisons: [
        exactOrElse('first_name', 0.7, 0.1, { weight: 0.6 }),
        exactOrElse('surname', 0.9, 0.1),
        exactOrElse('dob', 0.9, 0.1),
        exactOrElse('city', 0.9, 0.1),
        exactOrElse('email', 0.9, 0.1),
      ],
    });
    const prepared = preparedOfTable(
      tableOfRows('people', [
        { first_name: 'A', surname: 'B', dob: 'C', city: 'D', email: 'E' },
        { first_name: 'A', surname: 'B', dob: 'C', city: 'F', email: 'G' },
        ...Array.from({ length: 898 }, (_, i) => ({ first_name: i < 6 ? 'A' : `other ${i}`, surname: null })),
      ]),
    );
    const { weight, probability, comparisons } = explainPair(
      { prepared, plan },
      { parameters: startingParameters(plan), shares: termFrequenciesOf(prepared, plan) },
      0,
      1,
    );
    expect(weight).toBeCloseTo(0.5101493570766487, 12);
    expect(probability).toBeCloseTo(0.5874923778509089, 12);
    expect(2 ** (comparisons[0]?.frequencyBits ?? 0)).toBeCloseTo(4.272592890212634, 12);
    expect(comparisons.map(({ gamma }) => gamma)).toEqual([1, 1, 1, 0, 0]);
  });

  test.each([
    ['no weight', 0, 0, { London: 5, Birmingham: 5, Truro: 5 }],
    ['weight 1', 1, 0, { London: 50 / 40, Birmingham: 50 / 8, Truro: 50 / 2 }],
    ['weight 1 with a floor of .1', 1, 0.1, { London: 50 / 40, Birmingham: 50 / 8, Truro: 10 }],
    ['weight .5', 0.5, 0, { London: 5 * 0.25 ** 0.5, Birmingham: 5 * 1.25 ** 0.5, Truro: 5 * 5 ** 0.5 }],
  ])('fifty cities by term frequency: %s', (_, weight, minimumU, factors) => {
    const cities = Object.entries({ London: 40, Birmingham: 8, Truro: 2 }).flatMap(([city, count]) =>
      Array.from({ length: count }, () => city),
    );
    const prepared = preparedOfTable(
      tableOfRows(
        'cities',
        cities.map((city) => ({ city })),
      ),
    );
    const weights = weightsOf(prepared, smallPlan({ comparisons: [exactOrElse('city', 1, 0.2, { weight, minimumU })] }));
    expect(2 ** (weights.get('0-1') ?? 0)).toBeCloseTo(factors.London, 9);
    expect(2 ** (weights.get('40-41') ?? 0)).toBeCloseTo(factors.Birmingham, 9);
    expect(2 ** (weights.get('48-49') ?? 0)).toBeCloseTo(factors.Truro, 9);
  });
});

const COLUMNS = ['forename', 'surname', 'town'] as const;
const somePlan = fc.record({
  lambda: fc.double({ min: 0.0001, max: 0.6, noNaN: true }),
  ms: fc.tuple(...COLUMNS.map(() => fc.double({ min: 0.5, max: 0.999, noNaN: true }))),
  us: fc.tuple(...COLUMNS.map(() => fc.double({ min: 0.001, max: 0.6, noNaN: true }))),
  weights: fc.tuple(...COLUMNS.map(() => fc.constantFrom(0, 0.5, 1, 2))),
  floors: fc.tuple(...COLUMNS.map(() => fc.constantFrom(0, 0.05, 0.5))),
});
const cell = fc.constantFrom(null, 'a', 'b', 'b', 'c', 'd');
const someRows: fc.Arbitrary<Row[]> = fc.array(fc.record({ forename: cell, surname: cell, town: cell }), { minLength: 2, maxLength: 25 });

/** Splink's formula as a product of Bayes factors, pair by pair. */
function plainWeight(rows: readonly Row[], plan: LinkagePlan, i: number, j: number): number {
  let factor = plan.lambda / (1 - plan.lambda);
  for (const { name, levels } of plan.comparisons) {
    const [left, right] = [rows[i]?.[name] ?? null, rows[j]?.[name] ?? null];
    if (left === null || right === null) continue;
    const level = levels.find(({ gamma }) => gamma === (left === right ? 1 : 0));
    factor *= (level?.m ?? 0) / (level?.u ?? 0);
    if (left !== right || level?.termFrequency == null) continue;
    const known = rows.flatMap((row) => row[name] ?? []);
    const share = known.filter((value) => value === left).length / known.length;
    factor *= ((level.u ?? 0) / Math.max(share, level.termFrequency.minimumU)) ** level.termFrequency.weight;
  }
  return Math.log2(factor);
}

describe('the scorer', () => {
  const scoring = fc.property(
    somePlan,
    someRows,
    fc.double({ min: -12, max: 12, noNaN: true }),
    ({ lambda, ms, us, weights, floors }, rows, floor) => {
      const comparisons = COLUMNS.map((name, c) => exactOrElse(name, ms[c] ?? 0, us[c] ?? 0, { weight: weights[c], minimumU: floors[c] }));
      const plan = smallPlan({ lambda, comparisons });
      const prepared = preparedOfTable(
        tableOfRows(
          'people',
          rows.map((row) => ({ ...row })),
        ),
      );
      const all = weightsOf(prepared, plan);
      for (let j = 0; j < rows.length; j++)
        for (let i = 0; i < j; i++) {
          const wanted = plainWeight(rows, plan, i, j);
          expect(Math.abs((all.get(`${i}-${j}`) ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
        }
      expect(weightsOf(prepared, plan, floor)).toEqual(new Map([...all].filter(([, weight]) => weight >= floor)));
    },
  );

  test('weighs every pair as the product of its factors does, and a floor loses no pair that weighs it', () => {
    fc.assert(scoring, { numRuns: 150 });
  });

  test('a fuzzy level takes the larger frequency of its two values, against the u of the exact level', () => {
    const plan = smallPlan({
      comparisons: [
        smallComparison('town', [
          { when: '"town_l" = "town_r"', m: 0.8, u: 0.1, termFrequency: { column: 'town' } },
          { when: '"town_l" > "town_r"', m: 0.1, u: 0.2, termFrequency: { column: 'town' } },
          { m: 0.1, u: 0.7 },
        ]),
      ],
    });
    const prepared = preparedOfTable(
      tableOfRows(
        'towns',
        ['b', 'a', 'a', 'a'].map((town) => ({ town })),
      ),
    );
    expect(explainPair({ prepared, plan }, modelOf(prepared, plan), 0, 1).comparisons[0]).toMatchObject({
      gamma: 1,
      frequencyBits: expect.closeTo(Math.log2(0.1 / 0.75), 12),
    });
  });

  test('a missing frequency counts for nothing; two of a floor count as the floor', () => {
    const plan = smallPlan({
      comparisons: [exactOrElse('town', 0.8, 0.1, { weight: 1, minimumU: 0.5 })],
    });
    const prepared = preparedOfTable(
      tableOfRows(
        'towns',
        ['a', 'a', 'b'].map((town) => ({ town })),
      ),
    );
    const unknown = new Map([['town', new Float64Array(3)]]);
    const parameters = startingParameters(plan);
    expect(explainPair({ prepared, plan }, { parameters, shares: unknown }, 0, 1).comparisons[0]?.frequencyBits).toBe(0);
    const rare = new Map([['town', Float64Array.of(0, 0.01, 0.01)]]);
    expect(explainPair({ prepared, plan }, { parameters, shares: rare }, 0, 1).comparisons[0]?.frequencyBits).toBeCloseTo(
      Math.log2(0.1 / 0.5),
      12,
    );
  });
});

const modelOf = (prepared: Prepared, plan: LinkagePlan) => ({
  parameters: startingParameters(plan),
  shares: termFrequenciesOf(prepared, plan),
});

test('unlinkables: shares of records by the probability of their double, the certain ones without a row', () => {
  const rows = unlinkablesOf(Float64Array.of(-1, -1, 0, 40, 40));
  expect(rows).toEqual([
    { weight: -1, probability: 0.33333, share: 0.4, cumulativeShare: 0.4 },
    { weight: 0, probability: 0.5, share: 0.2, cumulativeShare: expect.closeTo(0.6, 12) },
  ]);
  expect(probabilityOfBits(-1)).toBeCloseTo(1 / 3, 12);
});
