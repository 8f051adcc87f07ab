import type { RegisterInput } from '@golden-thread/shapes/declare/register';

export const roles: RegisterInput['roles'] = [
  { id: 'early_help_practitioner', name: 'Early help practitioner' },
  { id: 'information_governance_lead', name: 'Information governance lead' },
  { id: 'identity_officer', name: 'Officer who settles questions of identity' },
  { id: 'performance_analyst', name: 'Performance analyst' },
];

/** One login each. What a reader may see is the grant's items, of the grant's agreements, while both are in date. */
export const grants: RegisterInput['grants'] = [
  grant('early_help', 'early_help_practitioner', 'early_help', 'early_help_view', ['isa_social_care', 'isa_school_mis', 'isa_voluntary']),
  grant('ig_lead', 'information_governance_lead', 'safeguarding', 'governance_view', [
    'isa_social_care',
    'isa_school_mis',
    'isa_police',
    'isa_health',
    'isa_housing',
    'isa_voluntary',
  ]),
  grant('identity', 'identity_officer', 'safeguarding', 'identifier_view', ['isa_social_care', 'isa_school_mis', 'isa_health']),
  grant('analyst', 'performance_analyst', 'service_planning', 'analyst_view', [
    'isa_social_care',
    'isa_school_mis',
    'isa_housing',
    'isa_voluntary',
  ]),
];

function grant(id: string, role: string, purpose: string, itemSet: string, agreements: string[]): RegisterInput['grants'][number] {
  return {
    id,
    organisation: 'wessexmoor_council',
    role,
    purpose,
    itemSet,
    agreements,
    from: '2025-01-01',
    to: '2027-12-31',
    termsAccepted: '2025-01-01',
  };
}
