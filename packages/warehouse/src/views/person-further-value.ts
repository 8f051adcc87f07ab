import { PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { atPointer, MY_CELLS, plausibleDate, recordReference } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';

const POSITIONS = PERSON_ATTRIBUTES.flatMap((attribute, position) => (attribute.view === 'core' ? [position] : [])).join(', ');

/** Values beside the person's own, each with the source that gives it: only where that source shares it with the reader. */
export const personFurtherValue: ReaderView = {
  name: 'bi_core.person_further_value',
  describes:
    'Further values of attributes of which a person has several, such as telephone numbers, where their source shares them with this login.',
  row: 'a person, attribute and record that gives another value than the one in dim_person',
  before: MY_CELLS,
  columns: [
    column('person', 'text', 'The person, as in dim_person.', 'p.person'),
    column('attribute', 'text', 'Attribute, as a column of dim_person.', 'a.name'),
    column('value', 'text', 'The value.', 'f.value'),
    column('source', 'text', 'Source that gives it, as in dim_source.', 's.name'),
    column('source_label', 'text', 'Name of the source that people know.', 's.label'),
    column('record', 'text', 'Record that gives it; attributes that belong together have one record.', recordReference('f.record_key')),
    column('since', 'date', 'First night on which the record gave it.', plausibleDate('f.since')),
  ],
  from: `from golden.further_value f
join golden.person p on p.person_key = f.person_key
join golden.attribute a on a.position = f.position
join core.source s on s.source = f.source
join my c on c.item = 'person.' || a.name
where ${atPointer('f')} and ${atPointer('p')} and f.position in (${POSITIONS}) and (f.source = any (c.sources))::int <> 0`,
};
