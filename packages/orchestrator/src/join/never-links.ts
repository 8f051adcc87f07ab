import { matchColumn } from '@golden-thread/linkage/people-records';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import type { Column } from '@golden-thread/shapes/columns';
import { activeNeverLinks, type NeverLinkRow } from '@golden-thread/warehouse/queries/judgement';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import { identifiersAsOf, laterIncarnations, recordKeysOf } from '@golden-thread/warehouse/queries/record';
import { IDENTIFIER_KINDS, type IdentifierKind } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import type { LiveRecords } from './records.ts';

export type IndexPair = readonly [number, number];

/** The never-links in force whose two records are both live, as index pairs (lower first), sorted. */
export const readNeverLinks = async (context: JoinContext, records: LiveRecords): Promise<readonly IndexPair[]> =>
  (await readLiveLinks(context, records)).map(({ a, b }): IndexPair => (a < b ? [a, b] : [b, a])).sort(byBoth);

/** Those of an adoption or a flight: the record of the earlier identity, then that of the later, sorted. */
export const readSevered = async (context: JoinContext, records: LiveRecords): Promise<readonly IndexPair[]> =>
  (await readLiveLinks(context, records))
    .flatMap(({ a, b, later }): IndexPair[] => (later === null ? [] : later === 'a' ? [[b, a]] : [[a, b]]))
    .sort(byBoth);

/**
 * The record for which each end of a never-link stands. It passes to whomever a source gives the key of one of its records next,
 * unlike a judgement: where a key was used again by mistake and then mended, it still stands, and where it names another child,
 * that child is not the other one either.
 */
export async function standingKeys(db: Db, links: readonly NeverLinkRow[]): Promise<(natural: string) => number> {
  const latest = links.length === 0 ? new Map<string, string>() : await laterIncarnations(db);
  const standing = (natural: string): string => latest.get(natural.replace(/\d+$/, '0')) ?? natural;
  const keys = await recordKeysOf(db, [...new Set(links.flatMap((l) => [standing(l.a), standing(l.b)]))]);
  return (natural) => keys.get(standing(natural)) ?? -1;
}

async function readLiveLinks({ warehouse, asAt }: JoinContext, records: LiveRecords) {
  const links = await activeNeverLinks(warehouse.db, asAt.instant);
  const keyOf = await standingKeys(warehouse.db, links);
  const indexOf = (natural: string) => records.indexOf.get(keyOf(natural));
  return links.flatMap((link) => {
    const [a, b] = [indexOf(link.a), indexOf(link.b)];
    if (a === undefined || b === undefined || a === b) return [];
    return [{ a, b, later: link.later === link.a ? 'a' : link.later === link.b ? 'b' : null }];
  });
}

/**
 * The identifiers that spanned a never-link in a publication: some of its records may have changed or gone since, and the
 * number is then everybody's again who carries it.
 */
export async function spannedIn(
  { warehouse, asAt }: Pick<JoinContext, 'warehouse' | 'asAt'>,
  publication: number,
): Promise<readonly { readonly kind: IdentifierKind; readonly value: string }[]> {
  const links = await activeNeverLinks(warehouse.db, asAt.instant);
  if (links.length === 0) return [];
  const latest = await laterIncarnations(warehouse.db);
  const named = (natural: string): readonly string[] => {
    const last = latest.get(natural.replace(/\d+$/, '0')) ?? natural;
    return Array.from({ length: 1 + Number(/\d+$/.exec(last)?.[0] ?? 0) }, (_, n) => natural.replace(/\d+$/, String(n)));
  };
  const keys = await recordKeysOf(warehouse.db, [...new Set(links.flatMap((link) => [...named(link.a), ...named(link.b)]))]);
  const then = await identifiersAsOf(warehouse.db, [...keys.values()], publication);
  const carried = (natural: string, kind: IdentifierKind): ReadonlySet<string> =>
    new Set(named(natural).flatMap((one) => then.get(keys.get(one) ?? -1)?.[kind] ?? []));
  return links.flatMap(({ a, b }) =>
    IDENTIFIER_KINDS.flatMap((kind) => {
      const other = carried(b, kind);
      return [...carried(a, kind)].flatMap((value) => (other.has(value) ? [{ kind, value }] : []));
    }),
  );
}

const byBoth = (x: IndexPair, y: IndexPair): number => x[0] - y[0] || x[1] - y[1];

/**
 * The records without the identifiers that span a never-link: carried by both of its records, such a number would
 * lead from one identity to the other, by whatever record. Also says which records lost one.
 */
export function withoutSpanning(
  table: RecordTable,
  never: readonly IndexPair[],
): { readonly table: RecordTable; readonly carriers: readonly number[] } {
  const columns = new Map(table.columns);
  const carriers: number[] = [];
  for (const kind of ['nhs_number', 'upn'] as const) {
    const column = matchColumn(table, kind);
    const spanning = new Set(never.flatMap(([a, b]) => (column.ids[a] === column.ids[b] ? (column.ids[a] ?? 0) : [])));
    spanning.delete(0);
    if (spanning.size > 0) columns.set(kind, withoutValues(column, spanning, carriers));
  }
  return carriers.length === 0 ? { table, carriers } : { table: { ...table, columns }, carriers };
}

function withoutValues(column: Column, values: ReadonlySet<number>, carriers: number[]): Column {
  const ids = new Int32Array(new SharedArrayBuffer(column.ids.byteLength));
  column.ids.forEach((id, index) => {
    if (values.has(id)) carriers.push(index);
    else ids[index] = id;
  });
  return { ...column, ids };
}
