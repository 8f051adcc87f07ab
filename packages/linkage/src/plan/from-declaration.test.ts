import { expect, it } from 'vitest';
import { printExpression } from '../expression/print.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { planOfDeclaration } from './from-declaration.ts';

const plan = planOfDeclaration(tinyLinkage());
const levelsOf = (name: string) => plan.comparisons.find((comparison) => comparison.name === name)?.levels ?? [];

it('names the levels in words, and counts gammas down from the best to 0, with silence first', () => {
  expect(levelsOf('forename').map(({ label, gamma }) => [label, gamma])).toEqual([
    ['silent', -1],
    ['forename_key equal', 6],
    ['forename_families share a value', 5],
    ['forename_key and surname_key exchanged', 4],
    ['forename_key among other_forenames of the other', 3],
    ['forename_key Jaro–Winkler at least 0.9', 2],
    ['forename_key an initial of the other', 1],
    ['anything else', 0],
  ]);
});

it('asks what Splink could be asked, of levels and of rules', () => {
  const printed = levelsOf('surname').map(({ condition }) => (condition === null ? null : printExpression(condition, 'level')));
  expect(printed.slice(0, 2)).toEqual([
    '"surname_key_l" IS NULL AND "surname_tokens_l" IS NULL OR "surname_key_r" IS NULL AND "surname_tokens_r" IS NULL',
    '"surname_key_l" = "surname_key_r"',
  ]);
  expect(plan.rules.map(({ text }) => text)).toEqual([
    'nhs_number',
    'forename_key or surname_key',
    'postcodes',
    'surname_tokens (first 1), birth_year',
    'sex',
  ]);
});

it('weighs by the frequency of a value against the level’s own u, and of lists by the rarest value that both hold', () => {
  const uses = plan.comparisons.flatMap(({ levels }) => levels.flatMap(({ termFrequency }) => termFrequency ?? []));
  expect(uses).toEqual([
    { column: 'forename_key', weight: 1, minimumU: 0, againstOwnU: true, of: 'value' },
    { column: 'postcodes', weight: 1, minimumU: 0, againstOwnU: true, of: 'rarest_shared' },
    { column: 'contacts', weight: 1, minimumU: 0, againstOwnU: true, of: 'rarest_shared' },
  ]);
});
