import { defineRegister, type RegisterInput } from '@golden-thread/shapes/declare/register';

/** A small register in which everything is live on 2026-03-02: what tests take one thing away from. */
export const livingRegister = {
  describes: 'Two agreements and one reader, for tests.',
  organisations: [
    { id: 'council', name: 'Council', kind: 'council' },
    { id: 'trust', name: 'Health trust', kind: 'nhs' },
  ],
  purposes: [
    { id: 'early_help', statement: 'Offer help to families early.', permitsLinkage: true },
    { id: 'statistics', statement: 'Count what was delivered.', permitsLinkage: false },
  ],
  gateways: [{ id: 'children_act_s10', act: 'Children Act 2004 s.10', inForceFrom: '2005-03-01', inForceTo: null }],
  itemSets: [
    { id: 'names', version: 1, items: ['person.forename', 'person.surname', 'person.birth_date'] },
    { id: 'names_and_place', version: 1, items: ['person.forename', 'person.surname', 'person.postcode'] },
  ],
  dpias: [
    { id: 'ours', side: 'ours', status: 'approved', nextReview: '2026-09-01' },
    { id: 'theirs', side: 'partner', status: 'approved', nextReview: '2026-08-01' },
  ],
  agreements: [
    {
      id: 'health_feed',
      name: 'Health feed',
      provider: 'trust',
      purposes: ['early_help'],
      gateway: 'children_act_s10',
      itemSet: 'names',
      status: 'live',
      from: '2026-01-01',
      to: '2027-01-01',
      dpias: ['ours', 'theirs'],
      privacyNoticeChecked: '2025-12-01',
    },
    {
      id: 'counting_feed',
      name: 'Counting feed',
      provider: 'trust',
      purposes: ['statistics'],
      gateway: 'children_act_s10',
      itemSet: 'names',
      status: 'live',
      from: '2026-01-01',
      to: '2027-01-01',
      dpias: ['ours', 'theirs'],
      privacyNoticeChecked: '2025-12-01',
    },
  ],
  roles: [{ id: 'early_help_worker', name: 'Early help worker' }],
  grants: [
    {
      id: 'early_help_team',
      organisation: 'council',
      role: 'early_help_worker',
      purpose: 'early_help',
      itemSet: 'names_and_place',
      agreements: ['health_feed', 'counting_feed'],
      from: '2026-01-15',
      to: '2026-12-01',
      termsAccepted: '2026-01-10',
    },
  ],
} as const satisfies RegisterInput;

export const declared = (change: Partial<RegisterInput> = {}) =>
  defineRegister(structuredClone({ ...livingRegister, ...change }) as RegisterInput);
