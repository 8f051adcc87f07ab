import fc from 'fast-check';
import { distance as levenshteinOfLibrary } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { plainDamerauUnrestricted, plainJaccard, plainJaro } from '../test-support/plain-comparators.ts';
import { plainJaroWinkler, plainLevenshtein } from '../test-support/plain-oracle.ts';
import { textValuesOf } from '../test-support/text-values.ts';
import { commonAtMost } from './common-symbols.ts';
import { damerauOf } from './damerau.ts';
import { levenshteinOf } from './edits.ts';
import { jaccardOf } from './jaccard.ts';
import { jaroOf } from './jaro.ts';
import { type Symbols, symbolsOf } from './symbols.ts';

type CountedBy = 'code_points' | 'bytes';

const fewLetters = fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'É', '🦊', 'a'), maxLength: 12 });
const longOnes = fc.string({ unit: fc.constantFrom('A', 'B', 'Ж', '-'), minLength: 28, maxLength: 70 });
const anyText = fc.string({ unit: 'binary', maxLength: 24 });
const texts = fc.oneof(fewLetters, longOnes, anyText);
/** Texts that are near each other, so that small distances and high similarities occur. */
const nearTexts = fc.tuple(texts, fc.nat(), fc.constantFrom('', 'A', 'É', 'AB'), fc.nat({ max: 2 })).map(([text, at, put, left]) => {
  const letters = [...text];
  letters.splice(letters.length === 0 ? 0 : at % letters.length, left, ...put);
  return [text, letters.join('')] as const;
});
const pairs = fc.oneof(fc.tuple(texts, texts), nearTexts);
const modes = fc.constantFrom<CountedBy>('code_points', 'bytes');
const manySymbols = String.fromCodePoint(...Array.from({ length: 200 }, (_, k) => 0x400 + k));

function symbolsFor(values: readonly string[], countedBy: CountedBy): Symbols {
  const [symbols] = symbolsOf([textValuesOf(values)], countedBy);
  if (symbols === undefined) throw new Error('no symbols');
  return symbols;
}

/** As texts whose code points are what is counted. */
const counted = (text: string, countedBy: CountedBy) =>
  countedBy === 'bytes' ? Buffer.from(text).toString('latin1') : text.toWellFormed();

/** The library counts UTF-16 units: code points beyond one are renumbered for it. */
function inOneUnit(a: string, b: string): [string, string] {
  const units = new Map<string, string>();
  const unitOf = (character: string): string => {
    const unit = units.get(character) ?? String.fromCharCode(units.size + 1);
    units.set(character, unit);
    return unit;
  };
  return [[...a].map(unitOf).join(''), [...b].map(unitOf).join('')];
}

const comparators = [
  ['Jaro–Winkler', (s: Symbols) => jaroOf(s, s, true), plainJaroWinkler],
  ['Jaro', (s: Symbols) => jaroOf(s, s, false), plainJaro],
  ['Jaccard', (s: Symbols) => jaccardOf(s, s), plainJaccard],
] as const;

describe('similarity of symbols', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['muhammad', 'mohammed', 0.85],
    ['katherine', 'catherine', 0.9259],
    ['', '', 0],
    ['', 'A', 0],
  ])('of %s and %s is the published %f by Jaro–Winkler', (a, b, published) => {
    expect(jaroOf(symbolsFor([a, b], 'code_points'), symbolsFor([a, b], 'code_points'), true)(1, 2)).toBeCloseTo(published, 4);
  });

  it('counts code points or bytes, as the two versions of DuckDB do', () => {
    const similarity = (countedBy: CountedBy) => {
      const symbols = symbolsFor(['zoé', 'zoe', 'é', 'e'], countedBy);
      return [jaroOf(symbols, symbols, true)(1, 2).toFixed(4), levenshteinOf(symbols, symbols)(3, 4, 9)];
    };
    expect(similarity('code_points')).toEqual(['0.8222', 1]);
    expect(similarity('bytes')).toEqual(['0.7778', 2]);
  });

  it.each(comparators)('%s equals a plain implementation to the last bit', (_, comparator, plain) => {
    fc.assert(
      fc.property(fc.array(pairs, { minLength: 1, maxLength: 3 }), modes, fc.boolean(), (both, countedBy, wide) => {
        const values = both.flat();
        const symbols = symbolsFor(wide ? [...values, manySymbols] : values, countedBy);
        const similarity = comparator(symbols);
        for (let x = 0; x < values.length; x++)
          for (let y = 0; y < values.length; y++)
            expect(similarity(x + 1, y + 1)).toBe(plain(counted(values[x] ?? '', countedBy), counted(values[y] ?? '', countedBy)));
      }),
      { numRuns: 400 },
    );
  });
});

describe('distance of symbols', () => {
  it('is the published one', () => {
    const symbols = symbolsFor(['KITTEN', 'SITTING', 'SATURDAY', 'SUNDAY', 'ca', 'abc'], 'code_points');
    expect(levenshteinOf(symbols, symbols)(1, 2, 9)).toBe(3);
    expect(levenshteinOf(symbols, symbols)(3, 4, 9)).toBe(3);
    expect(damerauOf(symbols, symbols)(5, 6, 9)).toBe(2);
  });

  it.each([
    ['Levenshtein', levenshteinOf, plainLevenshtein],
    ['Levenshtein, beside fastest-levenshtein', levenshteinOf, (a: string, b: string) => levenshteinOfLibrary(...inOneUnit(a, b))],
    ['Damerau', damerauOf, plainDamerauUnrestricted],
  ])('%s equals the dynamic programme within the limit, and exceeds it where that does', (_, distanceOf, plain) => {
    fc.assert(
      fc.property(pairs, modes, fc.nat({ max: 9 }), fc.boolean(), ([a, b], countedBy, limit, wide) => {
        const symbols = symbolsFor(wide ? [a, b, manySymbols] : [a, b], countedBy);
        const known = plain(counted(a, countedBy), counted(b, countedBy));
        const found = distanceOf(symbols, symbols)(1, 2, limit);
        expect(known <= limit ? found : found > limit).toBe(known <= limit ? known : true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('symbols that two values can have in common', () => {
  it('are never fewer than any pairing of equal symbols', () => {
    fc.assert(
      fc.property(pairs, modes, ([a, b], countedBy) => {
        const symbols = symbolsFor([a, b], countedBy);
        const rest = [...counted(b, countedBy)];
        let common = 0;
        for (const letter of counted(a, countedBy)) {
          const at = rest.indexOf(letter);
          if (at < 0) continue;
          rest.splice(at, 1);
          common++;
        }
        expect(commonAtMost(symbols, symbols, 1, 2)).toBeGreaterThanOrEqual(common);
      }),
      { numRuns: 1500 },
    );
  });
});
