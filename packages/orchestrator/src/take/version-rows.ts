import type { CompiledMapping, NormalisedRecord } from '@golden-thread/normalise/compile-mapping';
import {
  MATCH_COLUMNS,
  PERSON_ATTRIBUTE_NAMES,
  type PersonAttributeName,
  type PersonValues,
} from '@golden-thread/shapes/dictionary/person';
import { type FieldIssue, printIssue } from '@golden-thread/shapes/field-issue';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import type { FreshRow } from './sort-rows.ts';

/** A fresh row with its record key and its normalised form: what tonight's versions are made of. */
export interface PreparedRow {
  readonly recordKey: number;
  readonly row: FreshRow;
  readonly record: NormalisedRecord;
}

/** What is known of the live version that a changed row replaces. */
export interface FormerVersion {
  readonly values: PersonValues;
  readonly since: readonly (string | null)[];
}

export interface VersionContext {
  readonly delivery: number;
  readonly businessDate: string;
  readonly former: ReadonlyMap<number, FormerVersion>;
  /** Without it the match columns stay empty: the record is nobody else's. */
  readonly linkable: boolean;
  /** The id named somebody else until now. */
  readonly isUsedAgain: (id: string) => boolean;
}

/** Normalises fresh rows one by one, so that memory holds cells and not records. */
export function* prepareRows(
  fresh: readonly FreshRow[],
  keyOf: (row: FreshRow) => number,
  mapping: CompiledMapping,
  context: { filePart: string; businessDate: string },
): Generator<PreparedRow> {
  for (const row of fresh) yield { recordKey: keyOf(row), row, record: mapping.normalise(row.cells, context) };
}

const USED_AGAIN: FieldIssue = { field: 'source_record_id', code: 'used_again' };

/** One row of `core.person_version`, in the order of its columns. */
export function personVersionRow({ recordKey, row, record }: PreparedRow, context: VersionContext): CopyRow {
  const former = context.former.get(recordKey);
  const values = PERSON_ATTRIBUTE_NAMES.map((name) => record.values[name]);
  return [
    recordKey,
    context.delivery,
    Buffer.from(row.hash, 'hex'),
    record.trueAt,
    ...values,
    PERSON_ATTRIBUTE_NAMES.map((name) => record.raw[name]),
    PERSON_ATTRIBUTE_NAMES.map((name, position) => sinceOf(name, position, record.values, former, context.businessDate)),
    [...record.issues, ...(context.isUsedAgain(row.id) ? [USED_AGAIN] : [])].map(printIssue),
    ...MATCH_COLUMNS.map((column) => (context.linkable ? record.match[column.name] : column.type === 'text' ? null : [])),
  ];
}

/** The first night on which the record's present value was seen. */
function sinceOf(
  name: PersonAttributeName,
  position: number,
  values: PersonValues,
  former: FormerVersion | undefined,
  businessDate: string,
): string | null {
  if (values[name] === null) return null;
  return former !== undefined && former.values[name] === values[name] ? (former.since[position] ?? businessDate) : businessDate;
}

/** Rows of `core.case_version`. */
export const caseRows = ({ recordKey, record }: PreparedRow, delivery: number): CopyRow[] =>
  record.cases.map((c) => [
    recordKey,
    c.reference,
    delivery,
    c.kind,
    c.opened,
    c.closed,
    c.closure_reason,
    c.service,
    c.organisation,
    c.lead_professional,
    c.lead_contact,
  ]);

/** Rows of `core.event_version`. */
export const eventRows = ({ recordKey, record }: PreparedRow, delivery: number): CopyRow[] =>
  record.events.map((e) => [recordKey, e.reference, delivery, e.kind, e.occurred, e.role, e.organisation]);

/** Rows of `core.household_version`. */
export const householdRows = ({ recordKey, record }: PreparedRow, delivery: number): CopyRow[] =>
  record.households.map((h) => [recordKey, h.reference, delivery, h.role, h.began, h.ended]);

/** Rows of `core.relationship_version`. */
export const relationshipRows = ({ recordKey, record }: PreparedRow, delivery: number): CopyRow[] =>
  record.relationships.map((r) => [recordKey, r.kind, delivery, r.name]);
