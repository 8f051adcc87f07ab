import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { parseExpression } from '../expression/parse.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import { blockingChart } from './blocking.ts';
import { clusterSizesChart } from './cluster-sizes.ts';
import { completenessChart } from './completeness.ts';
import { PALETTE } from './palette.ts';
import { ruleWords } from './rule-words.ts';
import { termFrequencyChart } from './term-frequency.ts';
import { textWidth, wrapText } from './text-width.ts';
import { unlinkablesChart } from './unlinkables.ts';
import { waterfallChart } from './waterfall.ts';
import { weightHistogramChart } from './weight-histogram.ts';
import { bits, grouped, percent, probability, times } from './words.ts';

const rule = (text: string, explode: readonly string[] = []): PlannedRule => ({ text, condition: parseExpression(text, 'rule'), explode });

describe('words for numbers', () => {
  it.each([
    [grouped(1234567), '1,234,567'],
    [grouped(12), '12'],
    [bits(2.6049), '+2.60'],
    [bits(-0.001), '0.00'],
    [bits(-52.27), '−52.27'],
    [bits(1000), 'certain'],
    [bits(Number.NEGATIVE_INFINITY), 'excluded'],
    [percent(0.5), '50.0%'],
    [percent(1), '100%'],
    [percent(0), '0%'],
    [percent(0.99999), '99.999%'],
    [percent(0.9999999999), 'nearly 100%'],
    [percent(0.00001), '0.001%'],
    [probability(0.123456), '0.123'],
    [probability(0.00002), '2.00 × 10⁻⁵'],
    [probability(2e-12), '2.00 × 10⁻¹²'],
    [probability(0.99949), '0.999'],
    [probability(0.9996), '0.9996'],
    [probability(0.99999996), 'nearly 1'],
    [probability(1), '1'],
    [times(7.34), 'about 160 times'],
    [times(-1), '2 times'],
  ])('%s', (said, wanted) => expect(said).toBe(wanted));
});

describe('lines of text', () => {
  it('holds every letter, and none is wider than asked', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 40, max: 300 }), (text, width) => {
        const lines = wrapText(text, width, 12);
        expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        for (const line of lines) expect(textWidth(line, 12)).toBeLessThanOrEqual(width);
      }),
    );
  });
});

test('every colour stands at least 3 to 1 against white', () => {
  const linear = (value: number): number => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  for (const colour of Object.values(PALETTE)) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
    expect(1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)).toBeGreaterThanOrEqual(3);
  }
});

describe('rules in words', () => {
  it.each([
    [rule('l.dob = r.dob'), 'same dob'],
    [rule('(l."first_name" = r."first_name") AND (l."surname" = r."surname")'), 'same first_name and surname'],
    [rule('l.a = r.a and l.b = r.b and l.c = r.c'), 'same a, b and c'],
    [rule('l.town = r.town and l.places = r.places', ['places']), 'same town and one of the places'],
    [rule('substr(l.dob, 1, 4) = substr(r.dob, 1, 4)'), 'substr(l.dob, 1, 4) = substr(r.dob, 1, 4)'],
    [{ text: '1=1', condition: null, explode: [] }, 'all pairs'],
  ])('%s', (given, words) => expect(ruleWords(given)).toBe(words));
});

describe('charts count what they are given', () => {
  it('says which pairs weigh more than the outermost bar', () => {
    const { table, sentence } = weightHistogramChart(Float64Array.of(-116, -100, -99.5, 3, 240));
    expect(table.rows[0]).toMatchObject({ weigh: 'below −99.00', pairs: 3 });
    expect(table.rows.at(-1)).toMatchObject({ weigh: '+99.00 and more', pairs: 1 });
    expect(sentence).toContain('2 pairs weigh more than 100 bits for or against');
  });

  it('puts the smallest weight below 0 below 0', () => {
    const { rows } = weightHistogramChart(Float64Array.of(-Number.MIN_VALUE, 0), { width: 680, binWidth: 2 }).table;
    expect(rows).toEqual([
      { from: -2, to: 0, pairs: 1, weigh: 'from −2.00 to below 0.00' },
      { from: 0, to: 2, pairs: 1, weigh: 'from 0.00 to below +2.00' },
    ]);
  });

  it('puts every pair into one bin of the histogram, however heavy', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -900, max: 900, noNaN: true })), fc.constantFrom(0.5, 1, 2), (weights, binWidth) => {
        const { rows } = weightHistogramChart(Float64Array.from(weights), { width: 680, binWidth }).table;
        expect(rows.reduce((sum, { pairs }) => sum + Number(pairs), 0)).toBe(weights.length);
        for (const [at, { from, to, pairs }] of rows.entries()) {
          const inside = weights.filter((w) => (at === 0 || w >= Number(from)) && (at === rows.length - 1 || w < Number(to)));
          expect(pairs).toBe(inside.length);
        }
      }),
    );
  });

  it('puts every record into one row of cluster sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 }), (sizes) => {
        const clusterOf = Int32Array.from(
          sizes.flatMap((size, c) => Array.from({ length: size }, () => sizes.slice(0, c).reduce((a, b) => a + b, 0))),
        );
        const { rows } = clusterSizesChart(clusterOf).table;
        expect(rows.reduce((sum, { records }) => sum + Number(records), 0)).toBe(clusterOf.length);
        expect(rows.reduce((sum, { clusters }) => sum + Number(clusters), 0)).toBe(sizes.length);
        expect(rows.find(({ size }) => size === '2 records')?.['clusters'] ?? 0).toBe(sizes.filter((size) => size === 2).length);
        expect(rows.find(({ size }) => size === '7 to 12 records')?.['clusters'] ?? 0).toBe(
          sizes.filter((size) => size > 6 && size < 13).length,
        );
      }),
    );
  });

  it('adds the steps of a pair up to its weight', () => {
    const pair = {
      prior: -8,
      comparisons: [
        { name: 'forename', describes: '', gamma: 2, level: 'equal', bits: 5, frequencyBits: 1.5 },
        { name: 'dob', describes: '', gamma: 0, level: 'other', bits: -3, frequencyBits: 0 },
        { name: 'town', describes: '', gamma: -1, level: 'missing', bits: 0, frequencyBits: 0 },
      ],
      weight: -4.5,
      probability: 0.0423,
    };
    const { table, sentence } = waterfallChart(pair);
    expect(table.rows.map(({ step, to }) => [step, to])).toEqual([
      ['Before anything is compared', -8],
      ['forename: equal', -3],
      ['forename: how rare the value is', -1.5],
      ['dob: other', -4.5],
      ['town: not compared (missing)', -4.5],
      ['In all', -4.5],
    ]);
    expect(sentence).toContain('“forename: equal” (+5.00) says most');
  });

  it('weighs a value by its share of the records that hold one', () => {
    const level = { column: 'name', weight: 4, referenceU: 0.25, exponent: 1, minimumU: 0 };
    // Shares 1/2, 1/4 and 1/8 against a u of 1/4: a bit less, as much, a bit more.
    const { table, sentence } = termFrequencyChart(level, Float64Array.of(0, 4, 2, 1, 1));
    expect(table.rows).toEqual([
      { from: 3, to: 4, values: 1, records: 4 },
      { from: 4, to: 5, values: 1, records: 2 },
      { from: 5, to: 6, values: 2, records: 2 },
    ]);
    expect(sentence).toContain('from +3.00 bits for the most common value to +5.00 for the rarest');
  });

  it('says which share of pairs the rules look at, and which column is least complete', () => {
    const counts = [
      { rule: 0, bound: 9, pairs: 6, isExact: true, cumulative: 6, largestBlocks: [] },
      { rule: 1, bound: 9, pairs: 4, isExact: false, cumulative: 10, largestBlocks: [] },
    ];
    const blocking = blockingChart([rule('l.dob = r.dob'), rule('l.town = r.town')], counts, 100);
    expect(blocking.sentence).toContain('at most 10 pairs together (10.0%)');
    expect(blocking.table.rows.map(({ rule: name, pairs, cumulative }) => [name, pairs, cumulative])).toEqual([
      ['1. same dob', 6, 6],
      ['2. same town', 4, 10],
    ]);
    const completeness = [
      { column: 'dob', source: 'a', records: 4, filled: 4, share: 1 },
      { column: 'town', source: 'b', records: 4, filled: 1, share: 0.25 },
    ];
    expect(completenessChart(completeness).sentence).toContain('town in b is least complete: 25.0%');
  });

  it('says how many records a threshold can never link', () => {
    const shares = [
      { weight: 2, probability: 0.8, share: 0.1, cumulativeShare: 0.1 },
      { weight: 9, probability: 0.998, share: 0.3, cumulativeShare: 0.4 },
    ];
    expect(unlinkablesChart(shares, { width: 680, threshold: 5 }).sentence).toContain('10.0% of the records hold so little');
    expect(unlinkablesChart(shares, { width: 680, threshold: 1 }).sentence).toContain('Every record holds enough');
  });
});
