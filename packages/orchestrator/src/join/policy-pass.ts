import { affectedRecords } from '@golden-thread/identity/affected';
import { lineOf } from '@golden-thread/identity/pair-verdict';
import { scorePeople } from '@golden-thread/linkage/link-people';
import { peopleModel } from '@golden-thread/linkage/people-model';
import { preparePeople } from '@golden-thread/linkage/prepare-people';
import { buildTermFrequencies } from '@golden-thread/linkage/term-frequency';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { openEngine, whileOpen } from '../engine/open-engine.ts';
import { complete, type Edge } from './complete.ts';
import { distinctGroups } from './distinct-groups.ts';
import { pairCode, type StoredEdge } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import { type JoinState, type ResolvedScope, readJoinState, resolveScope } from './join-state.ts';
import { readLiveRecords } from './records.ts';
import { readTermFrequencies } from './term-frequencies.ts';

/** What another policy does to the records and edges that are stored, with nothing new. */
export interface PolicyPass {
  /** With the edges that newly formed components need, and without those of components that are no more. */
  readonly joined: JoinState;
  readonly scope: ResolvedScope;
  /** The scope's edges with the latches that are stored: deciding afresh clears them before it resolves. */
  readonly asStored: ResolvedScope;
  /** Edges that were scored for it. */
  readonly isNew: (edge: StoredEdge) => boolean;
  /** Record keys of stored edges that go. */
  readonly gone: readonly (readonly [number, number])[];
}

/** What a pass does next, with of how many: reads records, reads pairs of so many records, finds which of so many pairs the lines touch, resolves so many records. */
export type PolicyStage = 'records' | 'pairs' | 'components' | 'persons';

/** A change of policy: the lines before, and whether links are decided afresh instead of being kept down to `break`. */
export interface PolicyChange {
  readonly from: MatchPolicy;
  readonly fresh: boolean;
}

/**
 * Resolves what is stored under the context's policy, as if a night without data had begun. Its cost follows the components
 * that hold an edge between an old and a new line. It writes nothing.
 */
export async function policyPass(
  context: JoinContext,
  { from, fresh }: PolicyChange,
  onStage: (stage: PolicyStage, of: number | null) => void = () => {},
): Promise<PolicyPass> {
  onStage('records', null);
  const all = await readLiveRecords(context.warehouse);
  onStage('pairs', all.size);
  const stored = await readJoinState(context, all);
  onStage('components', stored.edges.length);
  const latched = fresh ? stored.edges.map((edge) => (edge.held ? { ...edge, held: false } : edge)) : stored.edges;
  const edges = await completed(context, { ...stored, edges: latched });
  const joined = { ...stored, edges };
  const before = new Map(stored.edges.map((edge) => [pairCode(stored.records.size, edge.a, edge.b), edge]));
  const isNew = (edge: StoredEdge): boolean => !before.has(pairCode(stored.records.size, edge.a, edge.b));
  const kept = new Set(edges.map((edge) => pairCode(stored.records.size, edge.a, edge.b)));
  const gone = stored.edges.filter((edge) => !kept.has(pairCode(stored.records.size, edge.a, edge.b)));

  const marginMoved = from.margin !== context.policy.margin;
  const changed = new Uint8Array(stored.records.size);
  const mark = ({ a, b }: StoredEdge): void => {
    changed[a] = 1;
    changed[b] = 1;
  };
  for (const edge of edges) {
    const was = before.get(pairCode(stored.records.size, edge.a, edge.b));
    const moved = was === undefined || lineOf(was.weight, was.held, from) !== lineOf(edge.weight, edge.held, context.policy);
    if (moved || (marginMoved && edge.weight >= Math.min(from.break, context.policy.break))) mark(edge);
  }
  for (const edge of gone) mark(edge);
  const affected = affectedByPolicy(
    stored,
    joined,
    { break: context.policy.break, review: Math.min(from.review, context.policy.review) },
    changed,
  );
  onStage('persons', affected.length);
  const scope = resolveScope(context, joined, affected, null);
  const asStored = {
    ...scope,
    edges: scope.edges.map((edge) => ({ ...edge, held: before.get(pairCode(stored.records.size, edge.a, edge.b))?.held ?? edge.held })),
  };
  const keyOf = (index: number): number => stored.records.recordKeys[index] ?? 0;
  return { joined, scope, asStored, isNew, gone: gone.map(({ a, b }) => [keyOf(a), keyOf(b)]) };
}

/** The stored edges with those that the components which may form lack, and without those of components that are no more. */
async function completed(context: JoinContext, { records, edges, identity, judgements, never }: JoinState): Promise<readonly StoredEdge[]> {
  const { size } = records;
  const byPair = new Map(edges.map((edge): [number, Edge] => [pairCode(size, edge.a, edge.b), { ...edge, stored: true }]));
  const constraints = {
    distinctGroup: distinctGroups(context, records, (source) => source.distinct),
    verifiedNhs: verifiedNhsCodes(records, identity.verifiedNhs),
    never,
    ...judgements,
  };
  await complete(context.policy, size, byPair, constraints, async (pairs) => {
    const { model, linkage } = context.pipeline;
    const prepared = preparePeople(records.table, linkage, { training: false });
    const kept = await readTermFrequencies(context.warehouse, model.name);
    const frequencies = kept.columns.size > 0 ? kept : buildTermFrequencies(records.table, prepared.plan);
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

/** Whole components, old and new, that a change touches, and their neighbours. */
function affectedByPolicy(
  stored: JoinState,
  joined: JoinState,
  { break: least, review }: Pick<MatchPolicy, 'break' | 'review'>,
  changed: Uint8Array,
): Int32Array {
  const { records, identity, judgements, never } = stored;
  const pairsOf = (edges: readonly StoredEdge[]) => ({ a: Int32Array.from(edges, ({ a }) => a), b: Int32Array.from(edges, ({ b }) => b) });
  const affected = affectedRecords({
    size: records.size,
    changed,
    heldBefore: pairsOf(stored.edges.filter(({ held }) => held)),
    edges: pairsOf(joined.edges),
    mayHold: Uint8Array.from(joined.edges, ({ weight }) => (weight >= least ? 1 : 0)),
    mayAsk: Uint8Array.from(joined.edges, ({ weight }) => (weight >= review ? 1 : 0)),
    mustLinks: [...judgements.mustLinks, ...judgements.cannotLinks, ...never],
    person: Float64Array.from(records.recordKeys, (key) => identity.membership.get(key) ?? 0),
    claims: identity.claims.flatMap(({ anchor, holder }) => {
      const index = records.indexOf.get(anchor);
      return index === undefined ? [] : [{ anchor: index, holder }];
    }),
  });
  return Int32Array.from([...affected.keys()].filter((index) => affected[index] !== 0));
}
