import type { MatchColumnName } from '@golden-thread/shapes/dictionary/person';

/**
 * Columns whose values are of one kind share their numbers, so that a value has one number wherever it stands and a
 * forename can be compared with a surname by number alone.
 */
export const KIND_OF = {
  forename_key: 'name',
  other_forenames: 'name',
  surname_key: 'name',
  surname_tokens: 'name',
  forename_families: 'family',
  birth_date: 'birth_date',
  birth_month: 'birth_month',
  birth_year: 'birth_year',
  sex: 'sex',
  postcodes: 'postcode',
  uprns: 'uprn',
  address_keys: 'address',
  contacts: 'contact',
  schools: 'school',
  nhs_number: 'nhs_number',
  upn: 'upn',
} as const satisfies Record<MatchColumnName, string>;

export type ValueKind = (typeof KIND_OF)[MatchColumnName];
