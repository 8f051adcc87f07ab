import { seededRandom } from '@golden-thread/shapes/random';
import { describe, expect, it } from 'vitest';
import type { LinkagePlan, LinkType, PlannedComparison } from '../plan/linkage-plan.ts';
import { allowedSources } from './allowed-sources.ts';
import { kernelOf } from './kernel-of.ts';
import { type LevelCountOptions, levelCounts, samplingRate } from './level-counts.ts';
import { gammasAboveNull } from './pattern-layout.ts';
import { comparisonOf, type PlainRecords, planOf, runnerOf } from './training.fixture.ts';

const NULL_A = '"a_l" IS NULL OR "a_r" IS NULL';
const JW = (at: number) => `jaro_winkler_similarity("a_l", "a_r") >= ${at}`;
const COMPARISONS: readonly PlannedComparison[] = [
  comparisonOf('ladder of likeness', [NULL_A, '"a_l" = "a_r"', JW(0.9), JW(0.7)]),
  comparisonOf('equalities', [
    NULL_A,
    '"a_l" = "a_r"',
    'substr("a_l", 1, 2) = substr("a_r", 1, 2)',
    'substr("a_l", 1, 1) = substr("a_r", 1, 1)',
  ]),
  comparisonOf('two columns', [
    '("a_l" IS NULL OR "a_r" IS NULL) AND ("b_l" IS NULL OR "b_r" IS NULL)',
    '"a_l" = "a_r" AND "b_l" = "b_r"',
    '"b_l" = "b_r"',
    '"a_l" = "a_r"',
  ]),
  comparisonOf('crossed', [
    '"a_l" IS NULL OR "a_r" IS NULL OR "b_l" IS NULL OR "b_r" IS NULL',
    '"a_l" = "a_r" AND "b_l" = "b_r"',
    '"a_l" = "b_r" AND "b_l" = "a_r"',
    '"a_l" = "b_r"',
  ]),
  comparisonOf('one-sided likeness', [NULL_A, '"a_l" = "b_r"', 'levenshtein("a_l", "b_r") <= 1', 'levenshtein("a_l", "a_r") <= 1']),
  comparisonOf('odd null level', ['"a_l" IS NULL AND "b_r" IS NULL', '"a_l" = "a_r"', 'levenshtein("b_l", "b_r") <= 1']),
  comparisonOf('null level by length', ['length("a_l") < 3', '"a_l" = "a_r"', JW(0.8)]),
  comparisonOf('no null level', ['"b_l" = "b_r"', 'levenshtein("a_l", "a_r") <= 1'], false),
];
const LINKS: readonly (readonly [LinkType, [string, string][] | null])[] = [
  ['dedupe_only', null],
  ['link_only', null],
  ['link_and_dedupe', null],
  [
    'link_and_dedupe',
    [
      ['s0', 's0'],
      ['s0', 's1'],
      ['s1', 's2'],
    ],
  ],
];
const SEED = { seed: 'test' };

describe('levels over all pairs', () => {
  it.each(LINKS)('are those of comparing every pair, for %s with sources that may meet %j', async (linkType, sourcePairs) => {
    const plan = planOf(COMPARISONS, { linkType, sourcePairs });
    const records = peopleLike(linkType === 'dedupe_only' ? 1 : 3, 90);
    const counts = await counted(plan, records, SEED);
    const plain = everyPair(plan, records);
    for (const [c, comparison] of COMPARISONS.entries()) {
      expect([comparison.name, counts[c]?.exact, [...(counts[c]?.byGamma ?? [])]]).toEqual([comparison.name, true, plain[c]]);
      expect(counts[c]?.pairs).toBe(plain[c]?.reduce((sum, count) => sum + count, 0));
    }
  });

  it('say so when they are estimated; levels of equality stay exact, and the others are within what the standard error allows', async () => {
    for (const [linkType, sourcePairs] of LINKS) {
      const plan = planOf(COMPARISONS, { linkType, sourcePairs });
      const records = peopleLike(linkType === 'dedupe_only' ? 1 : 3, 400);
      const estimated = await counted(plan, records, { ...SEED, exactPairs: 0, estimatePairs: 40_000 });
      const plain = everyPair(plan, records);
      estimated.forEach(({ byGamma, pairs, exact, standardErrors, comparison }) => {
        const settled = comparison === 1 || comparison === 2 || comparison === 3;
        expect(exact).toBe(settled);
        byGamma.forEach((count, gamma) => {
          const error = (standardErrors[gamma] ?? 0) * pairs;
          expect(Math.abs(count - (plain[comparison]?.[gamma] ?? 0))).toBeLessThanOrEqual(5 * error + (error > 0 ? 3 : 0));
        });
      });
      expect(estimated[0]?.byGamma[3]).toBe(plain[0]?.[3]);
      expect(estimated[4]?.byGamma[3]).toBe(plain[4]?.[3]);
      expect(estimated[0]?.standardErrors[3]).toBe(0);
      expect(estimated[0]?.standardErrors[1]).toBeGreaterThan(0);
    }
  });

  it('that need a value in common are exact though likeness comes before them, and all are where none is of likeness', async () => {
    const mixed = [
      comparisonOf('likeness first', [NULL_A, JW(0.9), '"a_l" = "b_r" AND "b_l" = "a_r"', '"a_l" = "b_r" OR "b_l" = "b_r"', JW(0.6)]),
      comparisonOf('members', [
        '"c_l" IS NULL OR "c_r" IS NULL',
        'list_has_any("c_l", "c_r") AND array_length(list_intersect("c_l", "c_r")) >= 2',
        'list_has_any("c_l", "c_r")',
      ]),
    ];
    for (const [linkType, sourcePairs] of LINKS) {
      const plan = planOf(mixed, { linkType, sourcePairs });
      const people = peopleLike(linkType === 'dedupe_only' ? 1 : 3, 400);
      const [a = [], b = []] = Object.values(people.columns);
      const c = a.map((one, i) => (one === null ? null : [one, b[i] ?? null, a[i - 1] ?? null]));
      const records = { ...people, columns: { ...people.columns, c } };
      const [likeness, members] = await counted(plan, records, { ...SEED, exactPairs: 0, estimatePairs: 40_000 });
      const plain = everyPair(plan, records);
      expect([2, 3].map((gamma) => likeness?.byGamma[gamma])).toEqual([2, 3].map((gamma) => plain[0]?.[gamma]));
      expect([2, 3].map((gamma) => likeness?.standardErrors[gamma])).toEqual([0, 0]);
      expect(plain[0]?.[3]).toBeGreaterThan(0);
      expect(likeness?.exact).toBe(false);
      expect(likeness?.byGamma.reduce((total, count) => total + count, 0)).toBeCloseTo(likeness?.pairs ?? 0, 6);
      expect([members?.exact, [...(members?.byGamma ?? [])]]).toEqual([true, plain[1]]);
    }
  });

  it('do not depend on who else is counted, nor on how often', async () => {
    const plan = planOf(COMPARISONS);
    const records = peopleLike(1, 300);
    const options = { ...SEED, exactPairs: 0, estimatePairs: 20_000 };
    const all = await counted(plan, records, options);
    const alone = await counted(planOf(COMPARISONS.slice(0, 1)), records, options);
    expect(alone[0]).toEqual(all[0]);
    expect(await counted(plan, records, options)).toEqual(all);
  });
});

describe('u as Splink publishes it', () => {
  const name = comparisonOf('name', ['"a_l" IS NULL OR "a_r" IS NULL', '"a_l" = "a_r"', 'levenshtein("a_l", "a_r") <= 2']);

  it('of six names: 1/15, 1/15, 13/15', async () => {
    const a = ['Robin', 'Robyn', 'John', 'Sarah', 'John', 'Elspeth'];
    const [u] = await counted(planOf([name]), { columns: { a } }, SEED);
    expect([...(u?.byGamma ?? [])]).toEqual([13, 1, 1]);
  });

  it('between two tables, and among three: only pairs that cross tables', async () => {
    const a = ['Robin', 'Robyn', 'John', 'Sarah', 'John', 'Elspeth', 'Mary', 'Robin', 'Maria', 'Jon', 'Maree', 'Sara', 'Robyn'];
    const sources = a.map((_, i) => (i < 7 ? 0 : 1));
    const [u] = await counted(planOf([name], { linkType: 'link_only' }), { columns: { a }, sources }, SEED);
    const plain = everyPair(planOf([name], { linkType: 'link_only' }), { columns: { a }, sources })[0];
    expect(u?.pairs).toBe(42);
    expect([...(u?.byGamma ?? [])]).toEqual(plain);
  });

  it('samples records at Splink’s rates', () => {
    const prepared = (sizes: readonly number[]) => ({
      ...runnerOf(planOf([]), { columns: { a: ['x'] } }).prepared,
      size: sizes.reduce((sum, size) => sum + size, 0),
      sources: sizes.map((_, s) => `s${s}`),
      sourceOf: Uint16Array.from(sizes.flatMap((size, s) => Array.from({ length: size }, () => s))),
    });
    expect(samplingRate(prepared([10_000]), planOf([]), 1e6) * 10_000).toBeCloseTo(1414.7, 1);
    expect(samplingRate(prepared([60_000]), planOf([]), 1e8) * 60_000).toBeCloseTo(14_142.6, 1);
    expect(samplingRate(prepared([5000, 5000]), planOf([], { linkType: 'link_only' }), 1e6)).toBeCloseTo(0.2, 12);
  });

  it('from a sample of the records is that of all pairs among them; from one that reaches all of them, that of all', async () => {
    const plan = planOf([name]);
    const records = peopleLike(1, 500);
    const [all] = await counted(plan, records, SEED);
    const [reaching] = await counted(plan, records, { ...SEED, sample: { maxPairs: 1e6, seed: 1 } });
    expect(reaching).toEqual(all);
    const [sampled] = await counted(plan, records, { ...SEED, sample: { maxPairs: 20_000, seed: 1 } });
    expect(sampled?.exact).toBe(true);
    expect(Math.abs((sampled?.pairs ?? 0) / 20_000 - 1)).toBeLessThan(0.4);
    expect(await counted(plan, records, { ...SEED, sample: { maxPairs: 20_000, seed: 1 } })).toEqual([sampled]);
  });
});

const counted = (plan: LinkagePlan, records: PlainRecords, options: LevelCountOptions) => levelCounts(runnerOf(plan, records), options);

/** Levels of every allowed pair, compared one by one, the lower record on the left. */
function everyPair(plan: LinkagePlan, records: PlainRecords): number[][] {
  const { prepared } = runnerOf(plan, records);
  const { size, meets } = allowedSources(plan, prepared.sources);
  return plan.comparisons.map((comparison, c) => {
    const kernel = kernelOf({ prepared, plan }, c);
    const counts = new Array<number>(gammasAboveNull(comparison)).fill(0);
    const gammas = new Int8Array(1);
    for (let i = 0; i < prepared.size; i++)
      for (let j = i + 1; j < prepared.size; j++) {
        if (meets[(prepared.sourceOf[i] ?? 0) * size + (prepared.sourceOf[j] ?? 0)] !== 1) continue;
        kernel(
          { count: 1, a: Int32Array.of(i), b: Int32Array.of(j), rule: new Uint8Array(1) },
          Int32Array.of(0),
          1,
          gammas,
          new Int32Array(1),
        );
        const gamma = gammas[0] ?? -1;
        if (gamma >= 0) counts[gamma] = (counts[gamma] ?? 0) + 1;
      }
    return counts;
  });
}

/** Short names, some frequent, some missing, made so that likeness is common and the two columns share values. */
function peopleLike(sources: number, size: number): PlainRecords {
  const random = seededRandom(`people ${sources} ${size}`);
  const name = () => {
    if (random.next() < 0.1) return null;
    if (random.next() < 0.4) return ['anna', 'anne', 'hanna', 'bo'][random.below(4)] ?? null;
    return Array.from({ length: 2 + random.below(5) }, () => 'abnest'[random.below(6)]).join('');
  };
  const sourceOf = Array.from({ length: size }, () => random.below(sources)).sort();
  return { columns: { a: Array.from({ length: size }, name), b: Array.from({ length: size }, name) }, sources: sourceOf };
}
