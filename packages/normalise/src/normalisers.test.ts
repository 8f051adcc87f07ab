import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readContactName } from './names/contact-name.ts';
import { readForename } from './names/forename.ts';
import { splitFullName } from './names/full-name.ts';
import { readSurname } from './names/surname.ts';
import { readAddress } from './places/address.ts';
import { readSchool } from './places/school.ts';
import { anyText, cellText, RULES } from './test-support/rules.ts';
import { storable } from './text/clean-text.ts';
import { fold } from './text/fold.ts';

describe.each(Object.entries(RULES))('the rule for %s', (_name, rule) => {
  it('answers any text whatever, with something a database can hold', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, cellText), (raw) => {
        const value = rule(raw);
        if (value === null) return;
        expect(value).toBe(value.trim());
        expect(value).not.toBe('');
        expect(value.isWellFormed()).toBe(true);
        expect(value).not.toMatch(/[\u0000-\u001F\u00A0\u200B\uFEFF]/);
      }),
      { numRuns: 300 },
    );
  });

  it('leaves a standard value as it is', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, cellText), (raw) => {
        const value = rule(raw);
        if (value !== null) expect(rule(value)).toBe(value);
      }),
      { numRuns: 400 },
    );
  });
});

describe('keys', () => {
  it('are letters A to Z and digits, and folding a key changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, cellText), (raw) => {
        const key = fold(raw);
        expect(key).toMatch(/^[A-Z0-9]*$/);
        expect(fold(key)).toBe(key);
        for (const made of [
          readForename(raw).key,
          ...readForename(raw).otherKeys,
          readSurname(raw).key,
          ...readSurname(raw).tokens,
          readAddress(raw).key,
          readSchool(raw).key,
          readContactName(raw).key,
        ]) {
          if (made !== null) expect(made).toMatch(/^[A-Z0-9]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on case, accents written apart, or blanks around', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéöñçłø'.split('')), minLength: 1, maxLength: 12 }),
        (name) => {
          const { key } = readSurname(name);
          expect(readSurname(name.toUpperCase()).key).toBe(key);
          expect(readSurname(name.normalize('NFD')).key).toBe(key);
          expect(readSurname(`\u00A0 ${name}\u200B `).key).toBe(key);
        },
      ),
    );
  });

  it('a surname keeps its key when it is shown and read again', () => {
    fc.assert(
      fc.property(cellText, (raw) => {
        const { value, key } = readSurname(raw);
        if (value !== null && key !== null) expect(readSurname(value).key).toBe(key);
      }),
    );
  });
});

describe('a whole name', () => {
  it('of any text is taken apart without an error, and no letter is made up', () => {
    fc.assert(
      fc.property(
        fc.oneof(anyText, cellText),
        fc.constantFrom('forenames surname' as const, 'surname, forenames' as const),
        (raw, order) => {
          const { forename, middle_names, surname } = splitFullName(raw, order);
          const letters = fold([forename, middle_names, surname].join('')).split('').sort().join('');
          expect(letters.length).toBeLessThanOrEqual(fold(raw.normalize('NFKC')).length + 8);
        },
      ),
    );
  });
});

describe('raw text', () => {
  it('is what the source wrote, but for what no database can hold', () => {
    expect(storable('a\u0000b')).toBe('a\uFFFDb');
    expect(storable('a\uD800')).toBe('a\uFFFD');
    expect(storable(' a  b\u00A0')).toBe(' a  b\u00A0');
    expect(storable('')).toBeNull();
  });
});

describe('time', () => {
  it('every rule is linear: a megabyte of the worst repeated text is read at once', () => {
    const worst = [
      '(',
      ')',
      '"',
      "'",
      '-',
      ' -',
      '- ',
      ' ',
      ',',
      '0',
      'a',
      'Mc',
      'nee ',
      '@',
      '@.',
      'Ã',
      '.',
      '&',
      ' and',
      '1',
      '+',
      '\u200B',
      '\u0301',
      '?',
      'x ',
    ];
    for (const unit of worst) {
      const text = unit.repeat(20_000);
      for (const rule of Object.values(RULES)) rule(text);
      splitFullName(text, 'surname, forenames');
    }
  }, 20_000);
});
