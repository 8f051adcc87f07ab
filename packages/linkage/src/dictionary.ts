import type { MatchColumnName } from '@golden-thread/shapes/dictionary/person';

/**
 * Columns whose values are of one kind share a dictionary, so that a value has one number wherever it stands
 * and a forename can be compared with a surname by number alone.
 */
export const DICTIONARY_OF = {
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

export type DictionaryName = (typeof DICTIONARY_OF)[MatchColumnName];

/** Distinct values by number. Number 0 is *no value*; the others count up in the order in which they were met. */
export interface Dictionary {
  readonly values: readonly string[];
}

export interface GrowingDictionary extends Dictionary {
  /** The number of a value; null and the empty text are no value. */
  numberOf(value: string | null): number;
}

export function growingDictionary(): GrowingDictionary {
  const values = [''];
  const numbers = new Map<string, number>();
  return {
    values,
    numberOf(value) {
      if (value === null || value === '') return 0;
      const known = numbers.get(value);
      if (known !== undefined) return known;
      numbers.set(value, values.length);
      return values.push(value) - 1;
    },
  };
}
