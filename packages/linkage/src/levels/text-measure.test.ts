import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Symbols, symbolsOf } from '../similarity/symbols.ts';
import { plainDamerauUnrestricted, plainJaccard, plainJaro } from '../test-support/plain-comparators.ts';
import { plainJaroWinkler, plainLevenshtein } from '../test-support/plain-oracle.ts';
import { textValuesOf } from '../test-support/text-values.ts';
import { type Bar, stands } from './comparison-operators.ts';
import { type MeasuringComparator, mayReach, textMeasure } from './text-measure.ts';

const fewLetters = fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'É', '🦊', 'a'), maxLength: 12 });
const longOnes = fc.string({ unit: fc.constantFrom('A', 'B', 'Ж', '-'), minLength: 55, maxLength: 75 });
const text = fc.oneof(
  { weight: 4, arbitrary: fewLetters },
  { weight: 1, arbitrary: longOnes },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 16 }) },
);
/** Near texts, so that bars are reached. */
const pair = fc.oneof(
  fc.tuple(text, text),
  fc.tuple(text, fc.nat(), fc.constantFrom('', 'A', 'É')).map(([one, at, put]) => {
    const letters = [...one.toWellFormed()];
    letters.splice(letters.length === 0 ? 0 : at % letters.length, 1, ...put);
    return [one, letters.join('')] as const;
  }),
);
const modes = fc.constantFrom<'code_points' | 'bytes'>('code_points', 'bytes');
const similarityBar = fc.record({
  op: fc.constantFrom<Bar['op']>('>=', '>', '<=', '<', '=', '<>'),
  value: fc.constantFrom(0, 0.3, 0.5, 0.7, 0.8, 0.88, 0.92, 1, 2),
});
const distanceBar = fc.record({
  op: fc.constantFrom<Bar['op']>('>=', '>', '<=', '<', '=', '<>'),
  value: fc.constantFrom(-1, 0, 0.5, 1, 2, 3, 7),
});

const counted = (one: string, countedBy: 'code_points' | 'bytes') =>
  countedBy === 'bytes' ? Buffer.from(one).toString('latin1') : one.toWellFormed();

describe('a measure against bars', () => {
  it.each<[MeasuringComparator, (a: string, b: string) => number, fc.Arbitrary<Bar>]>([
    ['jaro_winkler_similarity', plainJaroWinkler, similarityBar],
    ['jaro_similarity', plainJaro, similarityBar],
    ['jaccard', plainJaccard, similarityBar],
    ['levenshtein', plainLevenshtein, distanceBar],
    ['damerau_levenshtein', plainDamerauUnrestricted, distanceBar],
  ])(
    'of %s says of each bar what the plain comparator says, and its bound keeps out no pair for which one holds',
    (comparator, plain, bar) => {
      fc.assert(
        fc.property(pair, modes, fc.array(bar, { minLength: 1, maxLength: 3 }), ([a, b], countedBy, bars) => {
          const [symbols] = symbolsOf([textValuesOf([a, b])], countedBy) as [Symbols];
          const measure = textMeasure(comparator, symbols, symbols, bars);
          const known = plain(counted(a, countedBy), counted(b, countedBy));
          const holding = bars.map(({ op, value }) => stands(known, op, value));
          const answer = measure.value(1, 2);
          expect(bars.map(({ op, value }) => stands(answer, op, value))).toEqual(holding);
          if (holding.includes(true)) expect(mayReach(measure.needed, symbols.marks, symbols.marks, 1, 2)).toBe(true);
        }),
        { numRuns: 800 },
      );
    },
  );

  it('keeps out what cannot reach its bar, and null', () => {
    const [symbols] = symbolsOf([textValuesOf(['AMELIA', 'SOPHIE', 'ANELIA'])], 'code_points') as [Symbols];
    const { needed } = textMeasure('jaro_winkler_similarity', symbols, symbols, [{ op: '>=', value: 0.7 }]);
    const reaches = (x: number, y: number) => mayReach(needed, symbols.marks, symbols.marks, x, y);
    expect([reaches(1, 2), reaches(1, 3), reaches(0, 1), reaches(1, 0)]).toEqual([false, true, false, false]);
  });
});
