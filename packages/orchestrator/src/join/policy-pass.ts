import { scorePeople } from '@golden-thread/linkage/link-people';
import { peopleModel } from '@golden-thread/linkage/people-model';
import { preparePeople } from '@golden-thread/linkage/prepare-people';
import { buildTermFrequencies } from '@golden-thread/linkage/term-frequency';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { edgesMovedBy } from '@golden-thread/warehouse/queries/policy-lines';
import { openEngine, whileOpen } from '../engine/open-engine.ts';
import { reachOf } from './affected.ts';
import { complete, type Edge } from './complete.ts';
import { distinctGroups } from './distinct-groups.ts';
import { pairCode, type StoredEdge } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import { type JoinState, type ResolvedScope, readJoinState, resolveScopeAmongAll } from './join-state.ts';
import { readJudgedKeys } from './judgements.ts';
import type { IndexPair } from './never-links.ts';
import { readLiveRecords } from './records.ts';
import { readTermFrequenciesOf } from './term-frequencies.ts';

/** What another policy does to the records and edges that are stored, with nothing new. */
export interface PolicyPass {
  /** What it concerns of what is stored, with the edges that newly formed components need, and without those of components that are no more. */
  readonly joined: JoinState;
  readonly scope: ResolvedScope;
  /** The scope's edges with the latches that are stored: deciding afresh clears them before it resolves. */
  readonly asStored: ResolvedScope;
  /** Edges that were scored for it. */
  readonly isNew: (edge: StoredEdge) => boolean;
  /** Stored edges that go. */
  readonly gone: readonly StoredEdge[];
}

/** What a pass does next, with of how many: looks for the pairs that the lines part, follows so many to whom they concern, reads so many records, resolves so many. */
export type PolicyStage = 'pairs' | 'components' | 'records' | 'persons';

/** A change of policy: the lines before, and whether links are decided afresh instead of being kept down to `break`. */
export interface PolicyChange {
  readonly from: MatchPolicy;
  readonly fresh: boolean;
}

/**
 * Resolves what is stored under the context's policy, as if a night without data had begun. It reads the components that hold
 * an edge which lies elsewhere under the new lines, and those about which people may be asked beside them. It writes nothing.
 */
export async function policyPass(
  context: JoinContext,
  { from, fresh }: PolicyChange,
  onStage: (stage: PolicyStage, of: number | null) => void = () => {},
): Promise<PolicyPass> {
  const { warehouse, policy } = context;
  const { db } = warehouse;
  onStage('pairs', null);
  const moved = await edgesMovedBy(db, from, policy, fresh);
  const { judged, never } = await readJudgedKeys(context);
  onStage('components', moved.length);
  const lines = { break: policy.break, review: Math.min(from.review, policy.review) };
  const changed = new Set(moved.flatMap(({ a, b }) => [a, b]));
  const reach = await reachOf({ db, policy: lines }, () => true, { changed, departed: new Set(), closed: [], judged });
  onStage('records', reach.live.length);
  // A number that spans a never-link is nobody's: whoever carries it, the two records say so.
  const all = await readLiveRecords(warehouse, new Set([...reach.live, ...never.flat()]));
  const stored = withinScope(await readJoinState(context, all, { scope: { ...reach, changed: [] } }));
  const indices = Int32Array.from(reach.live, (key) => all.indexOf.get(key) ?? 0).sort();
  const latched = fresh ? stored.edges.map((edge) => (edge.held ? { ...edge, held: false } : edge)) : stored.edges;
  const edges = await completed(context, { ...stored, edges: latched }, new Set(indices));
  const joined = { ...stored, edges };
  const codeOf = ({ a, b }: StoredEdge): number => pairCode(all.size, a, b);
  const before = new Map(stored.edges.map((edge) => [codeOf(edge), edge]));
  const kept = new Set(edges.map(codeOf));
  onStage('persons', indices.length);
  const scope = await resolveScopeAmongAll(context, joined, indices, null);
  return {
    joined,
    scope,
    asStored: { ...scope, edges: scope.edges.map((edge) => ({ ...edge, held: before.get(codeOf(edge))?.held ?? edge.held })) },
    isNew: (edge) => !before.has(codeOf(edge)),
    gone: stored.edges.filter((edge) => !kept.has(codeOf(edge))),
  };
}

/** Without the review items that name a record beyond: a policy closes none of those. */
function withinScope(stored: JoinState): JoinState {
  const { identity, records } = stored;
  const reviews = identity.reviews.filter(([, a, b]) => records.indexOf.has(a) && records.indexOf.has(b));
  return { ...stored, identity: { ...identity, reviews } };
}

/** The edges in scope with those that the components which may form lack, and without those of components that are no more. */
async function completed(
  context: JoinContext,
  { records, edges, identity, judgements, never }: JoinState,
  scope: ReadonlySet<number>,
): Promise<readonly StoredEdge[]> {
  const { size } = records;
  const byPair = new Map(edges.map((edge): [number, Edge] => [pairCode(size, edge.a, edge.b), { ...edge, stored: true }]));
  const within = (pairs: readonly IndexPair[]): readonly IndexPair[] => pairs.filter(([a, b]) => scope.has(a) && scope.has(b));
  const constraints = {
    distinctGroup: distinctGroups(context, records, (source) => source.distinct),
    verifiedNhs: verifiedNhsCodes(records, identity.verifiedNhs),
    never,
    mustLinks: within(judgements.mustLinks),
    cannotLinks: within(judgements.cannotLinks),
  };
  await complete(context.policy, size, byPair, constraints, async (pairs) => {
    const { warehouse } = context;
    const { model, linkage } = context.pipeline;
    const prepared = preparePeople(records.table, linkage, { training: false });
    const kept = await readTermFrequenciesOf(warehouse, model.name, records, prepared.plan);
    const frequencies = kept.columns.size > 0 ? kept : buildTermFrequencies((await readLiveRecords(warehouse)).table, prepared.plan);
    const engine = openEngine(prepared, false);
    return whileOpen(engine, () =>
      scorePeople(engine, peopleModel(prepared, model, frequencies), {
        l: Int32Array.from(pairs, ([a]) => a),
        r: Int32Array.from(pairs, ([, b]) => b),
      }),
    );
  });
  return [...byPair.values()].map((edge) => ({ ...edge, from: context.publication }));
}
