import { block, type Comparison, defineLinkage, either, first, type LinkageDeclaration } from '@golden-thread/shapes/declare/linkage';
import type { LinkageModel } from '@golden-thread/shapes/linkage-model';
import { describeLevel } from '../plan/describe-level.ts';

type LinkageInput = Parameters<typeof defineLinkage>[0];

/** Every kind of level once, and rules of every kind. */
export const EVERY_LEVEL: LinkageInput = {
  describes: 'every kind of level, for tests',
  blocking: [
    block('nhs_number'),
    block(either('forename_key', 'surname_key')),
    block('postcodes'),
    block(first('surname_tokens', 1), 'birth_year'),
    block('sex'),
  ],
  comparisons: [
    {
      name: 'forename',
      describes: 'forenames, for tests',
      silentWithout: ['forename_key'],
      levels: [
        { level: 'exact', column: 'forename_key', termFrequency: true },
        { level: 'overlap', column: 'forename_families', atLeast: 1 },
        { level: 'crossed', column: 'forename_key', with: 'surname_key' },
        { level: 'member', column: 'forename_key', list: 'other_forenames' },
        { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.9 },
        { level: 'initial', column: 'forename_key' },
        { level: 'else' },
      ],
    },
    {
      name: 'surname',
      describes: 'surnames, for tests',
      silentWithout: ['surname_key', 'surname_tokens'],
      levels: [
        { level: 'exact', column: 'surname_key' },
        { level: 'one_edit', column: 'surname_key' },
        { level: 'levenshtein', column: 'surname_key', atMost: 2 },
        { level: 'else' },
      ],
    },
    {
      name: 'birth',
      describes: 'dates of birth, for tests',
      silentWithout: ['birth_date'],
      levels: [
        { level: 'exact', column: 'birth_date' },
        { level: 'day_month_swapped', column: 'birth_date' },
        { level: 'within_days', column: 'birth_date', days: 1 },
        { level: 'same_month', column: 'birth_date' },
        { level: 'else' },
      ],
    },
    {
      name: 'place',
      describes: 'places, for tests',
      silentWithout: ['postcodes', 'contacts'],
      levels: [
        {
          level: 'all',
          of: [
            { level: 'exact', column: 'surname_key' },
            {
              level: 'any',
              of: [
                { level: 'overlap', column: 'uprns', atLeast: 1 },
                { level: 'overlap', column: 'address_keys', atLeast: 1 },
              ],
            },
          ],
        },
        { level: 'overlap', column: 'postcodes', atLeast: 2, termFrequency: true },
        { level: 'overlap', column: 'contacts', atLeast: 1, termFrequency: true },
        {
          level: 'any',
          of: [
            { level: 'exact', column: 'upn' },
            { level: 'overlap', column: 'schools', atLeast: 1 },
          ],
        },
        { level: 'else' },
      ],
    },
    { name: 'sex', describes: 'sex, for tests', silentWithout: ['sex'], levels: [{ level: 'exact', column: 'sex' }, { level: 'else' }] },
  ],
  training: { deterministicRules: [block('nhs_number')], recall: 0.5, emBlocking: [block('nhs_number'), block('birth_month')] },
  pairBudget: 1000,
};

/** The declaration of every level, with other parts where they are given. */
export const tinyLinkage = (parts: Partial<LinkageInput> = {}): LinkageDeclaration => defineLinkage({ ...EVERY_LEVEL, ...parts });

/** A model with these probabilities: `levels[c]` best level first, each `[m, u]`. */
export function modelOf(
  linkage: { readonly comparisons: readonly Comparison[]; readonly hash: string },
  lambda: number,
  levels: readonly (readonly (readonly [number, number])[])[],
): LinkageModel {
  return {
    format: 'golden-thread-model/1',
    name: 'model_2026_11_25',
    trainedOn: '2026-11-25',
    engine: 'test',
    seed: 'test',
    declaration: linkage.hash,
    dataFingerprint: '',
    records: 0,
    lambda,
    comparisons: linkage.comparisons.map((comparison, c) => ({
      name: comparison.name,
      levels: comparison.levels.map((level, l) => {
        const [m, u] = levels[c]?.[l] ?? [0.5, 0.5];
        return { label: describeLevel(level), m, u, observed: true };
      }),
    })),
    training: [],
  };
}
