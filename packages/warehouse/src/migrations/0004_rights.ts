import { createPolicies } from '../roles/policies.ts';
import { createReaderFunctions } from '../roles/reader-logins.ts';
import { createRightsViews } from '../roles/rights-views.ts';
import type { Migration } from './migration.ts';

/** Row-level security, what a login may see, and how the night makes logins. */
export const rights: Migration = {
  version: 4,
  name: 'rights',
  async up(client) {
    await createRightsViews(client);
    await createPolicies(client);
    await createReaderFunctions(client);
  },
};
