import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainDamerau } from '../test-support/plain-oracle.ts';
import { isOneEdit } from './one-edit.ts';
import { spellingsOf } from './spellings.ts';

const texts = fc.string({ unit: fc.constantFrom('A', 'B', '🦊'), maxLength: 7 });
const oneEdit = (a: string, b: string) => isOneEdit(spellingsOf([a, b]), 0, 1);

describe('one edit', () => {
  it.each([
    ['JOHN', 'JHON', true],
    ['LILY', 'LILLY', true],
    ['AMELIA', 'AMELIE', true],
    ['JACK', 'JACK', false],
    ['JACK', 'JAKE', false],
    ['2012-03-04', '2012-03-14', true],
    ['2012-03-04', '2012-04-03', false],
  ])('lies between %s and %s: %s', (a, b, known) => {
    expect(oneEdit(a, b)).toBe(known);
  });

  it('is Damerau’s distance 1', () => {
    fc.assert(
      fc.property(texts, texts, (a, b) => oneEdit(a, b) === (plainDamerau(a, b) === 1)),
      { numRuns: 5000 },
    );
  });
});
