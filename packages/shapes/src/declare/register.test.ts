import { describe, expect, it } from 'vitest';
import { DeclarationError } from '../errors.ts';
import { defineRegister, type RegisterInput } from './register.ts';

type AgreementInput = RegisterInput['agreements'][number];
type GrantInput = RegisterInput['grants'][number];

const AGREEMENT: AgreementInput = {
  id: 'isa_clinic',
  name: 'Clinic',
  provider: 'clinic_trust',
  purposes: ['safeguarding'],
  gateway: 'act',
  itemSet: 'clinic_items',
  status: 'live',
  from: '2025-01-01',
  to: '2027-12-31',
  dpias: ['dpia_ours'],
  privacyNoticeChecked: '2025-01-01',
};
const GRANT: GrantInput = {
  id: 'lead',
  organisation: 'clinic_trust',
  role: 'lead',
  purpose: 'safeguarding',
  itemSet: 'clinic_items',
  agreements: ['isa_clinic'],
  from: '2025-01-01',
  to: '2027-12-31',
  termsAccepted: null,
};
const GOOD: RegisterInput = {
  describes: 'A register for tests.',
  organisations: [{ id: 'clinic_trust', name: 'Clinic Trust', kind: 'nhs' }],
  purposes: [{ id: 'safeguarding', statement: 'To keep children safe.', permitsLinkage: true }],
  gateways: [{ id: 'act', act: 'An Act', inForceFrom: '2005-01-01', inForceTo: null }],
  itemSets: [{ id: 'clinic_items', version: 1, items: ['person.surname'] }],
  dpias: [{ id: 'dpia_ours', side: 'ours', status: 'approved', nextReview: '2027-01-01' }],
  agreements: [AGREEMENT],
  roles: [{ id: 'lead', name: 'Lead' }],
  grants: [GRANT],
};
const agreement = (parts: Partial<AgreementInput>): Partial<RegisterInput> => ({ agreements: [{ ...AGREEMENT, ...parts }] });
const grant = (parts: Partial<GrantInput>): Partial<RegisterInput> => ({ grants: [{ ...GRANT, ...parts }] });

function complaint(parts: Partial<RegisterInput>): string {
  try {
    defineRegister({ ...GOOD, ...parts });
  } catch (error) {
    if (error instanceof DeclarationError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('the register was taken');
}

describe('a wrong register names the entry and the fix', () => {
  const wrong: readonly [string, Partial<RegisterInput>, string, string][] = [
    ["an agreement's unknown provider", agreement({ provider: 'nobody' }), 'isa_clinic', "add the organisation 'nobody' or mend the name"],
    ["an agreement's unknown purpose", agreement({ purposes: ['curiosity'] }), 'isa_clinic', "add the purpose 'curiosity'"],
    ["an agreement's unknown gateway", agreement({ gateway: 'custom' }), 'isa_clinic', "add the gateway 'custom'"],
    ["an agreement's unknown item set", agreement({ itemSet: 'everything' }), 'isa_clinic', "add the item set 'everything'"],
    ["an agreement's unknown DPIA", agreement({ dpias: ['dpia_partner'] }), 'isa_clinic', "add the DPIA 'dpia_partner'"],
    ['an agreement that ends before it begins', agreement({ from: '2028-01-01' }), 'isa_clinic', "put 'from' before 'to'"],
    ['an agreement without a purpose', agreement({ purposes: [] }), 'register', 'mend agreements.0.purposes'],
    ["a grant's unknown organisation", grant({ organisation: 'nobody' }), 'lead', "add the organisation 'nobody'"],
    ["a grant's unknown role", grant({ role: 'guest' }), 'lead', "add the role 'guest'"],
    ["a grant's unknown purpose", grant({ purpose: 'curiosity' }), 'lead', "add the purpose 'curiosity'"],
    ["a grant's unknown item set", grant({ itemSet: 'everything' }), 'lead', "add the item set 'everything'"],
    ["a grant's unknown agreement", grant({ agreements: ['isa_police'] }), 'lead', "add the agreement 'isa_police'"],
    ['a grant that ends before it begins', grant({ to: '2024-12-31' }), 'lead', "put 'from' before 'to'"],
    ['two agreements of one id', { agreements: [AGREEMENT, AGREEMENT] }, 'isa_clinic', 'give each an id of its own'],
    ['two grants of one id', { grants: [GRANT, GRANT] }, 'lead', 'give each an id of its own'],
    ['a day that is none', agreement({ to: '2027-02-30' }), 'register', 'mend agreements.0.to'],
    [
      'an item outside the shapes',
      { itemSets: [{ id: 'clinic_items', version: 1, items: ['notes'] }] },
      'register',
      'mend itemSets.0.items.0',
    ],
    ['a grant id that no login could bear', grant({ id: 'Lead!' }), 'register', 'mend grants.0.id'],
  ];
  it.each(wrong)('%s', (_what, parts, name, fix) => {
    const said = complaint(parts);
    expect(said).toContain(`The register '${name}' is declared wrongly`);
    expect(said).toContain(fix);
  });
});

describe('a register', () => {
  it('has one version for one meaning', () => {
    const { hash, ...register } = defineRegister(GOOD);
    const printed: RegisterInput = JSON.parse(JSON.stringify(register));
    expect(defineRegister(printed).hash).toBe(hash);
    expect(defineRegister({ ...GOOD, ...agreement({ to: '2027-12-30' }) }).hash).not.toBe(hash);
  });
});
