import { attributePosition, PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { atPointer, MY_CELLS, plausibleDate, recordReference, sourcesOf } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';

/** National identifiers, each in a view of its own: a row only where the value is shared. */
export const identifierViews: readonly ReaderView[] = PERSON_ATTRIBUTES.filter((attribute) => attribute.view === 'identifiers').map(
  ({ name, type, describes, item }) => {
    const at = attributePosition(name) + 1;
    return {
      name: `bi_identifiers.${name}`,
      describes: `${describes} Only where it is shared with this login.`,
      row: 'a person whose number is known and shared',
      before: MY_CELLS,
      columns: [
        column('person', 'text', 'The person: gt_ and ten letters or digits, the same for ever.', 'p.person'),
        column(name, type, describes, `p.${name}`, item),
        column('source', 'text', 'Source that gave it.', 's.name'),
        column('record', 'text', 'Record that gave it.', recordReference(`p.record_key[${at}]`)),
        column('since', 'date', 'First night on which it was seen.', plausibleDate(`p.since[${at}]`)),
      ],
      from: `from golden.person p join core.source s on s.source = p.source[${at}]\nwhere ${atPointer('p')} and (p.source[${at}] = any (${sourcesOf(item)}))::int <> 0 and p.${name} is not null`,
    };
  },
);
