import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainLevenshtein } from '../test-support/plain-oracle.ts';
import { levenshtein, levenshteinAtLeast } from './levenshtein.ts';
import { spellingsOf } from './spellings.ts';

const texts = fc.oneof(
  fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'É', '🦊', '🐻'), maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

describe('Levenshtein distance', () => {
  it.each([
    ['KITTEN', 'SITTING', 3],
    ['SATURDAY', 'SUNDAY', 3],
    ['É', 'E', 1],
    ['🦊', '🐻', 1],
    ['', 'ABC', 3],
  ])('of %s and %s is %i', (a, b, known) => {
    expect(levenshtein(a, b)).toBe(known);
  });

  it('equals the dynamic programme over code points', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => levenshtein(a, b) === plainLevenshtein(a, b)),
      { numRuns: 2000 },
    );
  });

  it('never falls below its bound', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => levenshteinAtLeast(spellingsOf([a, b]), 0, 1) <= plainLevenshtein(a, b)),
      { numRuns: 2000 },
    );
  });
});
