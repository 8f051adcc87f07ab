import { printPersonSql } from '../views/print-person.ts';
import { READER_VIEWS } from '../views/all-views.ts';
import { createReaderViews } from '../views/reader-view.ts';
import { type Migration, runAll } from './migration.ts';

/**
 * The readers' views. The printed id stands in the table: a condition on it is then a plain comparison of text, which
 * reaches the index through the views' barrier, and readers meet no number that a spreadsheet would round.
 */
export const readers: Migration = {
  version: 5,
  name: 'readers',
  async up(client) {
    await runAll(client, [
      `alter table golden.person add column if not exists person text collate "C" generated always as (${printPersonSql('person_key')}) stored`,
      `comment on column golden.person.person is 'The key as people read it.'`,
      'create index on golden.person_open (person)', // a person's page, by the id that people know
      'create index on golden.person_closed (person)',
    ]);
    await createReaderViews(client, READER_VIEWS);
  },
};
