import { block, type LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOfDeclaration } from '../plan/from-declaration.ts';
import { firstRule, gammaOf, valuesOf } from '../test-support/plain-oracle.ts';
import { EMPTY_RECORD } from '../test-support/simulated-people.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { modelOf, tinyLinkage } from '../test-support/tiny-linkage.ts';
import { explainPeople } from './explain-people.ts';
import { decodeGammas } from './gamma-code.ts';
import type { LinkPeopleOptions, PeoplePairs } from './link-people.ts';
import { readyPeople } from './linked.fixture.ts';
import { fromRows } from './term-frequency.ts';

const linkage = tinyLinkage();
const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const models = fc
  .tuple(
    probability,
    fc.array(fc.array(fc.tuple(probability, probability), { minLength: 7, maxLength: 7 }), { minLength: 5, maxLength: 5 }),
  )
  .map(([lambda, levels]) => modelOf(linkage, lambda, levels));

interface Row {
  readonly a: number;
  readonly b: number;
  readonly rule: number;
  readonly weight: number;
  readonly gammas: readonly number[];
}

const gammasIn = (declaration: LinkageDeclaration, code: number) => decodeGammas(planOfDeclaration(declaration), code);

const rowsOf = (pairs: PeoplePairs, declaration: LinkageDeclaration = linkage): Row[] =>
  Array.from({ length: pairs.count }, (_, p) => ({
    a: pairs.a[p] ?? -1,
    b: pairs.b[p] ?? -1,
    rule: pairs.rule[p] ?? -1,
    weight: pairs.weight[p] ?? Number.NaN,
    gammas: gammasIn(declaration, pairs.gammas[p] ?? 0),
  }));

const link = (records: readonly PersonMatch[], model: LinkageModel, options: Partial<LinkPeopleOptions> = {}, declaration = linkage) =>
  readyPeople(records, declaration, model).link(options);

/** The weight by the book: every pair, every comparison, straight from the records' texts. */
function plainWeight(records: readonly PersonMatch[], model: LinkageModel, a: PersonMatch, b: PersonMatch): number {
  const frequency = (column: Parameters<typeof valuesOf>[1], value: string) => {
    const holders = records.filter((record) => valuesOf(record, column).includes(value)).length;
    return holders / records.filter((record) => valuesOf(record, column).length > 0).length;
  };
  let bits = Math.log2(model.lambda / (1 - model.lambda));
  linkage.comparisons.forEach((comparison, c) => {
    const gamma = gammaOf(comparison, a, b);
    if (gamma < 0) return;
    const l = comparison.levels.length - 1 - gamma;
    const level = comparison.levels[l];
    const { m = 0, u = 0 } = model.comparisons[c]?.levels[l] ?? {};
    if (level !== undefined && 'termFrequency' in level && level.termFrequency) {
      const shared = valuesOf(a, level.column).filter((value) => valuesOf(b, level.column).includes(value));
      bits += Math.log2(m) - Math.log2(Math.min(...shared.map((value) => frequency(level.column, value))));
    } else {
      bits += Math.log2(m / u);
    }
  });
  return bits;
}

function plainLink(records: readonly PersonMatch[], model: LinkageModel): Row[] {
  const rows: Row[] = [];
  records.forEach((one, a) => {
    records.forEach((other, b) => {
      const rule = firstRule(linkage.blocking, one, other);
      if (a >= b || rule < 0) return;
      const gammas = linkage.comparisons.map((comparison) => gammaOf(comparison, one, other));
      rows.push({ a, b, rule, weight: plainWeight(records, model, one, other), gammas });
    });
  });
  return rows;
}

const withoutWeight = ({ a, b, rule, gammas }: Row) => ({ a, b, rule, gammas });

describe('linking', () => {
  it('gives the pairs, rules, gammas and weights that brute force gives, ordered by record', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, async (records, model) => {
        const rows = rowsOf(await link(records, model));
        const plain = plainLink(records, model);
        expect(rows.map(withoutWeight)).toEqual(plain.map(withoutWeight));
        rows.forEach((row, r) => expect(row.weight).toBeCloseTo(plain[r]?.weight ?? Number.NaN, 5));
      }),
      { numRuns: 100 },
    );
  });

  it('prunes no pair at or above the floor, and gives none below', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, fc.integer({ min: -20, max: 20 }), async (records, model, floor) => {
        const ready = readyPeople(records, linkage, model);
        expect(rowsOf(await ready.link({ floor }))).toEqual(rowsOf(await ready.link()).filter(({ weight }) => weight >= floor));
      }),
      { numRuns: 50 },
    );
  });

  it('gives for changed records what it gives for everything, as far as they are in it', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, fc.infiniteStream(fc.boolean()), async (records, model, flags) => {
        const ready = readyPeople(records, linkage, model);
        const changed = Uint8Array.from(records, () => (flags.next().value ? 1 : 0));
        const all = await ready.link({ floor: -5 });
        expect(rowsOf(await ready.link({ floor: -5, changed }))).toEqual(
          rowsOf(all).filter(({ a, b }) => changed[a] === 1 || changed[b] === 1),
        );
        expect(await ready.link({ floor: -5, changed: changed.map(() => 1) })).toEqual(all);
      }),
      { numRuns: 50 },
    );
  });

  it('never makes a barred pair, whichever way round it is named', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 20 }), async (records, model, pairs) => {
        const barred = pairs.filter(([a, b]) => a < records.length && b < records.length);
        const isBarred = (a: number, b: number) => barred.some(([x, y]) => (x === a && y === b) || (x === b && y === a));
        expect(rowsOf(await link(records, model, { barred }))).toEqual(
          rowsOf(await link(records, model)).filter(({ a, b }) => !isBarred(a, b)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the order in which records stand', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, async (records, model) => {
        const last = records.length - 1;
        const turned = rowsOf(await link([...records].reverse(), model, { floor: -5 })).map((row) => ({
          ...row,
          a: last - row.b,
          b: last - row.a,
        }));
        turned.sort((x, y) => x.a - y.a || x.b - y.b);
        expect(turned).toEqual(rowsOf(await link(records, model, { floor: -5 })));
      }),
      { numRuns: 50 },
    );
  });

  it('refuses a model of other comparisons', () => {
    const model = modelOf(linkage, 0.1, []);
    expect(() => readyPeople([EMPTY_RECORD, EMPTY_RECORD], linkage, { ...model, comparisons: model.comparisons.slice(1) })).toThrow(
      /other comparisons/,
    );
  });
});

describe('scoring given pairs', () => {
  it('gives what linking gives for the same pairs, either way round, and scores pairs that blocking never makes', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, async (records, model) => {
        const ready = readyPeople(records, linkage, model);
        const linked = await ready.link();
        const scored = await ready.score({ l: linked.b, r: linked.a });
        expect(rowsOf({ ...scored, rule: linked.rule })).toEqual(rowsOf(linked));
        expect([...scored.facts]).toEqual([...linked.facts]);
        const one = await ready.score({ l: Int32Array.of(0), r: Int32Array.of(1) });
        expect(one.weight[0]).toBeCloseTo(plainWeight(records, model, records[0] ?? EMPTY_RECORD, records[1] ?? EMPTY_RECORD), 5);
      }),
      { numRuns: 50 },
    );
  });

  it('is explained by contributions that add up to the weight', async () => {
    await fc.assert(
      fc.asyncProperty(smallTable, models, async (records, model) => {
        const ready = readyPeople(records, linkage, model);
        const { weight, prior, contributions } = explainPeople(ready.runner, ready.model, 1, 0);
        expect(weight).toBe((await ready.score({ l: Int32Array.of(0), r: Int32Array.of(1) })).weight[0]);
        expect(contributions.reduce((total, { bits, termFrequencyBits }) => total + bits + termFrequencyBits, prior)).toBeCloseTo(
          weight,
          4,
        );
        for (const { gamma, bits, level } of contributions) if (gamma < 0) expect([bits, level]).toEqual([0, 'silent']);
      }),
      { numRuns: 50 },
    );
  });
});

describe('known cases', () => {
  const forenames = (parts: readonly (string | null)[]) => parts.map((forename_key) => ({ ...EMPTY_RECORD, forename_key, sex: 'F' }));
  const forenameLinkage = (levels: LinkageDeclaration['comparisons'][number]['levels']) =>
    tinyLinkage({
      blocking: [block('sex')],
      comparisons: [{ name: 'forename', describes: 'forenames, for tests', silentWithout: ['forename_key'], levels }],
    });

  it('C047: two empty names, and an empty and a full one, are no evidence', async () => {
    const named = forenameLinkage([
      { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.985 },
      { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.82 },
      { level: 'else' },
    ]);
    const model = modelOf(named, 0.5, [
      [
        [0.5, 0.01],
        [0.1, 0.1],
        [0.4, 0.89],
      ],
    ]);
    const rows = rowsOf(await link(forenames(['', '', 'AMARA', null]), model, { floor: -50 }, named), named);
    expect(rows.map(({ gammas, weight }) => [gammas, weight])).toEqual(Array.from({ length: 6 }, () => [[-1], 0]));
  });

  it('C053: a pair that weighs exactly the floor is in, and a ten-millionth of a bit above it is out', async () => {
    const exact = forenameLinkage([{ level: 'exact', column: 'forename_key', termFrequency: false }, { level: 'else' }]);
    const model = modelOf(exact, 0.5, [
      [
        [0.5, 2 ** -11],
        [0.5, 1 - 2 ** -11],
      ],
    ]);
    expect((await link(forenames(['AMARA', 'AMARA', 'LENA']), model, { floor: 10 }, exact)).count).toBe(1);
    expect((await link(forenames(['AMARA', 'AMARA', 'LENA']), model, { floor: 10.0000001 }, exact)).count).toBe(0);
  });

  const weighed = forenameLinkage([{ level: 'exact', column: 'forename_key', termFrequency: true }, { level: 'else' }]);
  const halves = modelOf(weighed, 0.5, [
    [
      [0.5, 0.25],
      [0.5, 0.75],
    ],
  ]);
  const people = forenames(['AMARA', 'AMARA', 'XANTHE', 'XANTHE']);

  it('a value that the frozen frequencies have never seen weighs as half an occurrence', async () => {
    const frequencies = fromRows([
      { column_name: 'forename_key', value: '', occurrences: 64 },
      { column_name: 'forename_key', value: 'AMARA', occurrences: 8 },
    ]);
    const pairs = await readyPeople(people, weighed, halves, frequencies).link({ floor: 0 });
    expect(Array.from(pairs.weight)).toEqual([Math.log2(0.5 / (8 / 64)), Math.log2(0.5 / (0.5 / 64))]);
  });

  it('a column of which the model froze no frequencies is not weighed by those of tonight', async () => {
    const pairs = await readyPeople(people, weighed, halves, fromRows([])).link({ floor: 0 });
    expect(Array.from(pairs.weight)).toEqual([1, 1]);
  });
});
