import { missingPairs } from '@golden-thread/identity/missing-pairs';
import type { PeoplePairs } from '@golden-thread/linkage/link-people';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { edgeTableOf, pairCode, type StoredEdge } from './edges.ts';
import type { BindingJudgements } from './judgements.ts';
import type { IndexPair } from './never-links.ts';

/** An edge as this night has it: as it was, or scored anew. */
export interface Edge extends Omit<StoredEdge, 'from'> {
  /** Already stored so. */
  readonly stored: boolean;
}

/** Weighs pairs, and says what their records say of each other. */
export type Score = (pairs: readonly IndexPair[]) => Promise<PeoplePairs>;

/** Sets scored pairs among the edges; a latch follows its pair. */
export function addScored(
  size: number,
  edges: Map<number, Edge>,
  scored: PeoplePairs,
  origin: Edge['origin'],
  before: ReadonlyMap<number, StoredEdge>,
): void {
  for (let i = 0; i < scored.count; i++) {
    const a = scored.a[i] ?? 0;
    const b = scored.b[i] ?? 0;
    const code = pairCode(size, a, b);
    const former = before.get(code);
    edges.set(code, {
      a,
      b,
      weight: scored.weight[i] ?? 0,
      facts: scored.facts[i] ?? 0,
      gammas: scored.gammas[i] ?? 0,
      held: former?.held ?? false,
      origin,
      outcome: former?.outcome ?? null,
      stored: false,
    });
  }
}

/** What keeps two records apart, or together, whatever they weigh. */
export interface Constraints extends BindingJudgements {
  readonly distinctGroup: Int32Array;
  readonly verifiedNhs: Int32Array;
  readonly never: readonly IndexPair[];
}

/**
 * Scores the pairs that blocking never made inside the components that may form, and drops completed pairs whose ends
 * no longer share one: constraints are judged on every pair of a component.
 */
export async function complete(
  policy: MatchPolicy,
  size: number,
  edges: Map<number, Edge>,
  constraints: Constraints,
  score: Score,
): Promise<number> {
  const list = [...edges.values()];
  const missing = missingPairs({ size, edges: edgeTableOf(list, (index) => index), policy, ...constraints });
  for (const position of missing.stale) {
    const edge = list[position];
    if (edge !== undefined) edges.delete(pairCode(size, edge.a, edge.b));
  }
  const barred = new Set(constraints.never.map(([a, b]) => pairCode(size, a, b)));
  const pairs = Array.from(missing.a, (a, i): IndexPair => [a, missing.b[i] ?? 0]).filter(([a, b]) => !barred.has(pairCode(size, a, b)));
  if (pairs.length > 0) addScored(size, edges, await score(pairs), 'completion', new Map());
  return pairs.length;
}
