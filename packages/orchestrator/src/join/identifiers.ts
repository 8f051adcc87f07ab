import { readerOf } from '@golden-thread/linkage/column-reader';
import { matchColumn } from '@golden-thread/linkage/people-records';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import type { LiveRecords } from './records.ts';

export const IDENTIFIER_KINDS = ['nhs_number', 'upn'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

/** Standing of one identifier among the live records. */
export interface IdentifierStanding {
  readonly kind: IdentifierKind;
  readonly value: string;
  /** Traced by a source that traces, or delivered by two sources. */
  readonly verified: boolean;
  /** Carried by records of different dates of birth and different forenames. */
  readonly shared: boolean;
  readonly sources: number;
}

/** The standing of every identifier, by kind, in the order in which records first carry it. */
export function identifierStandings(
  records: LiveRecords,
  pipeline: PipelineDeclaration,
  sourceNumbers: ReadonlyMap<string, number>,
): readonly IdentifierStanding[] {
  const standings: IdentifierStanding[] = [];
  for (const kind of IDENTIFIER_KINDS) {
    const tracing = new Set(pipeline.sources.filter((s) => s.traces.includes(kind)).map((s) => sourceNumbers.get(s.name)));
    const column = matchColumn(records.table, kind);
    const read = readerOf(column);
    const [births, forenames] = [matchColumn(records.table, 'birth_date').ids, matchColumn(records.table, 'forename_key').ids];
    for (const [id, indices] of carriersOf(column.ids)) {
      const sources = new Set(indices.map((i) => records.sources[i]));
      standings.push({
        kind,
        value: String(read(id)),
        verified: sources.size >= 2 || [...sources].some((source) => tracing.has(source)),
        shared: indices.length > 1 && distinctIn(births, indices) > 1 && distinctIn(forenames, indices) > 1,
        sources: sources.size,
      });
    }
  }
  return standings;
}

/**
 * Per record a code of its verified NHS number, −1 for none; equal codes are equal numbers. Of the records at some indices, in
 * their order, or of all.
 */
export function verifiedNhsCodes(records: LiveRecords, verified: ReadonlySet<string>, indices: Int32Array | null = null): Int32Array {
  const column = matchColumn(records.table, 'nhs_number');
  const read = readerOf(column);
  const known = new Int8Array(column.values.size);
  const codeOf = (id: number): number => {
    if (id !== 0 && known[id] === 0) known[id] = verified.has(String(read(id))) ? 1 : -1;
    return known[id] === 1 ? id : -1;
  };
  return indices === null ? column.ids.map(codeOf) : indices.map((index) => codeOf(column.ids[index] ?? 0));
}

/** The NHS numbers that the records at some indices carry. */
export function nhsNumbersOf({ table }: LiveRecords, indices: Int32Array): readonly string[] {
  const column = matchColumn(table, 'nhs_number');
  const read = readerOf(column);
  const ids = new Set(indices.map((index) => column.ids[index] ?? 0));
  ids.delete(0);
  return [...ids].map((id) => String(read(id)));
}

/** Indices of the records that carry one of some identifiers. */
export function carriersOfValues(
  { table }: LiveRecords,
  identifiers: readonly { readonly kind: string; readonly value: string }[],
): readonly number[] {
  return IDENTIFIER_KINDS.flatMap((kind) => {
    const values = new Set(identifiers.flatMap((one) => (one.kind === kind ? [one.value] : [])));
    if (values.size === 0) return [];
    const column = matchColumn(table, kind);
    const read = readerOf(column);
    const named = Uint8Array.from({ length: column.values.size }, (_, id) => (id !== 0 && values.has(String(read(id))) ? 1 : 0));
    return [...column.ids.keys()].filter((index) => named[column.ids[index] ?? 0] === 1);
  });
}

/** The records that carry each value, by its number. */
function carriersOf(ids: Int32Array): ReadonlyMap<number, readonly number[]> {
  const carriers = new Map<number, number[]>();
  ids.forEach((id, index) => {
    if (id === 0) return;
    const list = carriers.get(id);
    if (list === undefined) carriers.set(id, [index]);
    else list.push(index);
  });
  return carriers;
}

/** How many different values these records have. */
const distinctIn = (ids: Int32Array, indices: readonly number[]): number =>
  new Set(indices.flatMap((index) => (ids[index] === 0 ? [] : [ids[index]]))).size;
