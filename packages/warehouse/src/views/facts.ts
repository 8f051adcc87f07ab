import { versionedTable } from '../versioned/tables.ts';
import { atPointer, localTime, MY_CELLS, notShared, plausibleDate, recordReference, shown } from './expressions.ts';
import { column, type ReaderColumn, type ReaderView } from './reader-view.ts';

export const factCase = fact(
  'bi_core.fact_case',
  'case',
  'core.case_version',
  'Cases that sources hold on people, of whatever kind.',
  'a case of a person',
);
export const factEvent = fact(
  'bi_core.fact_event',
  'event',
  'core.event_version',
  'What happened, with the part that a person had in it.',
  'a person in an event',
);

export const factHousehold = fact(
  'bi_core.fact_household',
  'household',
  'core.household_version',
  'Households that sources keep, with the part that a person has in each. None is made from addresses; people under a never-link are in none.',
  'a person in a household',
);
export const factRelationship = fact(
  'bi_core.fact_relationship',
  'relationship',
  'core.relationship_version',
  'Whom sources name beside a person: a parent, carer or other contact, by name. People under a never-link have none.',
  'somebody named beside a person',
);

/** A shape that hangs on a record: shown for visible people, where any of its items is shared from that source. */
function fact(
  name: string,
  shape: 'case' | 'event' | 'household' | 'relationship',
  table: string,
  describes: string,
  row: string,
): ReaderView {
  const attributes = versionedTable(table).columns.filter((c) => c.name !== 'record_key' && c.name !== 'delivery');
  const item = (attribute: string): string => `${shape}.${attribute}`;
  const value = (attribute: { readonly name: string; readonly type: string }): string =>
    attribute.type === 'date'
      ? plausibleDate(`f.${attribute.name}`)
      : attribute.type === 'timestamptz'
        ? localTime(`f.${attribute.name}`)
        : `f.${attribute.name}`;
  const type = (of: string): ReaderColumn['type'] =>
    of === 'date' ? 'date' : of === 'timestamptz' ? 'timestamp without time zone' : 'text';
  const anyItem = `coalesce((select array_agg(distinct source) from my m, unnest(m.sources) source where m.item like '${shape}.%'), '{}')`;
  return {
    name,
    describes,
    row,
    before: MY_CELLS,
    columns: [
      column('person', 'text', 'The person, as in dim_person.', 'm.person'),
      column('record', 'text', 'Source record that it hangs on.', recordReference('f.record_key')),
      column('source', 'text', 'Source that holds it, as in dim_source.', 's.name'),
      ...attributes.map((a) =>
        column(
          a.name,
          type(a.type),
          a.type === 'timestamptz' ? `${a.comment} In the pipeline's time zone.` : a.comment,
          shown(item(a.name), 'r.source', value(a)),
          item(a.name),
        ),
      ),
      column(
        'not_shared',
        'text',
        'Attributes that are not shared with this login, separated by commas.',
        notShared(attributes.map((a) => ({ item: item(a.name), name: a.name, source: 'r.source' }))),
      ),
    ],
    from: `from ${table} f
join core.record r on r.record_key = f.record_key
join core.source s on s.source = r.source
join link.membership m on m.record_key = f.record_key
where ${atPointer('f')} and ${atPointer('m')} and (r.source = any (${anyItem}))::int <> 0`,
  };
}
