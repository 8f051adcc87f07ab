import type { RegisterInput } from '@golden-thread/shapes/declare/register';

type AgreementInput = RegisterInput['agreements'][number];
const NEXT_REVIEW = '2027-12-31';

/** Both sides' impact assessment of each flow. */
export const dpias: RegisterInput['dpias'] = [
  'social_care',
  'school_mis',
  'police',
  'health',
  'housing',
  'voluntary',
  'adoption_flags',
].flatMap((flow) => [
  { id: `dpia_${flow}_ours`, side: 'ours' as const, status: 'approved' as const, nextReview: NEXT_REVIEW },
  { id: `dpia_${flow}_partner`, side: 'partner' as const, status: 'approved' as const, nextReview: NEXT_REVIEW },
]);

/** One agreement a source: without a live one, the source does not flow. */
export const agreements: RegisterInput['agreements'] = [
  agreement('social_care', "Children's social care to the single view", 'wessexmoor_council', 'children_act_1989_s17', 'social_care_items'),
  agreement('school_mis', 'School records to the single view', 'wessexmoor_schools', 'children_act_2004_s10', 'school_items'),
  agreement(
    'police',
    'Police involvements of children to the single view',
    'wessexmoor_police',
    'crime_and_disorder_act_1998_s115',
    'police_items',
    ['safeguarding'],
  ),
  agreement('health', 'Child health demographics to the single view', 'wessexmoor_icb', 'children_act_2004_s11', 'health_items', [
    'safeguarding',
  ]),
  agreement(
    'housing',
    'Household members of council tenancies to the single view',
    'wessexmoor_homes',
    'children_act_2004_s10',
    'housing_items',
  ),
  agreement(
    'voluntary',
    'Families supported by Harbour Families to the single view',
    'harbour_families',
    'children_act_2004_s10',
    'voluntary_items',
  ),
  agreement(
    'adoption_flags',
    'Never-link flags of the adoption team',
    'wessexmoor_council',
    'adoption_and_children_act_2002',
    'adoption_flag_items',
    ['safeguarding'],
  ),
];

function agreement(
  flow: string,
  name: string,
  provider: string,
  gateway: string,
  itemSet: string,
  purposes = ['safeguarding', 'early_help', 'service_planning'],
): AgreementInput {
  return {
    id: `isa_${flow}`,
    name,
    provider,
    purposes,
    gateway,
    itemSet,
    status: 'live',
    from: '2025-01-01',
    to: '2027-12-31',
    dpias: [`dpia_${flow}_ours`, `dpia_${flow}_partner`],
    privacyNoticeChecked: '2025-01-01',
  };
}
