import type { GateLimits } from '@golden-thread/shapes/declare/pipeline';
import { checkPolicy } from '@golden-thread/shapes/policy';

/** The first match policy, in bits. Later ones are versions in the database, changed by two people. */
export const policy = checkPolicy({ join: 10, break: 6, review: 2, margin: 0, floor: -5 });

/** What makes a night wait for people. */
export const gates: GateLimits = { personCountChange: 0.05, idChurn: 0.02, largestPerson: 30 };
