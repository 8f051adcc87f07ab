import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJaroWinkler } from '../test-support/plain-oracle.ts';
import { jaroWinkler, jaroWinklerAtMost, jaroWinklerOf } from './jaro-winkler.ts';
import { spellingsOf } from './spellings.ts';

const fewLetters = fc.string({ unit: fc.constantFrom('A', 'B', 'C', 'É', '🦊', 'a'), maxLength: 12 });
const anyText = fc.string({ unit: 'binary', maxLength: 24 });

describe('Jaro–Winkler', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['MUHAMMAD', 'MOHAMMED', 0.85],
    ['KATHERINE', 'CATHERINE', 0.9259],
    ['AMELIA', 'AMELIE', 0.9333],
    ['ELIZABETH', 'BETH', 0.4537],
    ['TAIWO', 'KEHINDE', 0.4476],
  ])('of %s and %s is the published %f', (a, b, published) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(published, 4);
  });

  it('of an empty text and any is 0, and of equal texts 1', () => {
    expect(jaroWinkler('', '')).toBe(0);
    expect(jaroWinkler('', 'A')).toBe(0);
    expect(jaroWinkler('ZOË', 'ZOË')).toBe(1);
  });

  it('counts code points: one letter replaced weighs the same, whatever bytes it takes', () => {
    expect(jaroWinkler('ZOÉ', 'ZOE')).toBe(jaroWinkler('ZOX', 'ZOE'));
    expect(jaroWinkler('ZO🦊', 'ZOE')).toBe(jaroWinkler('ZOX', 'ZOE'));
  });

  it('equals a second implementation', () => {
    fc.assert(
      fc.property(
        fc.oneof(fewLetters, anyText),
        fc.oneof(fewLetters, anyText),
        (a, b) => Math.abs(jaroWinkler(a, b) - plainJaroWinkler(a, b)) < 1e-12,
      ),
      { numRuns: 2000 },
    );
  });

  it('never exceeds its bound', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fewLetters, anyText), { minLength: 2, maxLength: 6 }), (values) => {
        const spellings = spellingsOf(values);
        const similarity = jaroWinklerOf(spellings);
        for (let x = 0; x < values.length; x++)
          for (let y = 0; y < values.length; y++) expect(jaroWinklerAtMost(spellings, x, y)).toBeGreaterThanOrEqual(similarity(x, y));
      }),
      { numRuns: 1000 },
    );
  });
});
