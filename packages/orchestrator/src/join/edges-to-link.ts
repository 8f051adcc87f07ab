import type { PeoplePairs } from '@golden-thread/linkage/link-people';
import type { Night } from '../night/night.ts';
import { adjacency, closure, departedKeys } from './affected.ts';
import { readChangedJudgements } from './changed-judgements.ts';
import type { Constraints } from './complete.ts';
import { readEdges, readEdgesWithin, type StoredEdges } from './edges.ts';
import type { IndexPair } from './never-links.ts';
import type { LiveRecords } from './records.ts';

/** The stored edges that a night may change, or that say which components may form, and the judgements among their records. */
export interface EdgesToLink extends StoredEdges {
  readonly mustLinks: readonly IndexPair[];
  readonly cannotLinks: readonly IndexPair[];
}

/** All of them. */
export async function allEdgesToLink(night: Night, records: LiveRecords, { mustLinks, cannotLinks }: Constraints): Promise<EdgesToLink> {
  return { ...(await readEdges(night.warehouse, records)), mustLinks, cannotLinks };
}

/**
 * Those of the records that changed and of the components that they stood in or come to stand in by tonight's pairs: the
 * cost follows the change. `changed` are indices: of records, and of the carriers of identifiers whose standing changed.
 */
export async function edgesToLink(
  night: Night,
  records: LiveRecords,
  changed: Iterable<number>,
  scored: PeoplePairs,
  { mustLinks, cannotLinks, never }: Constraints,
): Promise<EdgesToLink> {
  const { db } = night.warehouse;
  const policy = night.policy.lines;
  const keyOf = (index: number): number => records.recordKeys[index] ?? 0;
  const departed = await departedKeys(night, records);
  const gone = new Set(departed);
  const byHand = adjacency([...mustLinks, ...cannotLinks, ...never].map(([a, b]) => [keyOf(a), keyOf(b)] as const));
  const closeOver = closure({ db, policy }, (key) => records.indexOf.has(key) || gone.has(key), byHand);
  const own = new Set([...Array.from(changed, keyOf), ...departed, ...(await readChangedJudgements(night))]);
  const reached = new Set<number>();
  await closeOver(reached, own, true);
  await closeOver(reached, heldBy(scored, policy.break).map(keyOf), false);
  const isReached = (index: number): boolean => reached.has(keyOf(index));
  const within = (pairs: readonly IndexPair[]): readonly IndexPair[] => pairs.filter(([a, b]) => isReached(a) && isReached(b));
  return {
    ...(await readEdgesWithin(night.warehouse, records, { live: [...reached], changed: [...own] })),
    mustLinks: within(mustLinks),
    cannotLinks: within(cannotLinks),
  };
}

/** The ends of pairs that may be held. */
function heldBy({ count, a, b, weight }: PeoplePairs, least: number): readonly number[] {
  const ends: number[] = [];
  for (let p = 0; p < count; p++) if ((weight[p] ?? 0) >= least) ends.push(a[p] ?? 0, b[p] ?? 0);
  return ends;
}
