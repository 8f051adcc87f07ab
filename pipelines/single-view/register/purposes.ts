import type { RegisterInput } from '@golden-thread/shapes/declare/register';

/** What the data may be used for, in words that a family would understand. */
export const purposes: RegisterInput['purposes'] = [
  {
    id: 'safeguarding',
    statement: 'To see that a child known to several services is one child, so that harm is noticed and prevented.',
    permitsLinkage: true,
  },
  { id: 'early_help', statement: 'To offer a family help early, through the people who already work with them.', permitsLinkage: true },
  { id: 'service_planning', statement: 'To plan services from counts that show no child.', permitsLinkage: false },
];
