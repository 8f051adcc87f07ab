import { pairOutcomes } from '@golden-thread/identity/pair-outcomes';
import { EDGE_OUTCOMES } from '@golden-thread/identity/resolution';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import type { Constraints, Edge } from './complete.ts';
import { edgeTableOf } from './edges.ts';
import type { LiveRecords } from './records.ts';

const JOINED = EDGE_OUTCOMES.indexOf('joined');

/**
 * Edges without an outcome get the one that they have by themselves, which resolving seldom changes, so that few are written
 * twice. `latched`: those that hold by it are latched too, which says nothing new where no night came before.
 */
export function withFirstOutcomes(
  edges: readonly Edge[],
  { size, naturalKeys }: Pick<LiveRecords, 'size' | 'naturalKeys'>,
  constraints: Constraints & { readonly list: Int32Array },
  { policy, latched }: { readonly policy: MatchPolicy; readonly latched: boolean },
): readonly Edge[] {
  const outcomes = pairOutcomes({ ...constraints, size, naturalKeys, policy, edges: edgeTableOf(edges, (index) => index) });
  return edges.map((edge, i) => {
    if (edge.outcome !== null) return edge;
    const outcome = outcomes[i] ?? 0;
    return { ...edge, outcome: EDGE_OUTCOMES[outcome] ?? null, held: edge.held || (latched && outcome === JOINED) };
  });
}
