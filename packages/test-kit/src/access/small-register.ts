import { defineRegister, type RegisterDeclaration, type RegisterInput } from '@golden-thread/shapes/declare/register';
import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';

/** ISO day, so many days from today. Readers' rights are judged by the clock, so this register is made around it. */
export const dayFromToday = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const people = PERSON_ATTRIBUTES.map((attribute) => attribute.item);
const cases = ['case.reference', 'case.kind', 'case.opened', 'case.closed', 'case.service', 'case.organisation'];
const kin = ['household.reference', 'household.role', 'relationship.kind', 'relationship.name'];
const events = ['event.reference', 'event.kind', 'event.occurred', 'event.role'];

/** A register with agreements and grants in every state that decides what somebody reads. */
export function smallRegister(change: Partial<RegisterInput> = {}): RegisterDeclaration {
  const agreement = (
    id: string,
    purposes: string[],
    more: Partial<RegisterInput['agreements'][number]> = {},
  ): RegisterInput['agreements'][number] => ({
    id,
    name: `Agreement ${id}`,
    provider: 'partner',
    purposes,
    gateway: 'in_force',
    itemSet: 'everything',
    status: 'live',
    from: dayFromToday(-400),
    to: dayFromToday(400),
    dpias: ['ours', 'theirs'],
    privacyNoticeChecked: dayFromToday(-400),
    ...more,
  });
  const grant = (
    id: string,
    purpose: string,
    itemSet: string,
    agreements: string[],
    more: Partial<RegisterInput['grants'][number]> = {},
  ): RegisterInput['grants'][number] => ({
    id,
    organisation: 'council',
    role: 'worker',
    purpose,
    itemSet,
    agreements,
    from: dayFromToday(-30),
    to: dayFromToday(30),
    termsAccepted: dayFromToday(-30),
    ...more,
  });
  return defineRegister({
    describes: 'Agreements and grants in every state, for tests.',
    organisations: [
      { id: 'council', name: 'Council', kind: 'council' },
      { id: 'partner', name: 'Partner', kind: 'voluntary' },
    ],
    purposes: [
      { id: 'early_help', statement: 'Offer help early.', permitsLinkage: true },
      { id: 'safeguarding', statement: 'Keep children safe.', permitsLinkage: true },
    ],
    gateways: [
      { id: 'in_force', act: 'An Act in force', inForceFrom: '2005-03-01', inForceTo: null },
      { id: 'not_commenced', act: 'An Act not commenced', inForceFrom: null, inForceTo: null },
    ],
    itemSets: [
      { id: 'everything', version: 1, items: [...people, 'record.true_at', ...cases, ...kin, ...events] },
      { id: 'without_postcode', version: 1, items: [...people.filter((item) => item !== 'person.postcode'), ...cases, ...kin] },
      {
        id: 'names',
        version: 1,
        items: [
          ...['person.forename', 'person.surname', 'person.birth_date', 'person.birth_precision'],
          ...['case.kind', 'case.opened', 'relationship.kind'],
        ],
      },
      { id: 'identifiers', version: 1, items: ['person.nhs_number', 'person.upn'] },
      { id: 'flags', version: 1, items: ['flag.never_link'] },
    ],
    dpias: [
      { id: 'ours', side: 'ours', status: 'approved', nextReview: dayFromToday(300) },
      { id: 'theirs', side: 'partner', status: 'approved', nextReview: dayFromToday(300) },
      { id: 'overdue', side: 'partner', status: 'approved', nextReview: dayFromToday(-1) },
    ],
    agreements: [
      agreement('social', ['early_help', 'safeguarding']),
      agreement('school', ['early_help', 'safeguarding'], { itemSet: 'without_postcode' }),
      agreement('police', ['safeguarding']),
      agreement('health', ['early_help', 'safeguarding']),
      agreement('ended', ['early_help', 'safeguarding'], { to: dayFromToday(0) }),
      agreement('overdue', ['early_help', 'safeguarding'], { dpias: ['ours', 'overdue'] }),
      agreement('flags', ['safeguarding'], { itemSet: 'flags' }),
    ],
    roles: [{ id: 'worker', name: 'Worker' }],
    grants: [
      grant('everything', 'safeguarding', 'everything', ['social', 'school', 'police', 'health', 'ended', 'overdue']),
      grant('names_of_two', 'early_help', 'names', ['social', 'school']),
      grant('wrong_purpose', 'early_help', 'everything', ['police']),
      grant('school_alone', 'early_help', 'everything', ['school']),
      grant('identifiers', 'safeguarding', 'identifiers', ['health', 'school']),
      grant('over', 'safeguarding', 'everything', ['social', 'school'], { to: dayFromToday(0) }),
      grant('to_come', 'safeguarding', 'everything', ['social', 'school'], { from: dayFromToday(2) }),
      grant('unaccepted', 'safeguarding', 'everything', ['social', 'school'], { termsAccepted: null }),
    ],
    ...change,
  });
}
