import { createRoles } from '../roles/create-roles.ts';
import { grantTables } from '../roles/grant-tables.ts';
import { giveToOwner } from '../roles/ownership.ts';
import { secureDatabase } from '../roles/secure-database.ts';
import { SETTINGS_TABLES } from '../roles/settings-tables.ts';
import { plainTableDdl } from '../tables/plain-ddl.ts';
import { type Migration, runAll } from './migration.ts';

/** Roles, who owns the tables, and who may do what with them. */
export const roles: Migration = {
  version: 3,
  name: 'roles',
  async up(client) {
    for (const table of SETTINGS_TABLES) await runAll(client, plainTableDdl(table));
    await createRoles(client);
    await giveToOwner(client);
    await grantTables(client);
    await secureDatabase(client);
  },
};
