import { z } from 'zod';
import { canonicalHash } from '../canonical-json.ts';
import type { PersonAttributeName } from '../dictionary/person.ts';
import { PERSON_ATTRIBUTE_NAMES } from '../dictionary/person.ts';
import { type Declared, declare, identifierName, sentence, timeZone, wrong } from './check.ts';
import { columnsOf, DATE_FORMATS, type Reader, readerSchema } from './combinators.ts';
import { decoderFault, decoderSchema } from './decoder.ts';
import { transportFault, transportSchema } from './transport.ts';

const columnSchema = z
  .strictObject({
    type: z.enum(['text', 'date', 'integer', 'boolean']),
    formats: z.array(z.enum(DATE_FORMATS)).min(1).optional(),
    /** An empty cell quarantines the record. */
    required: z.boolean().default(false),
    accepted: z.array(z.string()).optional(),
  })
  .refine((column) => (column.type === 'date') === (column.formats !== undefined), 'give a date its formats, and other types none');

const contractSchema = z.strictObject({
  columns: z.record(z.string().min(1), columnSchema),
  /** Columns that together name a record within its part. */
  key: z.array(z.string()).min(1),
  delivers: z.enum(['full', 'changes']),
  minimumRecords: z.int().nonnegative().default(0),
  maximumRecords: z.int().positive().default(5_000_000),
  /** Share of known records that may be gone from a full delivery before people are asked, 0 to 1. */
  deleteGuard: z.number().min(0).max(1).default(0.2),
  /** Share of a delivery's records that may be quarantined, 0 to 1. */
  quarantineBudget: z.number().min(0).max(1).default(0.05),
});

const personMap = z.partialRecord(z.enum(PERSON_ATTRIBUTE_NAMES as [PersonAttributeName, ...PersonAttributeName[]]), readerSchema);
const caseMap = z.strictObject({
  reference: readerSchema,
  kind: readerSchema,
  opened: readerSchema,
  closed: readerSchema.optional(),
  closure_reason: readerSchema.optional(),
  service: readerSchema,
  organisation: readerSchema,
  lead_professional: readerSchema.optional(),
  lead_contact: readerSchema.optional(),
});
const eventMap = z.strictObject({
  reference: readerSchema,
  kind: readerSchema,
  occurred: readerSchema,
  role: readerSchema.optional(),
  organisation: readerSchema,
});
/** A household that the source itself keeps: never made from addresses. */
const householdMap = z.strictObject({
  reference: readerSchema,
  role: readerSchema.optional(),
  began: readerSchema.optional(),
  ended: readerSchema.optional(),
});
/** Somebody whom the source names beside the person: a name, and never a person of its own. */
const relationshipMap = z.strictObject({ name: readerSchema, kind: readerSchema.optional() });
const neverLinkMap = z.strictObject({
  /** Source and record id on either side: the flag feed names records, never people. */
  a: z.strictObject({ source: readerSchema, part: readerSchema.optional(), id: readerSchema }),
  b: z.strictObject({ source: readerSchema, part: readerSchema.optional(), id: readerSchema }),
  kind: readerSchema,
  /** Side that names the later identity: it gets an id that nothing maps to the earlier. Left out, neither is later. */
  later: z.enum(['a', 'b']).optional(),
});

const sourceSchema = z.strictObject({
  name: identifierName,
  label: z.string().min(3),
  describes: sentence,
  organisation: identifierName,
  agreement: identifierName,
  /** Resolved by configuration; outside the hash of nothing: the name is part of the declaration, the path is not. */
  location: z.string().regex(/^[a-z][a-z0-9-]*$/),
  transport: transportSchema,
  decoder: decoderSchema,
  timeZone,
  cadence: z.strictObject({
    every: z.enum(['day', 'week', 'month', 'term']),
    arrivesBy: z.string().regex(/^\d\d:\d\d$/),
    staleAfterDays: z.int().positive(),
  }),
  dataset: identifierName,
  /** Two records of one part are never one person. */
  distinct: z.boolean().default(false),
  /** This source's identifiers are traced: one such delivery verifies the number. */
  traces: z.array(z.enum(['nhs_number', 'upn'])).default([]),
  covers: z
    .strictObject({ population: sentence, area: z.string(), bornFrom: z.iso.date().optional(), bornTo: z.iso.date().optional() })
    .optional(),
  cohort: z.strictObject({ bornFrom: z.iso.date().optional(), maximumAgeYears: z.int().positive().optional() }).default({}),
  contract: contractSchema,
  maps: z.strictObject({
    person: personMap.optional(),
    /** When the record became true at the source; without it, recency is the night a value was first seen. */
    trueAt: readerSchema.optional(),
    formerAddress: readerSchema.optional(),
    formerPostcode: readerSchema.optional(),
    case: caseMap.optional(),
    event: eventMap.optional(),
    household: householdMap.optional(),
    relationship: relationshipMap.optional(),
    neverLink: neverLinkMap.optional(),
  }),
});

export type SourceDeclaration = Declared<z.output<typeof sourceSchema>>;
export type SourceInput = z.input<typeof sourceSchema>;
export type ContractColumn = z.output<typeof columnSchema>;

/** A column of text. */
export const text = (more: Partial<Pick<ContractColumn, 'required' | 'accepted'>> = {}): z.input<typeof columnSchema> => ({
  type: 'text',
  ...more,
});
/** A column of dates; a value in none of the forms quarantines the record only where the column is required. */
export const dates = (
  formats: readonly (typeof DATE_FORMATS)[number][],
  more: Partial<Pick<ContractColumn, 'required'>> = {},
): z.input<typeof columnSchema> => ({ type: 'date', formats: [...formats], ...more });

/**
 * Declares one dataset of one source: where it comes from, what it promises, and how its columns map to data items.
 * @throws DeclarationError when it is wrong, naming the source and the fix.
 */
export function defineSource(input: SourceInput): SourceDeclaration {
  const declared = declare('source', input.name, sourceSchema, input);
  // Cells are kept in the order of the contract's columns, and canonical JSON forgets it.
  const source = Object.freeze({ ...declared, hash: canonicalHash([declared.hash, Object.keys(declared.contract.columns)]) });
  checkColumns(source);
  checkDecoder(source);
  checkPromises(source);
  return source;
}

function checkColumns(source: SourceDeclaration): void {
  const known = new Set(Object.keys(source.contract.columns));
  for (const key of source.contract.key) {
    if (!known.has(key))
      throw wrong(
        'source',
        source.name,
        `the key column '${key}' is not in the contract`,
        `add '${key}' to contract.columns or mend contract.key`,
      );
  }
  for (const { item, reader } of itemsOf(source)) {
    for (const name of columnsOf(reader)) {
      if (!known.has(name))
        throw wrong(
          'source',
          source.name,
          `${item} reads the column '${name}', which is not in the contract`,
          `add '${name}' to contract.columns or mend the mapping of ${item}`,
        );
    }
    const strange =
      reader.read === 'date' && reader.formats.find((format) => !source.contract.columns[reader.column]?.formats?.includes(format));
    if (strange)
      throw wrong(
        'source',
        source.name,
        `${item} reads dates as '${strange}', which the contract of '${columnsOf(reader)[0]}' does not name`,
        `name the same formats in the contract and in the mapping of ${item}`,
      );
  }
}

function checkDecoder({ name, decoder, contract }: SourceDeclaration): void {
  const fault = decoderFault(decoder, Object.keys(contract.columns));
  if (fault !== null) throw wrong('source', name, fault.what, fault.fix);
}

/** Promises that hang together: what is mapped, what arrives, whom the cohort holds. */
function checkPromises({ name, maps, contract, cohort, transport, decoder }: SourceDeclaration): void {
  const fault = transportFault(transport, decoder, contract.delivers);
  if (fault !== null) throw wrong('source', name, fault.what, fault.fix);
  if (Object.keys(maps.person ?? {}).length === 0 && maps.neverLink === undefined)
    throw wrong('source', name, 'it maps nothing', 'map person or neverLink');
  if (contract.delivers === 'changes' && !transport.files.includes('{sequence}'))
    throw wrong('source', name, "it delivers changes whose order the file's name does not tell", 'put {sequence} into transport.files');
  if ((cohort.bornFrom !== undefined || cohort.maximumAgeYears !== undefined) && maps.person?.birth_date === undefined)
    throw wrong('source', name, 'its cohort is one of age and it maps no date of birth', 'map person.birth_date or leave out cohort');
  if (contract.minimumRecords > contract.maximumRecords)
    throw wrong('source', name, 'it expects at least more records than at most', 'set contract.minimumRecords below maximumRecords');
}

/** Every data item that the source maps, with its reader. Items are `person.forename`, `case.opened`, `event.kind`, `flag.never_link`. */
export function itemsOf(source: SourceDeclaration): readonly { readonly item: string; readonly reader: Reader }[] {
  const { maps } = source;
  const items: { item: string; reader: Reader }[] = [];
  const add = (shape: string, map: Readonly<Record<string, Reader | undefined>> | undefined) => {
    for (const [name, reader] of Object.entries(map ?? {})) if (reader !== undefined) items.push({ item: `${shape}.${name}`, reader });
  };
  add('person', maps.person);
  add('case', maps.case);
  add('event', maps.event);
  add('household', maps.household);
  add('relationship', maps.relationship);
  if (maps.trueAt) items.push({ item: 'record.true_at', reader: maps.trueAt });
  if (maps.formerAddress) items.push({ item: 'person.address', reader: maps.formerAddress });
  if (maps.formerPostcode) items.push({ item: 'person.postcode', reader: maps.formerPostcode });
  if (maps.neverLink) {
    for (const side of [maps.neverLink.a, maps.neverLink.b])
      for (const reader of Object.values(side)) if (reader) items.push({ item: 'flag.never_link', reader });
    items.push({ item: 'flag.never_link', reader: maps.neverLink.kind });
  }
  return items;
}
