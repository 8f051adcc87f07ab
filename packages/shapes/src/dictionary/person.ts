/**
 * The attributes of a person: the one list from which columns, comments, provenance positions, the
 * dictionary and the readers' views are made. Append only: a position is for ever.
 */
export type SqlType = 'text' | 'date' | 'timestamptz' | 'integer' | 'text[]';

export interface PersonAttribute {
  readonly name: string;
  readonly type: 'text' | 'date';
  readonly describes: string;
  /** Data item that an agreement's item set must name for this attribute to flow and to be read. */
  readonly item: string;
  /** `identifier` stands only in `bi_identifiers`. */
  readonly view: 'core' | 'identifiers';
  /** Attributes of one group win together from one record. */
  readonly group?: 'address' | 'birth' | 'contact';
}

const attribute = <const Name extends string>(
  name: Name,
  type: 'text' | 'date',
  describes: string,
  more: { readonly view?: 'core' | 'identifiers'; readonly group?: 'address' | 'birth' | 'contact' } = {},
) => ({ name, type, describes, item: `person.${name}`, view: 'core' as const, ...more });

export const PERSON_ATTRIBUTES = [
  attribute('forename', 'text', 'First forename, as it is spelt for display.'),
  attribute('middle_names', 'text', 'Further forenames, separated by one space.'),
  attribute('surname', 'text', 'Surname in present use.'),
  attribute('known_as', 'text', 'Forename the person prefers to be called by.'),
  attribute('former_surname', 'text', 'A surname used before.'),
  attribute('birth_date', 'date', 'Date of birth; see birth_precision for how much of it is known.', { group: 'birth' }),
  attribute('birth_precision', 'text', 'How much of the date of birth is known: day, month or year.', { group: 'birth' }),
  attribute('sex', 'text', 'Sex as recorded: M, F or U (recorded as unknown or unspecified).'),
  attribute('ethnicity', 'text', 'Ethnic group as recorded, DfE main code where mapped.'),
  attribute('nhs_number', 'text', 'NHS number, ten digits, check digit verified.', { view: 'identifiers' }),
  attribute('upn', 'text', 'Unique Pupil Number, thirteen characters, check letter verified.', { view: 'identifiers' }),
  attribute('address', 'text', 'Lines of the address, separated by comma and space.', { group: 'address' }),
  attribute('postcode', 'text', 'Postcode with one space.', { group: 'address' }),
  attribute('uprn', 'text', 'Unique Property Reference Number, without leading zeros.', { group: 'address' }),
  attribute('phone', 'text', 'Telephone number in international form.'),
  attribute('email', 'text', 'E-mail address in lower case.'),
  attribute('school', 'text', 'Name of the school or setting.'),
  attribute('contact_name', 'text', 'Name of the parent, carer or other named contact.', { group: 'contact' }),
  attribute('contact_phone', 'text', 'Telephone number of the named contact, in international form.', { group: 'contact' }),
] as const satisfies readonly PersonAttribute[];

export type PersonAttributeName = (typeof PERSON_ATTRIBUTES)[number]['name'];
export const PERSON_ATTRIBUTE_NAMES: readonly PersonAttributeName[] = PERSON_ATTRIBUTES.map((a) => a.name);

/** One standard value per attribute; `null` is a field that was empty. Dates are ISO text. */
export type PersonValues = { [Name in PersonAttributeName]: string | null };
/** What the source wrote, per attribute, before normalisation. */
export type RawPersonValues = { [Name in PersonAttributeName]: string | null };

/** Position of an attribute in every array of `core` and `golden`, counted from 0. */
export const attributePosition = (name: PersonAttributeName): number => PERSON_ATTRIBUTE_NAMES.indexOf(name);

/**
 * The match index: what linkage may see of a record, derived from its standard values by `normalise`.
 * Text is upper-case A–Z and digits; lists are sorted and without doubles; placeholders are left out.
 */
export const MATCH_COLUMNS = [
  { name: 'forename_key', type: 'text', item: 'person.forename', describes: 'First forename, folded to letters A–Z.' },
  {
    name: 'forename_families',
    type: 'text[]',
    item: 'person.forename',
    describes: 'Families of known variants that the forename (or the name the person is known by) belongs to.',
  },
  {
    name: 'other_forenames',
    type: 'text[]',
    item: 'person.middle_names',
    describes: 'Middle names and the name the person is known by, folded.',
  },
  { name: 'surname_key', type: 'text', item: 'person.surname', describes: 'Surname, folded, without spaces, hyphens or apostrophes.' },
  {
    name: 'surname_tokens',
    type: 'text[]',
    item: 'person.surname',
    describes: 'Parts of present and former surnames that can stand alone, and each whole surname, folded.',
  },
  { name: 'birth_date', type: 'text', item: 'person.birth_date', describes: 'Date of birth as yyyy-mm-dd where the day is known.' },
  { name: 'birth_month', type: 'text', item: 'person.birth_date', describes: 'Month of birth as yyyy-mm where the month is known.' },
  { name: 'birth_year', type: 'text', item: 'person.birth_date', describes: 'Year of birth as yyyy where the year is known.' },
  { name: 'sex', type: 'text', item: 'person.sex', describes: 'M or F.' },
  { name: 'postcodes', type: 'text[]', item: 'person.postcode', describes: 'Present and former postcodes, without space.' },
  { name: 'uprns', type: 'text[]', item: 'person.uprn', describes: 'Property references.' },
  { name: 'address_keys', type: 'text[]', item: 'person.address', describes: 'House number or name with street, folded.' },
  {
    name: 'contacts',
    type: 'text[]',
    item: 'person.contact_phone',
    describes: "Telephone numbers and e-mail addresses of the person and the named contact, and the contact's folded name.",
  },
  { name: 'schools', type: 'text[]', item: 'person.school', describes: 'Schools, folded.' },
  { name: 'nhs_number', type: 'text', item: 'person.nhs_number', describes: 'NHS number that passed every check.' },
  { name: 'upn', type: 'text', item: 'person.upn', describes: 'Permanent or temporary UPN that passed every check.' },
] as const satisfies readonly {
  readonly name: string;
  readonly type: 'text' | 'text[]';
  readonly item: string;
  readonly describes: string;
}[];

export type MatchColumnName = (typeof MATCH_COLUMNS)[number]['name'];
export type ListMatchColumnName = Extract<(typeof MATCH_COLUMNS)[number], { type: 'text[]' }>['name'];
export type TextMatchColumnName = Exclude<MatchColumnName, ListMatchColumnName>;
export type PersonMatch = { [Name in TextMatchColumnName]: string | null } & { [Name in ListMatchColumnName]: readonly string[] };
