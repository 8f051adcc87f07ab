import { attributePosition, PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { atPointer, MY_CELLS, notShared, plausibleDate, shown } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';

const CORE = PERSON_ATTRIBUTES.filter((attribute) => attribute.view === 'core');
const sourceOf = (name: (typeof PERSON_ATTRIBUTES)[number]['name']): string => `p.source[${attributePosition(name) + 1}]`;

export const dimPerson: ReaderView = {
  name: 'bi_core.dim_person',
  describes: 'People: the value of each attribute that survived, where it is shared with this login.',
  row: 'a person',
  before: MY_CELLS,
  columns: [
    column('person', 'text', 'The person: gt_ and ten letters or digits, the same for ever.', 'p.person'),
    ...CORE.map(({ name, type, describes, item }) =>
      column(name, type, describes, shown(item, sourceOf(name), type === 'date' ? plausibleDate(`p.${name}`) : `p.${name}`), item),
    ),
    column(
      'not_shared',
      'text',
      'Attributes whose value, if any, is not shared with this login, separated by commas; a null that is not named here is a value that nobody gave.',
      notShared(CORE.map(({ name, item }) => ({ name, item, source: sourceOf(name) }))),
    ),
  ],
  from: `from golden.person p where ${atPointer('p')}`,
};
