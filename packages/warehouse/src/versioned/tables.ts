import { MATCH_COLUMNS, PERSON_ATTRIBUTES } from '@golden-thread/shapes/dictionary/person';
import { type Column, optional, required } from '../tables/column.ts';

/**
 * A table whose rows are valid from one publication until another. DDL, diff-writing, undo, revert and the
 * dump are all made from this list.
 */
export interface VersionedTable {
  /** With its schema, e.g. `link.edge`. */
  readonly name: string;
  readonly comment: string;
  readonly key: readonly string[];
  /** Key columns first; `from_publication` and `to_publication` follow by themselves. */
  readonly columns: readonly Column[];
  /** Further indexes, made on both partitions, each for a question that its comment in the list names. */
  readonly indexes?: readonly (readonly string[])[];
  /** Columns with a GIN index on the open partition. */
  readonly gin?: readonly string[];
}

const recordKey = required('record_key', 'integer', 'Number of the source record.');
const delivery = required('delivery', 'integer', 'Delivery that brought it.');

export const VERSIONED_TABLES: readonly VersionedTable[] = [
  {
    name: 'core.person_version',
    comment: 'A person as one source knows them: what it wrote, the standard form, and the match index.',
    key: ['record_key'],
    columns: [
      recordKey,
      delivery,
      required('row_hash', 'bytea', 'Hash of the allow-listed cells, for finding what changed.'),
      optional('true_at', 'timestamptz', 'When it became true at the source, where the source says so.'),
      ...PERSON_ATTRIBUTES.map((attribute) => optional(attribute.name, attribute.type, attribute.describes)),
      optional('raw', 'text[]', 'What the source wrote, by attribute position.'),
      optional('since', 'date[]', 'First night on which the value was seen, by attribute position.'),
      optional('issues', 'text[]', 'What was wrong with fields, as field:code.'),
      ...MATCH_COLUMNS.map((column) => optional(`m_${column.name}`, column.type, `Match index: ${column.describes}`)),
    ],
  },
  {
    name: 'core.case_version',
    comment: 'A case that a source holds on a person.',
    key: ['record_key', 'reference'],
    columns: [
      recordKey,
      required('reference', 'text', "The source's reference of the case."),
      delivery,
      optional('kind', 'text', 'Kind of case.'),
      optional('opened', 'date', 'When it was opened.'),
      optional('closed', 'date', 'When it was closed.'),
      optional('closure_reason', 'text', 'Why it was closed.'),
      optional('service', 'text', 'Service within which it was raised.'),
      optional('organisation', 'text', 'Organisation that manages the service.'),
      optional('lead_professional', 'text', 'Lead professional.'),
      optional('lead_contact', 'text', 'How to reach the lead professional.'),
    ],
    indexes: [['record_key']], // whose cases are these? (a person's page, through membership)
  },
  {
    name: 'core.event_version',
    comment: 'Something that happened, with the part that a person had in it.',
    key: ['record_key', 'reference'],
    columns: [
      recordKey,
      required('reference', 'text', "The source's reference of the event."),
      delivery,
      optional('kind', 'text', 'Kind of event.'),
      optional('occurred', 'timestamptz', 'When it happened.'),
      optional('role', 'text', 'Part that the person had in it.'),
      optional('organisation', 'text', 'Organisation that recorded it.'),
    ],
    indexes: [['record_key']], // whose events are these?
  },
  {
    name: 'core.household_version',
    comment: "A person's place in a household that a source keeps. None is ever made from addresses.",
    key: ['record_key', 'reference'],
    columns: [
      recordKey,
      required('reference', 'text', "The source's reference of the household."),
      delivery,
      optional('role', 'text', 'Part that the person has in it.'),
      optional('began', 'date', 'Since when, as the source says.'),
      optional('ended', 'date', 'Until when, as the source says.'),
    ],
    indexes: [['record_key']], // which households does this record name? (a person's page, through membership)
  },
  {
    name: 'core.relationship_version',
    comment: 'Somebody whom a source names beside a person: a name, and never a person of its own.',
    key: ['record_key', 'kind'],
    columns: [
      recordKey,
      required('kind', 'text', 'What they are to the person, as the source says; contact where it does not say.'),
      delivery,
      optional('name', 'text', 'Their name.'),
    ],
    indexes: [['record_key']], // whom does this record name?
  },
  {
    name: 'core.flag_version',
    comment: 'A flag of a feed about two records of other sources.',
    key: ['record_key'],
    columns: [
      recordKey,
      delivery,
      required('row_hash', 'bytea', 'Hash of the allow-listed cells, for finding what changed.'),
      optional('kind', 'text', 'adoption or refuge.'),
      optional('a', 'text', 'Natural key of one record.'),
      optional('b', 'text', 'Natural key of the other.'),
    ],
  },
  {
    name: 'core.coverage',
    comment: 'Whom a source covers; without it, nothing found says nothing.',
    key: ['source'],
    columns: [
      required('source', 'smallint', 'Number of the source.'),
      required('population', 'text', 'Whom it covers, in a sentence.'),
      required('area', 'text', 'Where.'),
      optional('born_from', 'date', 'Earliest date of birth covered.'),
      optional('born_to', 'date', 'Latest date of birth covered.'),
    ],
  },
  {
    name: 'link.term_frequency',
    comment: "How often values occur, counted once when a model is approved. Personal data: a rare surname is somebody's.",
    key: ['model', 'column_name', 'value'],
    columns: [
      required('model', 'text', 'Name of the model.'),
      required('column_name', 'text', 'Match column.'),
      required('value', 'text', 'Value.'),
      required('occurrences', 'integer', 'Records that held it.'),
    ],
  },
  {
    name: 'link.identifier',
    comment: 'Standing of the national identifiers that records carry.',
    key: ['kind', 'value'],
    columns: [
      required('kind', 'text', 'nhs_number or upn.'),
      required('value', 'text', 'The identifier.'),
      required('verified', 'boolean', 'Traced, or valid in two sources.'),
      required('shared', 'boolean', 'Carried by records that cannot be one person.'),
      required('sources', 'integer', 'Number of sources that carry it.'),
    ],
  },
  {
    name: 'link.edge',
    comment: 'Scored pairs of records, down to the floor of the policy.',
    key: ['a', 'b'],
    columns: [
      required('a', 'integer', 'Record with the lesser natural key.'),
      required('b', 'integer', 'Record with the greater.'),
      required('weight', 'double precision', 'Match weight in bits, prior included.'),
      required('facts', 'integer', 'What the two say of each other, encoded as PairFacts.'),
      required('gammas', 'integer', 'Comparison levels, as a mixed-radix number.'),
      required('held', 'boolean', 'The link holds two records of one person.'),
      required('origin', 'text', 'blocking or completion.'),
      optional('outcome', 'text', 'What became of the pair, as a code.'),
    ],
    indexes: [['b']], // which edges does this record have? (with the key: how far a change reaches)
  },
  {
    name: 'link.membership',
    comment: 'Which person a record belongs to, and through which link it came.',
    key: ['record_key'],
    columns: [
      recordKey,
      required('person_key', 'bigint', 'Person.'),
      optional('via_record', 'integer', 'Record through which it joined.'),
      optional('via_kind', 'text', 'How it joined.'),
      optional('via_weight', 'double precision', 'Match weight of that link in bits.'),
    ],
    indexes: [['person_key']], // which records form this person?
  },
  {
    name: 'link.claim',
    comment: 'Issued ids, each of which claims one person.',
    key: ['person_key'],
    columns: [
      required('person_key', 'bigint', 'The id.'),
      required('anchor', 'integer', 'Record that the id was minted for, or anchored to since.'),
      required('ordinal', 'integer', "Which of its anchor's ids it is, from 0."),
      required('minted', 'integer', 'Publication that minted it.'),
      required('holder', 'bigint', 'Person that the id resolves to: itself while alive.'),
      required('alive', 'boolean', 'The id names a person of its own.'),
    ],
    indexes: [['anchor'], ['holder']], // which ids stand by this record; which resolve to this person?
  },
  {
    name: 'link.claim_bar',
    comment: 'Records that never again carry an id.',
    key: ['record_key', 'person_key'],
    columns: [recordKey, required('person_key', 'bigint', 'The id.')],
  },
  {
    name: 'link.person_lineage',
    comment: 'What became of ids, and why.',
    key: ['person_key', 'night', 'kind', 'other'],
    columns: [
      required('person_key', 'bigint', 'Person.'),
      required('night', 'integer', 'Publication in which it happened.'),
      required('kind', 'text', 'minted, merged, split, redirected, ended or moved.'),
      required('other', 'bigint', 'The other person, or the person itself.'),
      optional('reason', 'text', 'Why, as a code.'),
    ],
  },
  {
    name: 'link.review_item',
    comment: 'What people are asked to look at.',
    key: ['kind', 'a', 'b'],
    columns: [
      required('kind', 'text', 'Why it is open.'),
      required('a', 'integer', 'One record.'),
      required('b', 'integer', 'The other record.'),
      optional('weight', 'double precision', 'Match weight in bits.'),
      optional('reason', 'text', 'More about why, as a code.'),
    ],
  },
  {
    name: 'golden.person',
    comment: 'One person with the value of each attribute that survived, and where each came from.',
    key: ['person_key'],
    columns: [
      required('person_key', 'bigint', 'Person; printed as gt_ and ten characters.'),
      ...PERSON_ATTRIBUTES.map((attribute) => optional(attribute.name, attribute.type, attribute.describes)),
      required('record_key', 'integer[]', 'Record that gave the value, by attribute position; null where there is none.'),
      required('source', 'smallint[]', 'Source of that record, by attribute position.'),
      required('since', 'date[]', 'First night on which the value was seen, by attribute position.'),
      required('differs', 'smallint[]', 'Number of sources that say otherwise, by attribute position.'),
      required('scopes', 'integer[]', 'Flows that contribute to the person.'),
    ],
    gin: ['scopes'], // which persons may this grant see?
  },
  {
    name: 'golden.further_value',
    comment: 'Values that survive beside the one of golden.person, where the rule keeps all distinct ones.',
    key: ['person_key', 'position', 'record_key'],
    columns: [
      required('person_key', 'bigint', 'Person.'),
      required('position', 'smallint', 'Attribute, by position.'),
      required('record_key', 'integer', 'Record that gives it.'),
      required('source', 'smallint', 'Source of that record.'),
      required('value', 'text', 'The value.'),
      optional('since', 'date', 'First night on which the record gave it.'),
    ],
  },
];

/** @throws RangeError when no such table is in the list. */
export function versionedTable(name: string): VersionedTable {
  const table = VERSIONED_TABLES.find((one) => one.name === name);
  if (table === undefined) throw new RangeError(`not a versioned table: ${name}`);
  return table;
}

/** Columns that are not part of the key. */
export const valueColumns = (table: VersionedTable): readonly Column[] =>
  table.columns.filter((column) => !table.key.includes(column.name));
