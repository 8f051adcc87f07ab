import { attributePosition, PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { coversPerson } from './coverage.ts';
import { atPointer, deliveryReference, localTime, MY_CELLS, plausibleDate, recordReference, sourcesOf } from './expressions.ts';
import { column, type ReaderView } from './reader-view.ts';
import { SOURCE_STANDING } from './source-standing.ts';

const CORE = PERSON_ATTRIBUTES.filter((attribute) => attribute.view === 'core');
const POSITIONS = CORE.map((attribute) => attributePosition(attribute.name)).join(', ');
const VALUE = `case a.position ${CORE.map(({ name, type }) => `when ${attributePosition(name)} then ${type === 'date' ? `to_char(${plausibleDate(`p.${name}`)}, 'YYYY-MM-DD')` : `p.${name}`}`).join(' ')} end`;
const whenShown = (sql: string): string => `case when v.shown then ${sql} end`;

/** What stands elsewhere about the record that gave a value: looked up by key, only where it is shown and asked for. */
const ofVersion = (of: 'true_at' | 'delivery' | 'from_publication'): string =>
  whenShown(`(select w.${of} from core.person_version w where w.record_key = p.record_key[a.position + 1] and ${atPointer('w')})`);
const ofMembership = (of: 'via_kind' | 'via_weight'): string =>
  whenShown(`(select m.${of} from link.membership m where m.record_key = p.record_key[a.position + 1] and ${atPointer('m')})`);
const ofDelivery = (of: 'file_date' | 'first_seen'): string =>
  `(select d.${of} from ops.delivery d where d.delivery = ${ofVersion('delivery')})`;

/** Every value with its provenance. */
export const personValue: ReaderView = {
  name: 'bi_core.person_value',
  describes: 'Each value of a person with where it came from, or why there is none. Dates are text, yyyy-mm-dd.',
  row: 'a person and attribute',
  before: `${MY_CELLS.trimEnd()},\nstanding as materialized (select * from ${SOURCE_STANDING} o)\n`,
  columns: [
    column('person', 'text', 'The person, as in dim_person.', 'p.person'),
    column('attribute', 'text', 'Attribute, as a column of dim_person.', 'a.name'),
    column(
      'state',
      'text',
      'value; none: sources cover the person and gave none; not covered; not shared with this login; stale: nothing known, from feeds that have stopped.',
      `case
    when v.shown then 'value'
    when c.sources is null or p.source[a.position + 1] is not null then 'not shared'
    when exists (select from standing o where o.source = any (c.sources) and ${coversPerson('o', 'v.birth')} and o.freshness <> 'stale') then 'none'
    when exists (select from standing o where o.source = any (c.sources) and ${coversPerson('o', 'v.birth')}) then 'stale'
    else 'not covered' end`,
    ),
    column('value', 'text', 'The value.', whenShown(VALUE)),
    column('source', 'text', 'Source that gave it, as in dim_source.', 's.name'),
    column('source_label', 'text', 'Name of the source that people know.', 's.label'),
    column('record', 'text', 'Record that gave it.', recordReference(whenShown('p.record_key[a.position + 1]'))),
    column(
      'true_at',
      'timestamp without time zone',
      "When the record became true at its source, where the source says so; in the pipeline's time zone.",
      localTime(`case when p.source[a.position + 1] = any (${sourcesOf('record.true_at')}) then ${ofVersion('true_at')} end`),
      'record.true_at',
    ),
    column('since', 'date', 'First night on which the value was seen.', plausibleDate(whenShown('p.since[a.position + 1]'))),
    column(
      'changed_on',
      'date',
      'Night in which anything of that record last changed.',
      `(select n.business_date from ops.publication n where n.number = ${ofVersion('from_publication')})`,
    ),
    column('delivery', 'text', 'Delivery that brought the record as it is now.', deliveryReference(ofVersion('delivery'))),
    column('extracted_on', 'date', 'Date of that delivery.', plausibleDate(ofDelivery('file_date'))),
    column(
      'loaded_at',
      'timestamp without time zone',
      "When that delivery was first found; in the pipeline's time zone.",
      localTime(ofDelivery('first_seen')),
    ),
    column('cadence', 'text', 'How often the source comes: day, week, month or term.', 's.cadence'),
    column('last_delivered', 'date', 'Date of the last delivery that was taken.', plausibleDate('s.last_delivered')),
    column('next_expected', 'date', 'When the source is next expected.', plausibleDate('s.next_expected')),
    column('freshness', 'text', 'The source is fresh, late or stale.', 's.freshness'),
    column('agreement', 'text', 'Agreement under which it flows.', 's.agreement'),
    column('purpose', 'text', 'Purposes that the agreement names, separated by commas.', 's.purposes'),
    column('rule', 'text', 'Survivorship rule that chose it.', whenShown('u.rule')),
    column(
      'differs',
      'integer',
      'Number of other sources that say otherwise; null where not every source of the person is shared, for the number would tell of the others.',
      `case when v.shown and p.scopes <@ (select f.scopes from governance.my_scopes f) then p.differs[a.position + 1] end`,
    ),
    column('joined_how', 'text', 'How its record joined the person.', ofMembership('via_kind')),
    column('joined_weight', 'numeric', 'Match weight of that link, in bits.', `round(${ofMembership('via_weight')}::numeric, 2)`),
  ],
  from: `from golden.person p
cross join golden.attribute a
left join golden.rule u on u.position = a.position
left join my c on c.item = 'person.' || a.name
cross join lateral (
  select coalesce(p.source[a.position + 1] = any (c.sources), false) as shown,
         case when p.source[${attributePosition('birth_date') + 1}] = any (${sourcesOf('person.birth_date')}) then p.birth_date end as birth) v
left join standing s on s.source = p.source[a.position + 1] and v.shown
where ${atPointer('p')} and a.position in (${POSITIONS})`,
};
