import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSurname } from './names/surname.ts';
import { anyText, cellText, RULES } from './test-support/rules.ts';

const numRuns = 20_000;

describe.each(Object.entries(RULES))('the rule for %s, over very many texts', (_name, rule) => {
  it('leaves a standard value as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, cellText), (raw) => {
        const value = rule(raw);
        if (value !== null) expect(rule(value)).toBe(value);
      }),
      { numRuns },
    );
  });
});

describe('a surname, over very many texts', () => {
  it('keeps its key when it is shown and read again', () => {
    fc.assert(
      fc.property(cellText, (raw) => {
        const { value, key } = readSurname(raw);
        if (value !== null && key !== null) expect(readSurname(value).key).toBe(key);
      }),
      { numRuns },
    );
  });
});
