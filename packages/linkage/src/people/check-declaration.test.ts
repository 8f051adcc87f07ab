import { block, either } from '@golden-thread/shapes/declare/linkage';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { expect, it } from 'vitest';
import { EVERY_LEVEL, tinyLinkage } from '../test-support/tiny-linkage.ts';
import { checkDeclaration } from './check-declaration.ts';

const comparing = (level: NonNullable<(typeof EVERY_LEVEL)['comparisons'][number]['levels'][number]>) =>
  tinyLinkage({
    comparisons: [
      { name: 'one', describes: 'one comparison, for tests', silentWithout: ['forename_key'], levels: [level, { level: 'else' }] },
    ],
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
])('a declaration with %s is refused, with the fix', (_, linkage, message) => {
  expect(() => checkDeclaration(linkage)).toThrow(DeclarationError);
  expect(() => checkDeclaration(linkage)).toThrow(message);
});
