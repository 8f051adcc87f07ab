import type { RegisterInput } from '@golden-thread/shapes/declare/register';

const person = (...attributes: readonly string[]): string[] => attributes.map((name) => `person.${name}`);

const NAMES = person('forename', 'middle_names', 'surname', 'known_as', 'former_surname');
const BIRTH = person('birth_date', 'birth_precision');
const ADDRESS = person('address', 'postcode', 'uprn');
const CONTACT = person('contact_name', 'contact_phone');
const IDENTIFIERS = person('nhs_number', 'upn');
const TRUE_AT = ['record.true_at'];
const CASE = [
  'case.reference',
  'case.kind',
  'case.opened',
  'case.closed',
  'case.closure_reason',
  'case.service',
  'case.organisation',
  'case.lead_professional',
  'case.lead_contact',
];
const HOUSEHOLD = ['household.reference', 'household.role', 'household.began', 'household.ended'];
const RELATIONSHIP = ['relationship.kind', 'relationship.name'];
const EVENT = ['event.reference', 'event.kind', 'event.occurred', 'event.role', 'event.organisation'];

/** What may flow under each agreement, and what each reader may see. Whatever stands in no list is dropped before anything is stored. */
export const itemSets: RegisterInput['itemSets'] = [
  {
    id: 'social_care_items',
    version: 1,
    items: [...NAMES, ...BIRTH, ...person('sex', 'ethnicity'), ...IDENTIFIERS, ...ADDRESS, ...person('phone'), ...TRUE_AT, ...CASE],
  },
  {
    id: 'school_items',
    version: 1,
    items: [
      ...NAMES,
      ...BIRTH,
      ...person('sex', 'ethnicity', 'upn', 'address', 'postcode', 'email', 'school'),
      ...CONTACT,
      ...RELATIONSHIP,
      ...TRUE_AT,
    ],
  },
  {
    id: 'police_items',
    version: 1,
    items: [...person('forename', 'middle_names', 'surname'), ...BIRTH, ...person('sex', 'address', 'postcode'), ...TRUE_AT, ...EVENT],
  },
  {
    id: 'health_items',
    version: 1,
    items: [
      ...person('forename', 'middle_names', 'surname', 'former_surname'),
      ...BIRTH,
      ...person('sex', 'nhs_number', 'address', 'postcode', 'phone', 'email', 'contact_name'),
      ...RELATIONSHIP,
      ...TRUE_AT,
    ],
  },
  {
    id: 'housing_items',
    version: 1,
    items: [...person('forename', 'middle_names', 'surname'), ...BIRTH, ...person('sex', 'phone'), ...ADDRESS, ...HOUSEHOLD],
  },
  {
    id: 'voluntary_items',
    version: 1,
    items: [
      ...person('forename', 'middle_names', 'surname', 'known_as'),
      ...BIRTH,
      ...person('sex', 'address', 'postcode', 'school'),
      ...CONTACT,
      ...TRUE_AT,
      ...CASE,
    ],
  },
  { id: 'adoption_flag_items', version: 1, items: ['flag.never_link'] },

  {
    id: 'early_help_view',
    version: 1,
    items: [...NAMES, ...BIRTH, ...person('sex', 'school', 'phone'), ...CONTACT, ...RELATIONSHIP, ...CASE],
  },
  {
    id: 'governance_view',
    version: 1,
    items: [
      ...NAMES,
      ...BIRTH,
      ...person('sex', 'ethnicity', 'school', 'phone', 'email'),
      ...ADDRESS,
      ...CONTACT,
      ...RELATIONSHIP,
      ...HOUSEHOLD,
      ...TRUE_AT,
      ...CASE,
      ...EVENT,
    ],
  },
  { id: 'identifier_view', version: 1, items: [...NAMES, ...BIRTH, ...person('sex'), ...IDENTIFIERS, ...TRUE_AT] },
  {
    id: 'analyst_view',
    version: 1,
    items: [
      ...BIRTH,
      ...person('sex', 'ethnicity', 'school', 'postcode'),
      'case.kind',
      'case.opened',
      'case.closed',
      'case.service',
      'case.organisation',
    ],
  },
];
