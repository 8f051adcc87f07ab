import { READER_VIEWS } from '../views/all-views.ts';
import { printPersonSql } from '../views/print-person.ts';
import { replaceReaderViews } from '../views/replace-views.ts';
import { type Migration, runAll } from './migration.ts';

/**
 * The readers' views. The printed id stands in the tables: a condition on it is then a plain comparison of text, which
 * reaches the index through the views' barrier, and readers meet no number that a spreadsheet would round.
 */
export const readers: Migration = {
  version: 5,
  name: 'readers',
  async up(client) {
    for (const table of ['golden.person', 'link.membership']) {
      await runAll(client, [
        `alter table ${table} add column if not exists person text collate "C" generated always as (${printPersonSql('person_key')}) stored`,
        `comment on column ${table}.person is 'The key as people read it.'`,
        `create index on ${table}_open (person)`, // a person's page, by the id that people know
        `create index on ${table}_closed (person)`,
      ]);
    }
    await replaceReaderViews(client, READER_VIEWS);
  },
};
