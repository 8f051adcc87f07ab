import type { EdgeTable } from '@golden-thread/identity/resolve-input';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import type { WeighedEdge } from '@golden-thread/warehouse/queries/affected';
import { edgesWithin } from '@golden-thread/warehouse/queries/identity-scope';
import { closedEdgesText, edgesText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import type { Affected } from './affected.ts';
import type { LiveRecords } from './records.ts';

/** One stored edge between two live records, by index; `a < b`. */
export interface StoredEdge {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
  readonly facts: number;
  readonly gammas: number;
  readonly held: boolean;
  readonly origin: 'blocking' | 'completion';
  readonly outcome: string | null;
  readonly from: number;
}

export interface StoredEdges {
  readonly live: readonly StoredEdge[];
  /** Edges one of whose records is gone, by record keys. */
  readonly dangling: readonly (readonly [number, number])[];
}

/** Reads every stored edge by COPY. */
export async function readEdges(warehouse: Warehouse, records: LiveRecords): Promise<StoredEdges> {
  const live: StoredEdge[] = [];
  const dangling: (readonly [number, number])[] = [];
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, edgesText()))) {
      for (const row of batch) {
        const keyA = Number(row[0]);
        const keyB = Number(row[1]);
        const a = records.indexOf.get(keyA);
        const b = records.indexOf.get(keyB);
        if (a === undefined || b === undefined) dangling.push([keyA, keyB]);
        else
          live.push({
            a,
            b,
            weight: Number(row[2]),
            facts: Number(row[3]),
            gammas: Number(row[4]),
            held: row[5] === 't',
            origin: row[6] === 'completion' ? 'completion' : 'blocking',
            outcome: row[7] ?? null,
            from: Number(row[8]),
          });
      }
    }
  });
  return { live, dangling };
}

/** Reads the stored edges among some records, and all those of the `changed` ones. */
export async function readEdgesWithin(
  warehouse: Warehouse,
  records: LiveRecords,
  { live: within, changed }: Pick<Affected, 'live' | 'changed'>,
): Promise<StoredEdges> {
  const live: StoredEdge[] = [];
  const dangling: (readonly [number, number])[] = [];
  for (const row of await edgesWithin(warehouse.db, within, changed)) {
    const { a, b, from_publication: from, ...rest } = row;
    const [i, j] = [records.indexOf.get(a), records.indexOf.get(b)];
    if (i === undefined || j === undefined) dangling.push([a, b]);
    else live.push({ ...rest, a: i, b: j, origin: row.origin === 'completion' ? 'completion' : 'blocking', from });
  }
  return { live, dangling };
}

/** Edges that a publication closed, as they were. */
export async function readClosedEdges(warehouse: Warehouse, publication: number): Promise<readonly WeighedEdge[]> {
  const edges: WeighedEdge[] = [];
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, closedEdgesText(publication))))
      for (const [a, b, weight, held] of batch) edges.push({ a: Number(a), b: Number(b), weight: Number(weight), held: held === 't' });
  });
  return edges;
}

/** Edges as identity reads them, with their ends renumbered. */
export function edgeTableOf(
  edges: readonly Pick<StoredEdge, 'a' | 'b' | 'weight' | 'facts' | 'held' | 'origin'>[],
  renumber: (index: number) => number,
): EdgeTable {
  return {
    count: edges.length,
    a: Int32Array.from(edges, (e) => renumber(e.a)),
    b: Int32Array.from(edges, (e) => renumber(e.b)),
    weight: Float64Array.from(edges, (e) => e.weight),
    facts: Int32Array.from(edges, (e) => e.facts),
    heldBefore: Uint8Array.from(edges, (e) => (e.held ? 1 : 0)),
    completion: Uint8Array.from(edges, (e) => (e.origin === 'completion' ? 1 : 0)),
  };
}

/** A row of `link.edge`, by record keys. */
export const edgeRow = ({ recordKeys }: Pick<LiveRecords, 'recordKeys'>, edge: Omit<StoredEdge, 'from'>): CopyRow => [
  recordKeys[edge.a] ?? 0,
  recordKeys[edge.b] ?? 0,
  edge.weight,
  edge.facts,
  edge.gammas,
  edge.held,
  edge.origin,
  edge.outcome,
];

/** One number per pair of indices among `size` records. */
export const pairCode = (size: number, a: number, b: number): number => a * size + b;
