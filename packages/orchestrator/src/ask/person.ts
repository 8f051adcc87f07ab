import { lineageWords } from '@golden-thread/identity/lineage-words';
import { LINEAGE_KINDS, LINEAGE_REASONS } from '@golden-thread/identity/resolution';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { PERSON_ATTRIBUTE_NAMES, type PersonAttributeName } from '@golden-thread/shapes/dictionary/person';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { printPerson, printPublication, printRecord } from '@golden-thread/shapes/references';
import {
  barredFrom,
  furtherValuesOf,
  goldenPerson,
  holderOf,
  type LineageRow,
  lineageOf,
  type MemberRow,
  membersOf,
} from '@golden-thread/warehouse/queries/ask';
import { readTableState } from '@golden-thread/warehouse/queries/ledger';
import {
  type HouseholdRow,
  householdsOf,
  type InvolvementRow,
  involvementsOf,
  type NamedBesideRow,
  namedBeside,
} from '@golden-thread/warehouse/queries/person-beside';
import { sourceNumbers } from '@golden-thread/warehouse/queries/record';
import { ruleInWords } from '@golden-thread/warehouse/roles/sync-settings';
import type { Warehouse } from '../night/warehouse-handle.ts';

export interface PersonReport {
  readonly person: string;
  /** The id that was asked for, when it resolves to another. */
  readonly askedFor: string | null;
  readonly publication: string;
  readonly values: readonly {
    readonly attribute: string;
    readonly value: string | null;
    readonly source: string | null;
    readonly record: string | null;
    readonly since: string | null;
    readonly cadence: string | null;
    readonly differs: number;
    /** What the other sources say, by source. */
    readonly others: readonly { readonly source: string; readonly value: string }[];
    readonly rule: string;
    /** Values that survive beside this one, where the rule keeps all. */
    readonly further: readonly { readonly value: string; readonly record: string; readonly source: string }[];
    /** Of the record that gave the value; `null` where there is none. */
    readonly provenance: {
      readonly label: string;
      readonly trueAt: string | null;
      readonly changed: string | null;
      readonly delivered: string;
      readonly agreement: string;
      readonly purposes: readonly string[];
      readonly rule: string;
      readonly joined: string;
    } | null;
  }[];
  readonly records: readonly {
    readonly record: string;
    readonly source: string;
    readonly label: string;
    readonly joined: string;
    readonly trueAt: string | null;
    readonly delivered: string;
    readonly issues: readonly string[];
  }[];
  /** Cases with their lead professionals, open ones first, then each further source that knows the person. */
  readonly involved: readonly InvolvementRow[];
  readonly households: readonly HouseholdRow[];
  /** Whom sources name beside the person. */
  readonly named: readonly NamedBesideRow[];
  readonly history: readonly { readonly date: string; readonly words: string }[];
}

/** One person as published: every value with where it came from. @throws DeclarationError when there is no such person. */
export async function askPerson(
  warehouse: Warehouse,
  pipeline: PipelineDeclaration,
  asked: number,
  publication: number | null,
): Promise<PersonReport> {
  const { db } = warehouse;
  const at = publication ?? (await readTableState(db)).pointer;
  const holder = await holderOf(db, asked, at);
  const person = holder ?? asked;
  const golden = await goldenPerson(db, person, at);
  if (golden === undefined)
    throw new DeclarationError({
      code: 'person.not_found',
      message: 'There is no such person in this publication.',
      remedy: 'Check the reference; gt explain and the views of bi_core print references of people.',
    });
  const members = await membersOf(db, person, at);
  // After an adoption or a flight, what the later identity's records said under this id is not shown, as of any publication.
  const barred = await barredFrom(db, person);
  const further = await furtherValuesOf(db, person, at);
  const byKey = new Map(members.map((m) => [m.record_key, m]));
  const names = new Map([...(await sourceNumbers(db))].map(([name, number]) => [number, name]));
  const labelOf = new Map(members.map((m) => [m.source_name, m]));
  const values = PERSON_ATTRIBUTE_NAMES.map((attribute, i) => {
    const from = golden.record_key[i] ?? null;
    const isBarred = from !== null && barred.has(from);
    const value = isBarred ? null : (golden.values[attribute] ?? null);
    const source = isBarred ? null : (names.get(golden.source[i] ?? -1) ?? null);
    const record = isBarred ? null : from;
    const others = members
      .filter((m) => m.source_name !== source && m.values[attribute] != null && m.values[attribute] !== value)
      .map((m) => ({ source: m.source_name, value: m.values[attribute] ?? '' }));
    return {
      attribute,
      value,
      source,
      record: record === null ? null : printRecord(record),
      since: isBarred ? null : (golden.since[i] ?? null),
      cadence: source === null ? null : (labelOf.get(source)?.cadence ?? null),
      differs: golden.differs[i] ?? 0,
      others,
      rule: pipeline.survivorship.rules[attribute].rule,
      further: further.flatMap(({ position, value: more, record_key }) => {
        const member = byKey.get(record_key);
        return position !== i || member === undefined ? [] : [{ value: more, record: printRecord(record_key), source: member.source_name }];
      }),
      provenance: record === null ? null : provenanceOf(byKey.get(record), pipeline, attribute),
    };
  });
  const lineage = await lineageOf(db, asked, at);
  return {
    person: printPerson(person),
    askedFor: person === asked ? null : printPerson(asked),
    publication: printPublication(at),
    values,
    records: members.map((m) => ({
      record: printRecord(m.record_key),
      source: m.source_name,
      label: m.label,
      joined: howJoined(m),
      trueAt: m.true_at,
      delivered: m.delivered,
      issues: m.issues,
    })),
    involved: await involvementsOf(db, person, at),
    households: await householdsOf(db, person, at),
    named: await namedBeside(db, person, at),
    history: lineage.map((l) => ({
      date: l.business_date,
      words: `${printPublication(l.publication)}: ${wordsOf(l)}`,
    })),
  };
}

function provenanceOf(
  member: MemberRow | undefined,
  pipeline: PipelineDeclaration,
  attribute: PersonAttributeName,
): PersonReport['values'][number]['provenance'] {
  if (member === undefined) return null;
  return {
    label: member.label,
    trueAt: member.true_at,
    changed: member.changed,
    delivered: member.delivered,
    agreement: member.agreement,
    purposes: pipeline.register.agreements.find(({ id }) => id === member.agreement)?.purposes ?? [],
    rule: ruleInWords(pipeline.survivorship.rules[attribute]),
    joined: howJoined(member),
  };
}

function wordsOf({ kind, reason, person_key, other }: LineageRow): string {
  const known = LINEAGE_KINDS.find((name) => name === kind);
  const because = LINEAGE_REASONS.find((name) => name === reason) ?? null;
  return known === undefined ? kind : lineageWords(known, because, printPerson(person_key), printPerson(other));
}

/** How a record joined its person, in words. */
export function howJoined(member: {
  readonly via_kind: string | null;
  readonly via_record: number | null;
  readonly via_weight: number | null;
}): string {
  if (member.via_kind === 'judgement') return `by a judgement, with ${printRecord(member.via_record ?? 0)}`;
  if (member.via_kind === 'edge') return `to ${printRecord(member.via_record ?? 0)} with ${(member.via_weight ?? 0).toFixed(1)} bits`;
  if (member.via_kind === 'kept') return 'kept as it was: judgements contradict each other';
  return 'first record';
}
