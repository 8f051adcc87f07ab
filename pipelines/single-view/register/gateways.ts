import type { RegisterInput } from '@golden-thread/shapes/declare/register';

/** The powers and duties that an agreement rests on. A gateway that is not in force has no first day. */
export const gateways: RegisterInput['gateways'] = [
  {
    id: 'children_act_2004_s10',
    act: 'Children Act 2004, section 10 (co-operation to improve well-being)',
    inForceFrom: '2005-03-01',
    inForceTo: null,
  },
  {
    id: 'children_act_2004_s11',
    act: 'Children Act 2004, section 11 (arrangements to safeguard and promote welfare)',
    inForceFrom: '2005-10-01',
    inForceTo: null,
  },
  {
    id: 'children_act_1989_s17',
    act: 'Children Act 1989, section 17 (services for children in need)',
    inForceFrom: '1991-10-14',
    inForceTo: null,
  },
  {
    id: 'crime_and_disorder_act_1998_s115',
    act: 'Crime and Disorder Act 1998, section 115 (disclosure of information)',
    inForceFrom: '1998-09-30',
    inForceTo: null,
  },
  {
    id: 'adoption_and_children_act_2002',
    act: 'Adoption and Children Act 2002 (protection of adoption information)',
    inForceFrom: '2005-12-30',
    inForceTo: null,
  },
  {
    id: 'children_act_2004_s16la',
    act: 'Children Act 2004, section 16LA (duty to share; check commencement before relying on it)',
    inForceFrom: null,
    inForceTo: null,
  },
];
