import type { MatchTable } from '@golden-thread/linkage/match-table';
import { activeNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { recordKeysOf } from '@golden-thread/warehouse/queries/record';
import type { Night } from '../night/night.ts';
import type { LiveRecords } from './records.ts';

export type IndexPair = readonly [number, number];

/** The never-links in force whose two records are both live, as index pairs (lower first), sorted. */
export async function readNeverLinks(night: Night, records: LiveRecords): Promise<readonly IndexPair[]> {
  const links = await activeNeverLinks(night.warehouse.db, night.run.instant);
  const keys = await recordKeysOf(night.warehouse.db, [...new Set(links.flatMap((l) => [l.a, l.b]))]);
  const indexOf = (natural: string) => records.indexOf.get(keys.get(natural) ?? -1);
  const pairs: IndexPair[] = [];
  for (const link of links) {
    const a = indexOf(link.a);
    const b = indexOf(link.b);
    if (a !== undefined && b !== undefined && a !== b) pairs.push(a < b ? [a, b] : [b, a]);
  }
  return pairs.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
}

/**
 * The match table without the identifiers that span a never-link: carried by both of its records, such a number would
 * lead from one identity to the other, by whatever record. Also says which records lost one.
 */
export function withoutSpanning(
  table: MatchTable,
  never: readonly IndexPair[],
): { readonly table: MatchTable; readonly carriers: readonly number[] } {
  const spanning = { nhs_number: new Set<string>(), upn: new Set<string>() };
  for (const kind of ['nhs_number', 'upn'] as const) {
    for (const [a, b] of never) {
      const value = table.texts[kind][a];
      if (value != null && value === table.texts[kind][b]) spanning[kind].add(value);
    }
  }
  if (spanning.nhs_number.size + spanning.upn.size === 0) return { table, carriers: [] };
  const carriers: number[] = [];
  const strip = (kind: 'nhs_number' | 'upn') =>
    table.texts[kind].map((value, index) => {
      if (value === null || !spanning[kind].has(value)) return value;
      carriers.push(index);
      return null;
    });
  return { table: { ...table, texts: { ...table.texts, nhs_number: strip('nhs_number'), upn: strip('upn') } }, carriers };
}
