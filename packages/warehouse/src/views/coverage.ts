import { attributePosition } from '@golden-thread/shapes/dictionary/person';
import { atPointer, MY_CELLS, plausibleDate, sourcesOf } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';
import { SOURCE_STANDING } from './source-standing.ts';

/** A source declares that it covers people born on that day; a day that is not shared is covered only where no bounds are declared. */
export const coversPerson = (standing: string, birth: string): string =>
  `${standing}.covers and (${standing}.born_from is null or ${birth} >= ${standing}.born_from) is true and (${standing}.born_to is null or ${birth} <= ${standing}.born_to) is true`;

/** Absence is information: for each person and source one of its five kinds. */
export const personCoverage: ReaderView = {
  name: 'bi_core.person_coverage',
  describes: 'What each source knows of a person, or why it says nothing.',
  row: 'a person and source',
  before: `${MY_CELLS.trimEnd()},\nstanding as materialized (select * from ${SOURCE_STANDING} o)\n`,
  columns: [
    column('person', 'text', 'The person, as in dim_person.', 'p.person'),
    column('source', 'text', 'The source, as in dim_source.', 's.name'),
    column('source_label', 'text', 'Name of the source that people know.', 's.label'),
    column(
      'state',
      'text',
      'value: it holds a record; none: it covers the person and holds none; not covered; not shared with this login, whatever it holds; stale: it holds none, and its feed has stopped.',
      `case
    when not s.shared then 'not shared'
    when p.scopes && s.scopes then 'value'
    when (${coversPerson('s', 'v.birth')}) is not true then 'not covered'
    when s.freshness = 'stale' then 'stale'
    else 'none' end`,
    ),
    column('as_at', 'date', 'Date of the last delivery that was taken.', plausibleDate('s.last_delivered')),
    column('freshness', 'text', 'The source is fresh, late or stale.', 's.freshness'),
  ],
  from: `from golden.person p
cross join standing s
cross join lateral (select case when p.source[${attributePosition('birth_date') + 1}] = any (${sourcesOf('person.birth_date')}) then p.birth_date end as birth) v
where ${atPointer('p')}`,
};
