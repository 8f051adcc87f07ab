import { block, either } from '@golden-thread/shapes/declare/linkage';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { describe, expect, it } from 'vitest';
import { encodeTable } from './encode.ts';
import { matchTableOf } from './match-table.ts';
import { EMPTY_RECORD } from './test-support/simulated-people.ts';
import { EVERY_LEVEL, tinyLinkage } from './test-support/tiny-linkage.ts';

const nothing = matchTableOf([]);
const comparing = (level: NonNullable<(typeof EVERY_LEVEL)['comparisons'][number]['levels'][number]>) =>
  tinyLinkage({
    comparisons: [
      { name: 'one', describes: 'one comparison, for tests', silentWithout: ['forename_key'], levels: [level, { level: 'else' }] },
    ],
  });

describe('encoding', () => {
  it('gives a value one number in whichever name column it stands, and nothing the number 0', () => {
    const { texts, lists, dictionaries } = encodeTable(
      matchTableOf([{ ...EMPTY_RECORD, forename_key: 'LEE', surname_key: '', surname_tokens: ['LEE', 'ANA', 'LEE', ''] }]),
      tinyLinkage(),
    );
    expect(texts.surname_key[0]).toBe(0);
    expect([...lists.surname_tokens.members].map((number) => dictionaries.name.values[number])).toEqual(['LEE', 'ANA']);
    expect(lists.surname_tokens.members[0]).toBe(texts.forename_key[0]);
  });

  it.each([
    ['columns of two kinds in one level', comparing({ level: 'crossed', column: 'forename_key', with: 'sex' }), /forename_key and sex/],
    ['columns of two kinds in one rule', tinyLinkage({ blocking: [block(either('upn', 'nhs_number'))] }), /upn and nhs_number/],
    ['a date level on a column without dates', comparing({ level: 'day_month_swapped', column: 'birth_month' }), /birth_month/],
    [
      'term frequencies within a combined level',
      comparing({
        level: 'any',
        of: [
          { level: 'exact', column: 'forename_key', termFrequency: true },
          { level: 'exact', column: 'sex' },
        ],
      }),
      /weighed by term frequency/,
    ],
    [
      'a comparison that no session trains',
      tinyLinkage({ training: { ...EVERY_LEVEL.training, emBlocking: [block('sex')] } }),
      /never trained/,
    ],
  ])('refuses %s, with the fix', (_, linkage, message) => {
    expect(() => encodeTable(nothing, linkage)).toThrow(DeclarationError);
    expect(() => encodeTable(nothing, linkage)).toThrow(message);
  });
});
