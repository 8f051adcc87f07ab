import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { plainTableDdl } from '../tables/plain-ddl.ts';
import { RECORD_TABLES } from '../tables/records.ts';
import { versionedTableDdl } from '../versioned/ddl.ts';
import { VERSIONED_TABLES } from '../versioned/tables.ts';
import { type Migration, runAll } from './migration.ts';

/** Records, and every table whose rows are valid from one publication until another. */
export const versioned: Migration = {
  version: 2,
  name: 'versioned',
  async up(client) {
    for (const table of RECORD_TABLES) await runAll(client, plainTableDdl(table));
    for (const table of VERSIONED_TABLES) await runAll(client, versionedTableDdl(table));
    await client.query(
      'insert into golden.attribute (position, name) select position - 1, name from unnest($1::text[]) with ordinality as attribute (name, position)',
      [PERSON_ATTRIBUTE_NAMES],
    );
  },
};
