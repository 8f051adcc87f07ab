import type { MatchPolicy } from '@golden-thread/shapes/policy';
import {
  componentNeighbours,
  edgeNeighbours,
  edgesWritten,
  membersClosed,
  membersMoved,
  type WeighedEdge,
} from '@golden-thread/warehouse/queries/affected';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import { type Night, worksOnAll } from '../night/night.ts';
import { readChangedJudgements, readChangedStandings } from './changed-judgements.ts';
import { readClosedEdges } from './edges.ts';
import type { Decided } from './join-state.ts';
import type { LiveRecords } from './records.ts';

const WHOLE_SCOPE_INPUTS = ['logic:identity', 'logic:linkage', 'declaration:linkage', 'declaration:model'] as const;

/** Record keys that a night's change concerns. */
export interface Affected {
  /** Live records of the components, old and new, that the change touches, and of those about which people may be asked beside them. */
  readonly live: readonly number[];
  /** Those of `live` that changed themselves: what becomes of each of their edges is asked anew. */
  readonly changed: readonly number[];
  /** Records that are gone since last night. */
  readonly departed: readonly number[];
}

/** What of tonight is in no table, or was taken out of one. */
export interface Change {
  readonly changed: ReadonlySet<number>;
  readonly departed: ReadonlySet<number>;
  /** Edges that tonight took out. */
  readonly closed: readonly WeighedEdge[];
  /** Record keys of pairs that people or flags judged, however they did. */
  readonly judged: readonly (readonly [number, number])[];
}

/** The record keys that tonight's changes may concern; null for everything. */
export async function affectedKeys(night: Night, all: LiveRecords, decided: Decided): Promise<Affected | null> {
  if (worksOnAll(night, WHOLE_SCOPE_INPUTS)) return null;
  const { publication } = night.run;
  const { db } = night.warehouse;
  const closed = await readClosedEdges(night.warehouse, publication);
  const departed = new Set(await departedKeys(night, all));
  const changed = new Set([
    ...(await readChangedJudgements(night)),
    ...(await readChangedStandings(night, all)),
    ...departed,
    ...(await membersMoved(db, publication)),
  ]);
  all.recordKeys.forEach((key, index) => {
    if (all.from[index] === publication) changed.add(key);
  });
  // An edge was mostly weighed anew because of one of its records: from there it reaches the other, if it can.
  const unexplained = [...closed, ...(await edgesWritten(db, publication))].filter(({ a, b }) => !changed.has(a) && !changed.has(b));
  for (const { a, b } of unexplained) changed.add(a).add(b);
  const keyAt = (index: number): number => all.recordKeys[index] ?? 0;
  const judged = [...decided.judgements.mustLinks, ...decided.judgements.cannotLinks, ...decided.never].map(
    ([a, b]) => [keyAt(a), keyAt(b)] as const,
  );
  return reachOf({ db, policy: night.policy.lines }, (key) => all.indexOf.has(key), { changed, departed, closed, judged });
}

/** Records that are gone since last night. */
export const departedKeys = async ({ warehouse, run }: Night, all: LiveRecords): Promise<readonly number[]> =>
  (await membersClosed(warehouse.db, run.publication)).filter((key) => !all.indexOf.has(key));

/**
 * How far a change reaches, frontier by frontier through the tables: the same records as `affectedRecords` of the identity
 * package finds in memory, at a cost that follows the change.
 */
export async function reachOf(
  { db, policy }: { readonly db: Db; readonly policy: Pick<MatchPolicy, 'break' | 'review'> },
  isLive: (key: number) => boolean,
  { changed, departed, closed, judged }: Change,
): Promise<Affected> {
  const exists = (key: number): boolean => isLive(key) || departed.has(key);
  const byHand = adjacency([...closed.filter(({ held }) => held).map(({ a, b }) => [a, b] as const), ...judged]);
  const byClosed = adjacency(closed.filter(({ weight }) => weight >= policy.review).map(({ a, b }) => [a, b] as const));
  const closeOver = closure({ db, policy }, exists, byHand);
  const reached = new Set<number>();
  await closeOver(reached, changed, true);
  const touched = [...reached];
  if (touched.length > 0) {
    const asked = await edgeNeighbours(db, touched, policy.review);
    await closeOver(reached, [...asked, ...touched.flatMap((key) => byClosed.get(key) ?? [])], false);
  }
  return {
    live: [...reached].filter(isLive),
    changed: [...changed].filter(isLive),
    departed: [...departed].sort((a, b) => a - b),
  };
}

/**
 * Adds to what was seen whole components, old and new, around some records. Where those `changed`, edges that may be held by
 * their weight lead on from them; between unchanged records what is not held stays so.
 */
export type CloseOver = (seen: Set<number>, seeds: Iterable<number>, changed: boolean) => Promise<void>;

/** `byHand`: records that hang together by what no table says. */
export function closure(
  { db, policy }: { readonly db: Db; readonly policy: Pick<MatchPolicy, 'break'> },
  exists: (key: number) => boolean,
  byHand: ReadonlyMap<number, readonly number[]>,
): CloseOver {
  return async (seen, seeds, changed) => {
    let least = changed ? policy.break : Number.POSITIVE_INFINITY;
    for (let frontier = fresh(seeds, seen, exists); frontier.length > 0; least = Number.POSITIVE_INFINITY)
      frontier = fresh(
        [...(await componentNeighbours(db, frontier, least)), ...frontier.flatMap((key) => byHand.get(key) ?? [])],
        seen,
        exists,
      );
  };
}

/** Keys that are seen for the first time, which they are from now on. */
function fresh(keys: Iterable<number>, seen: Set<number>, exists: (key: number) => boolean): readonly number[] {
  const found: number[] = [];
  for (const key of keys) {
    if (seen.has(key) || !exists(key)) continue;
    seen.add(key);
    found.push(key);
  }
  return found;
}

/** By record, those that a pair names with it. */
export function adjacency(pairs: readonly (readonly [number, number])[]): ReadonlyMap<number, readonly number[]> {
  const neighbours = new Map<number, number[]>();
  for (const [a, b] of pairs)
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const list = neighbours.get(from);
      if (list === undefined) neighbours.set(from, [to]);
      else list.push(to);
    }
  return neighbours;
}
