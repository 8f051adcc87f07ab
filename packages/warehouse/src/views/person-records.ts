import { atPointer, recordReference } from './expressions.ts';
import { printPersonSql } from './print-person.ts';
import { column, type ReaderView } from './reader-view.ts';

export const bridgePersonRecord: ReaderView = {
  name: 'bi_core.bridge_person_record',
  describes: 'Which source records form a person, and how each joined; records of sources that are not shared are left out.',
  row: 'a record of a person',
  columns: [
    column('person', 'text', 'The person, as in dim_person.', 'm.person'),
    column('record', 'text', 'The source record.', recordReference('m.record_key')),
    column('source', 'text', 'Its source, as in dim_source.', 's.name'),
    column('joined_how', 'text', 'How it joined the person.', 'm.via_kind'),
    column('joined_through', 'text', 'Record through which it joined, where that one is shared too.', recordReference('v.record_key')),
    column('joined_weight', 'numeric', 'Match weight of that link, in bits.', 'round(m.via_weight::numeric, 2)'),
  ],
  from: `from link.membership m
join core.record r on r.record_key = m.record_key
join core.source s on s.source = r.source
left join core.record v on v.record_key = m.via_record
where ${atPointer('m')}`,
};

export const personLineage: ReaderView = {
  name: 'bi_core.person_lineage',
  describes: 'What became of ids: why a person that a report held is another now. Only where one of the two is visible.',
  row: 'an id and what happened to it in a night',
  columns: [
    column('person', 'text', 'The id.', printPersonSql('l.person_key')),
    column('publication', 'integer', 'Publication in which it happened.', 'l.night'),
    column('business_date', 'date', 'The night, by its business date.', 'n.business_date'),
    column('kind', 'text', 'minted, merged, split, redirected, ended or moved.', 'l.kind'),
    column('other', 'text', 'The other id; the same one where there is no other.', printPersonSql('l.other')),
    column('reason', 'text', 'Why, as a code.', 'l.reason'),
  ],
  from: `from link.person_lineage l
left join ops.publication n on n.number = l.night
left join golden.person a on a.person_key = l.person_key and ${atPointer('a')}
left join golden.person b on b.person_key = l.other and ${atPointer('b')}
where ${atPointer('l')} and (a.person_key is not null or b.person_key is not null)`,
};
