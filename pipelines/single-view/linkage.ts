import { block, defineLinkage, either, first, type PlainLevel as Level } from '@golden-thread/shapes/declare/linkage';

/** Any name of a person, whichever field it stands in: some sources put the family name first. */
const anyName = either('forename_key', 'surname_key', 'other_forenames', 'surname_tokens');
/** The forename or a further one: some sources use the middle name. */
const anyForename = either('forename_key', 'other_forenames');

const sharedHousehold: Level[] = [
  { level: 'overlap', column: 'address_keys', atLeast: 1 },
  { level: 'overlap', column: 'uprns', atLeast: 1 },
  { level: 'overlap', column: 'contacts', atLeast: 1 },
];
const alikeSurname: Level[] = [
  { level: 'jaro_winkler', column: 'surname_key', atLeast: 0.92 },
  { level: 'one_edit', column: 'surname_key' },
];

/**
 * How records of children are found, compared and weighed.
 *
 * Home, contacts, postcode and school are one question and not four: brothers, sisters and twins share all of them at
 * once, and Fellegi–Sunter would count the one fact that they live together four times over. For the same reason no
 * training session is blocked on date of birth and place, or on surname and date of birth: there twins stand beside
 * matches, and would teach it that one child's forename, sex and numbers often disagree (measured: .094 instead of .033
 * of matches with another forename, .16 instead of .01 with another NHS number).
 */
export const linkage = defineLinkage({
  describes: 'Children and the adults around them: names, birth, household and national numbers.',
  blocking: [
    block('nhs_number'),
    block('upn'),
    block('birth_date', anyName),
    block('birth_date', 'forename_families'),
    block('birth_date', 'postcodes'),
    block('birth_date', 'contacts'),
    block('birth_date', 'address_keys'),
    block('birth_date', first('forename_key', 1), first('surname_key', 1)),
    block('forename_key', 'surname_key'),
    block('forename_key', 'surname_tokens', 'birth_year'),
    block('forename_families', 'surname_tokens', 'birth_year'),
    block(either('surname_tokens', 'forename_key'), 'address_keys'),
    block('surname_tokens', 'contacts'),
    block(anyForename, 'contacts'),
    block(anyForename, 'address_keys'),
    block('forename_families', 'contacts'),
    block('forename_families', 'surname_tokens', 'postcodes'),
    block(anyForename, 'surname_tokens', 'postcodes'),
    block(first('forename_key', 3), 'birth_month', 'postcodes'),
  ],
  comparisons: [
    {
      name: 'forename',
      describes: 'Is it the same first name, or a form of it?',
      silentWithout: ['forename_key'],
      levels: [
        { level: 'exact', column: 'forename_key', termFrequency: true },
        { level: 'overlap', column: 'forename_families', atLeast: 1 },
        { level: 'crossed', column: 'forename_key', with: 'surname_key' },
        { level: 'member', column: 'forename_key', list: 'other_forenames' },
        { level: 'jaro_winkler', column: 'forename_key', atLeast: 0.92 },
        { level: 'one_edit', column: 'forename_key' },
        { level: 'initial', column: 'forename_key' },
        { level: 'else' },
      ],
    },
    {
      name: 'further_forenames',
      describes: 'Have they a middle name in common? Twins seldom have.',
      silentWithout: ['other_forenames'],
      levels: [
        { level: 'overlap', column: 'other_forenames', atLeast: 1, termFrequency: true },
        { level: 'member', column: 'forename_key', list: 'other_forenames' },
        { level: 'else' },
      ],
    },
    {
      name: 'family',
      describes: 'Do they share a surname, a home, a contact or a postcode? One question, for a family shares them all at once.',
      silentWithout: ['surname_key', 'address_keys', 'uprns', 'contacts', 'postcodes'],
      levels: [
        {
          level: 'all',
          of: [
            { level: 'exact', column: 'surname_key' },
            { level: 'any', of: sharedHousehold },
          ],
        },
        {
          level: 'all',
          of: [
            { level: 'overlap', column: 'surname_tokens', atLeast: 1 },
            { level: 'any', of: sharedHousehold },
          ],
        },
        {
          level: 'all',
          of: [
            { level: 'any', of: alikeSurname },
            { level: 'any', of: sharedHousehold },
          ],
        },
        { level: 'overlap', column: 'address_keys', atLeast: 1, termFrequency: true },
        { level: 'overlap', column: 'uprns', atLeast: 1, termFrequency: true },
        { level: 'overlap', column: 'contacts', atLeast: 1, termFrequency: true },
        {
          level: 'all',
          of: [
            { level: 'exact', column: 'surname_key' },
            { level: 'overlap', column: 'postcodes', atLeast: 1 },
          ],
        },
        { level: 'exact', column: 'surname_key', termFrequency: true },
        { level: 'overlap', column: 'surname_tokens', atLeast: 1, termFrequency: true },
        { level: 'any', of: alikeSurname },
        { level: 'overlap', column: 'postcodes', atLeast: 1, termFrequency: true },
        { level: 'else' },
      ],
    },
    {
      name: 'birth',
      describes: 'Is it the same date of birth, or one slip away from it?',
      silentWithout: ['birth_month'],
      levels: [
        { level: 'exact', column: 'birth_date' },
        { level: 'day_month_swapped', column: 'birth_date' },
        { level: 'one_edit', column: 'birth_date' },
        { level: 'exact', column: 'birth_month' },
        { level: 'exact', column: 'birth_year' },
        { level: 'within_days', column: 'birth_date', days: 4382 },
        { level: 'else' },
      ],
    },
    {
      name: 'sex',
      describes: 'Is it the same sex?',
      silentWithout: ['sex'],
      levels: [{ level: 'exact', column: 'sex' }, { level: 'else' }],
    },
    {
      name: 'nhs_number',
      describes: 'Is it the same NHS number?',
      silentWithout: ['nhs_number'],
      levels: [{ level: 'exact', column: 'nhs_number' }, { level: 'else' }],
    },
    {
      name: 'upn',
      describes: 'Is it the same Unique Pupil Number?',
      silentWithout: ['upn'],
      levels: [{ level: 'exact', column: 'upn' }, { level: 'else' }],
    },
  ],
  training: {
    deterministicRules: [block('nhs_number', 'birth_date'), block('upn', 'birth_date'), block('forename_key', 'surname_key', 'birth_date')],
    recall: 0.65,
    emBlocking: [
      block('forename_key', 'birth_date'),
      block('forename_key', 'surname_key', 'address_keys'),
      block('nhs_number'),
      block('upn'),
    ],
  },
  pairBudget: 50_000_000,
});
