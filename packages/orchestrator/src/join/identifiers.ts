import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
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

/** The standing of every identifier, in order of kind and value. */
export function identifierStandings(
  records: LiveRecords,
  pipeline: PipelineDeclaration,
  sourceNumbers: ReadonlyMap<string, number>,
): readonly IdentifierStanding[] {
  const standings: IdentifierStanding[] = [];
  for (const kind of IDENTIFIER_KINDS) {
    const tracing = new Set(pipeline.sources.filter((s) => s.traces.includes(kind)).map((s) => sourceNumbers.get(s.name)));
    const carriers = new Map<string, number[]>();
    records.table.texts[kind].forEach((value, index) => {
      if (value === null) return;
      const list = carriers.get(value);
      if (list === undefined) carriers.set(value, [index]);
      else list.push(index);
    });
    for (const [value, indices] of carriers) {
      const sources = new Set(indices.map((i) => records.sources[i]));
      const distinct = (column: 'birth_date' | 'forename_key') =>
        new Set(indices.flatMap((i) => records.table.texts[column][i] ?? [])).size;
      standings.push({
        kind,
        value,
        verified: sources.size >= 2 || [...sources].some((source) => tracing.has(source)),
        shared: indices.length > 1 && distinct('birth_date') > 1 && distinct('forename_key') > 1,
        sources: sources.size,
      });
    }
  }
  return standings.sort((a, b) => compareCodePoints(a.kind, b.kind) || compareCodePoints(a.value, b.value));
}

/** Per record a code of its verified NHS number, −1 for none; equal codes are equal numbers. */
export function verifiedNhsCodes(records: LiveRecords, verified: ReadonlySet<string>): Int32Array {
  const codes = new Map<string, number>();
  return Int32Array.from(records.table.texts.nhs_number, (value) => {
    if (value === null || !verified.has(value)) return -1;
    const code = codes.get(value) ?? codes.size;
    codes.set(value, code);
    return code;
  });
}
