import { optional, type PlainTable, required } from './column.ts';

/** The register, live: looked up when somebody reads, never versioned. */
export const GOVERNANCE_TABLES = [
  {
    name: 'governance.organisation',
    comment: 'Organisations that provide or read.',
    columns: [
      required('id', 'text', 'Id in the register.'),
      required('name', 'text', 'Name.'),
      optional('kind', 'text', 'Kind of organisation.'),
      optional('ico', 'text', "Registration with the Information Commissioner's Office."),
    ],
    key: ['id'],
  },
  {
    name: 'governance.purpose',
    comment: 'Purposes for which data are used.',
    columns: [
      required('id', 'text', 'Id in the register.'),
      required('statement', 'text', 'The purpose in a sentence.'),
      required('permits_linkage', 'boolean', 'Records may be linked for it.'),
    ],
    key: ['id'],
  },
  {
    name: 'governance.gateway',
    comment: 'Legal gateways for sharing.',
    columns: [
      required('id', 'text', 'Id in the register.'),
      required('act', 'text', 'Act and section.'),
      optional('in_force_from', 'date', 'First day in force.'),
      optional('in_force_to', 'date', 'First day without it in force.'),
    ],
    key: ['id'],
  },
  {
    name: 'governance.agreement',
    comment: 'Data sharing agreements. No live agreement, no flow.',
    columns: [
      required('id', 'text', 'Id in the register.'),
      required('name', 'text', 'Name.'),
      required('provider', 'text', 'Organisation that provides.'),
      required('gateway', 'text', 'Legal gateway.'),
      required('item_set', 'text', 'Items that may flow.'),
      required('status', 'text', 'Status in the register; only live flows.'),
      required('from_date', 'date', 'First day.'),
      required('to_date', 'date', 'First day without it.'),
      optional('privacy_notice_checked', 'date', 'When the privacy notice was checked.'),
      required('dpias_approved', 'boolean', 'Every assessment it names is approved.'),
      optional('dpia_review_by', 'date', 'Earliest day on which an assessment must be reviewed.'),
    ],
    key: ['id'],
  },
  {
    name: 'governance.agreement_purpose',
    comment: 'Purposes of an agreement.',
    columns: [required('agreement', 'text', 'Agreement.'), required('purpose', 'text', 'Purpose.')],
    key: ['agreement', 'purpose'],
  },
  {
    name: 'governance.item_set',
    comment: 'Sets of data items.',
    columns: [required('id', 'text', 'Id in the register.'), required('version', 'integer', 'Version.')],
    key: ['id'],
  },
  {
    name: 'governance.item_set_item',
    comment: 'Items of a set.',
    columns: [required('item_set', 'text', 'Set.'), required('item', 'text', 'Data item, e.g. person.surname.')],
    key: ['item_set', 'item'],
  },
  {
    name: 'governance.role',
    comment: 'Roles in which people read.',
    columns: [required('id', 'text', 'Id in the register.'), required('name', 'text', 'Name.')],
    key: ['id'],
  },
  {
    name: 'governance.reader_grant',
    comment: 'Who may read what: one database login per organisation, role, purpose and item set.',
    columns: [
      required('id', 'text', 'Id in the register.'),
      required('organisation', 'text', 'Organisation that reads.'),
      required('role', 'text', 'Role in which it reads.'),
      required('purpose', 'text', 'Purpose for which it reads.'),
      required('item_set', 'text', 'Items that it may read.'),
      required('from_date', 'date', 'First day.'),
      required('to_date', 'date', 'First day without it.'),
      optional('terms_accepted', 'date', 'When the terms were accepted.'),
      required('login', 'text', 'Database login of the grant.'),
    ],
    key: ['id'],
    unique: [['login']],
  },
  {
    name: 'governance.grant_agreement',
    comment: 'Agreements whose flows a grant may see.',
    columns: [required('grant_id', 'text', 'Grant.'), required('agreement', 'text', 'Agreement.')],
    key: ['grant_id', 'agreement'],
  },
  {
    name: 'governance.withheld',
    comment: 'Persons and records hidden from every reader until a publication that knew why.',
    columns: [
      required('kind', 'text', 'person or record.'),
      required('subject', 'bigint', 'Person key or record key.'),
      required('because', 'text', 'Why, as a code.'),
      optional('cleared_by', 'integer', 'Publication from which it is no longer hidden.'),
      required('raised_at', 'timestamptz', 'When it was raised.'),
    ],
    key: ['kind', 'subject', 'because'],
    checks: ["kind in ('person', 'record')"],
  },
  {
    name: 'governance.protection',
    comment: 'Protection flags on records: what hides, fail closed. Lowered by two people.',
    columns: [
      required('record', 'text', 'Natural key of the record.'),
      required('kind', 'text', 'adoption, refuge, s_flag or restricted_address.'),
      required('origin', 'text', 'Feed or person it came from.'),
      required('raised_at', 'timestamptz', 'When it was raised.'),
      optional('lowered_by_1', 'text', 'First of the two who lowered it.'),
      optional('lowered_by_2', 'text', 'Second of the two who lowered it.'),
      optional('lowered_at', 'timestamptz', 'When it was lowered.'),
    ],
    key: ['record', 'kind', 'origin'],
    checks: ['lowered_by_1 <> lowered_by_2'],
  },
] as const satisfies readonly PlainTable[];

/** Who did or saw what, and why. Append only, hash-chained within its stream. */
export const AUDIT_TABLES = [
  {
    name: 'audit.entry',
    comment: 'Acts of people and of the night: append only, each entry chained to the one before by its hash.',
    columns: [
      required('stream', 'text', 'night or console.'),
      required('entry', 'bigint', 'Number within the stream, from 1.'),
      required('at', 'timestamptz', 'When.'),
      required('actor', 'text', 'Database login that acted.'),
      optional('by_name', 'text', 'Name that was added.'),
      required('act', 'text', 'What was done.'),
      optional('subject', 'text', 'To what, as a reference.'),
      optional('reason', 'text', 'Why.'),
      optional('previous', 'text', 'Hash of the entry before.'),
      required('hash', 'text', 'Hash of this entry with the one before.'),
    ],
    key: ['stream', 'entry'],
  },
] as const satisfies readonly PlainTable[];
