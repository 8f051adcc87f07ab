import type { RegisterInput } from '@golden-thread/shapes/declare/register';

/** Who gives data and who reads them. All are fictional. */
export const organisations: RegisterInput['organisations'] = [
  { id: 'wessexmoor_council', name: 'Wessexmoor Council', kind: 'council', ico: 'ZX0000001' },
  { id: 'wessexmoor_schools', name: 'Schools of Wessexmoor', kind: 'school' },
  { id: 'wessexmoor_police', name: 'Wessexmoor Police', kind: 'police', ico: 'ZX0000002' },
  { id: 'wessexmoor_icb', name: 'NHS Wessexmoor Integrated Care Board', kind: 'nhs', ico: 'ZX0000003' },
  { id: 'wessexmoor_homes', name: 'Wessexmoor Homes', kind: 'housing', ico: 'ZX0000004' },
  { id: 'harbour_families', name: 'Harbour Families', kind: 'voluntary', ico: 'ZX0000005' },
];
