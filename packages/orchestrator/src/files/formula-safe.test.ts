import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formulaSafe, unsafeAgain } from './formula-safe.ts';

it('no cell begins as a formula does, and every text comes back', () => {
  const text = fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '\t', '\r', 'a', ' '), maxLength: 5 });
  fc.assert(
    fc.property(text, (value) => {
      expect(formulaSafe(value)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unsafeAgain(formulaSafe(value))).toBe(value);
    }),
    { seed: 11, numRuns: 500 },
  );
});
