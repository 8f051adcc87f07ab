import { block, type LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGammas } from './compare/gamma-code.ts';
import { encodeTable } from './encode.ts';
import { explainPair } from './explain-pair.ts';
import { matchTableOf } from './match-table.ts';
import { linkPairs, scorePairs } from './predict.ts';
import type { ScoredPairs } from './scored-pairs.ts';
import { buildTermFrequencies, fromRows, type TermFrequencies } from './term-frequency.ts';
import { firstRule, gammaOf, valuesOf } from './test-support/plain-oracle.ts';
import { EMPTY_RECORD } from './test-support/simulated-people.ts';
import { smallTable } from './test-support/small-tables.ts';
import { modelOf, tinyLinkage } from './test-support/tiny-linkage.ts';

const NOBODY = { changed: null, barred: null };
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
  readonly weight: number;
  readonly gammas: readonly number[];
}

const rowsOf = (pairs: ScoredPairs): Row[] =>
  Array.from({ length: pairs.count }, (_, p) => ({
    a: pairs.a[p] ?? -1,
    b: pairs.b[p] ?? -1,
    weight: pairs.weight[p] ?? Number.NaN,
    gammas: decodeGammas(linkage.comparisons, pairs.gammas[p] ?? 0),
  }));

function link(records: readonly PersonMatch[], model: LinkageModel, floor: number, declaration: LinkageDeclaration = linkage): ScoredPairs {
  const encoded = encodeTable(matchTableOf(records), declaration);
  return linkPairs(encoded, declaration, model, buildTermFrequencies(encoded, declaration), { floor, ...NOBODY });
}

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

function plainLink(records: readonly PersonMatch[], model: LinkageModel, floor: number): Row[] {
  const rows: Row[] = [];
  records.forEach((one, a) => {
    records.forEach((other, b) => {
      if (a >= b || firstRule(linkage.blocking, one, other) < 0) return;
      const weight = plainWeight(records, model, one, other);
      if (weight >= floor) rows.push({ a, b, weight, gammas: linkage.comparisons.map((comparison) => gammaOf(comparison, one, other)) });
    });
  });
  return rows;
}

describe('linking', () => {
  it('gives the pairs, gammas and weights that brute force gives, ordered by record', () => {
    fc.assert(
      fc.property(smallTable, models, (records, model) => {
        const rows = rowsOf(link(records, model, Number.NEGATIVE_INFINITY));
        const plain = plainLink(records, model, Number.NEGATIVE_INFINITY);
        expect(rows.map(({ a, b, gammas }) => ({ a, b, gammas }))).toEqual(plain.map(({ a, b, gammas }) => ({ a, b, gammas })));
        rows.forEach((row, r) => expect(row.weight).toBeCloseTo(plain[r]?.weight ?? Number.NaN, 5));
      }),
      { numRuns: 300 },
    );
  });

  it('prunes no pair at or above the floor, and gives none below', () => {
    fc.assert(
      fc.property(smallTable, models, fc.integer({ min: -20, max: 20 }), (records, model, floor) => {
        expect(rowsOf(link(records, model, floor))).toEqual(
          rowsOf(link(records, model, Number.NEGATIVE_INFINITY)).filter(({ weight }) => weight >= floor),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('gives for changed records what it gives for everything, as far as they are in it', () => {
    fc.assert(
      fc.property(smallTable, models, fc.infiniteStream(fc.boolean()), (records, model, flags) => {
        const encoded = encodeTable(matchTableOf(records), linkage);
        const frequencies = buildTermFrequencies(encoded, linkage);
        const changed = Uint8Array.from(records, () => (flags.next().value ? 1 : 0));
        const some = linkPairs(encoded, linkage, model, frequencies, { floor: -5, changed, barred: null });
        const all = linkPairs(encoded, linkage, model, frequencies, { floor: -5, ...NOBODY });
        expect(rowsOf(some)).toEqual(rowsOf(all).filter(({ a, b }) => changed[a] === 1 || changed[b] === 1));
        expect(linkPairs(encoded, linkage, model, frequencies, { floor: -5, changed: changed.map(() => 1), barred: null })).toEqual(all);
      }),
      { numRuns: 200 },
    );
  });

  it('does not depend on the order in which records stand', () => {
    fc.assert(
      fc.property(smallTable, models, (records, model) => {
        const last = records.length - 1;
        const turned = rowsOf(link([...records].reverse(), model, -5)).map(({ a, b, weight, gammas }) => ({
          a: last - b,
          b: last - a,
          weight,
          gammas,
        }));
        turned.sort((x, y) => x.a - y.a || x.b - y.b);
        const rows = rowsOf(link(records, model, -5));
        expect(turned.map(({ a, b, gammas }) => ({ a, b, gammas }))).toEqual(rows.map(({ a, b, gammas }) => ({ a, b, gammas })));
        expect(turned.map(({ weight }) => weight)).toEqual(rows.map(({ weight }) => weight));
      }),
      { numRuns: 200 },
    );
  });

  it('refuses a model of other comparisons', () => {
    const model = modelOf(linkage, 0.1, []);
    expect(() => link([EMPTY_RECORD, EMPTY_RECORD], { ...model, comparisons: model.comparisons.slice(1) }, 0)).toThrow(/other comparisons/);
  });
});

describe('scoring given pairs', () => {
  it('gives what linking gives for the same pairs, either way round, and scores pairs that blocking never makes', () => {
    fc.assert(
      fc.property(smallTable, models, (records, model) => {
        const encoded = encodeTable(matchTableOf(records), linkage);
        const frequencies = buildTermFrequencies(encoded, linkage);
        const linked = linkPairs(encoded, linkage, model, frequencies, { floor: Number.NEGATIVE_INFINITY, ...NOBODY });
        const scored = scorePairs(encoded, linkage, model, frequencies, linked.b, linked.a);
        expect({ ...scored, rule: linked.rule }).toEqual(linked);
        const one = scorePairs(encoded, linkage, model, frequencies, Int32Array.of(0), Int32Array.of(1));
        expect(one.weight[0]).toBeCloseTo(plainWeight(records, model, records[0] ?? EMPTY_RECORD, records[1] ?? EMPTY_RECORD), 5);
      }),
      { numRuns: 100 },
    );
  });

  it('is explained by contributions that add up to the weight', () => {
    fc.assert(
      fc.property(smallTable, models, (records, model) => {
        const encoded = encodeTable(matchTableOf(records), linkage);
        const frequencies = buildTermFrequencies(encoded, linkage);
        const { weight, prior, contributions } = explainPair(encoded, linkage, model, frequencies, 1, 0);
        const scored = scorePairs(encoded, linkage, model, frequencies, Int32Array.of(0), Int32Array.of(1));
        expect(weight).toBe(scored.weight[0]);
        expect(contributions.reduce((total, { bits, termFrequencyBits }) => total + bits + termFrequencyBits, prior)).toBeCloseTo(
          weight,
          4,
        );
        for (const { gamma, bits, level } of contributions) if (gamma < 0) expect([bits, level]).toEqual([0, 'silent']);
      }),
      { numRuns: 100 },
    );
  });
});

describe('known cases', () => {
  const forenames = (parts: readonly (string | null)[]) => parts.map((forename_key) => ({ ...EMPTY_RECORD, forename_key, sex: 'F' }));
  const named = tinyLinkage({
    blocking: [block('sex')],
    comparisons: [
      {
        name: 'forename',
        describes: 'forenames, for tests',
        silentWithout: ['forename_key'],
        levels: [
          { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.985 },
          { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.82 },
          { level: 'else' },
        ],
      },
    ],
  });

  it('C047: two empty names, and an empty and a full one, are no evidence', () => {
    const model = modelOf(named, 0.5, [
      [
        [0.5, 0.01],
        [0.1, 0.1],
        [0.4, 0.89],
      ],
    ]);
    const pairs = link(forenames(['', '', 'AMARA', null]), model, -50, named);
    expect(Array.from({ length: pairs.count }, (_, p) => [decodeGammas(named.comparisons, pairs.gammas[p] ?? 0), pairs.weight[p]])).toEqual(
      Array.from({ length: 6 }, () => [[-1], 0]),
    );
  });

  it('C053: a pair that weighs exactly the floor is in, and a ten-millionth of a bit above it is out', () => {
    const exact = tinyLinkage({
      blocking: [block('sex')],
      comparisons: [
        {
          name: 'forename',
          describes: 'forenames, for tests',
          silentWithout: ['forename_key'],
          levels: [{ level: 'exact', column: 'forename_key' }, { level: 'else' }],
        },
      ],
    });
    const model = modelOf(exact, 0.5, [
      [
        [0.5, 2 ** -11],
        [0.5, 1 - 2 ** -11],
      ],
    ]);
    expect(link(forenames(['AMARA', 'AMARA', 'LENA']), model, 10, exact).count).toBe(1);
    expect(link(forenames(['AMARA', 'AMARA', 'LENA']), model, 10.0000001, exact).count).toBe(0);
  });

  it('a value that the frozen frequencies have never seen weighs as half an occurrence', () => {
    const exact = tinyLinkage({
      blocking: [block('sex')],
      comparisons: [
        {
          name: 'forename',
          describes: 'forenames, for tests',
          silentWithout: ['forename_key'],
          levels: [{ level: 'exact', column: 'forename_key', termFrequency: true }, { level: 'else' }],
        },
      ],
    });
    const frequencies: TermFrequencies = fromRows([
      { column_name: 'forename_key', value: '', occurrences: 64 },
      { column_name: 'forename_key', value: 'AMARA', occurrences: 8 },
    ]);
    const encoded = encodeTable(matchTableOf(forenames(['AMARA', 'AMARA', 'XANTHE', 'XANTHE'])), exact);
    const pairs = linkPairs(
      encoded,
      exact,
      modelOf(exact, 0.5, [
        [
          [0.5, 0.25],
          [0.5, 0.75],
        ],
      ]),
      frequencies,
      { floor: 0, ...NOBODY },
    );
    expect(Array.from(pairs.weight)).toEqual([Math.log2(0.5 / (8 / 64)), Math.log2(0.5 / (0.5 / 64))]);
  });
});
