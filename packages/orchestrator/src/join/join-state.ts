import { EDGE_OUTCOMES, type Resolution, VIA_KINDS } from '@golden-thread/identity/resolution';
import { resolve } from '@golden-thread/identity/resolve';
import type { Claim, ResolveInput } from '@golden-thread/identity/resolve-input';
import type { PersonKey } from '@golden-thread/shapes/references';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { distinctGroups } from './distinct-groups.ts';
import { edgeTableOf, readEdges, type StoredEdge } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import { type BindingJudgements, readJudgements } from './judgements.ts';
import { type IndexPair, readNeverLinks, withoutSpanning } from './never-links.ts';
import type { LiveRecords } from './records.ts';
import { type IdentityState, readIdentityState } from './state.ts';

/** What persons are made of: every live record, the edges between them, what was decided, and what last night left. */
export interface JoinState {
  readonly records: LiveRecords;
  readonly edges: readonly StoredEdge[];
  readonly identity: IdentityState;
  readonly judgements: BindingJudgements;
  readonly never: readonly IndexPair[];
}

export async function readJoinState(context: JoinContext, all: LiveRecords): Promise<JoinState> {
  const never = await readNeverLinks(context, all);
  const records: LiveRecords = { ...all, table: withoutSpanning(all.table, never).table };
  return {
    records,
    edges: (await readEdges(context.warehouse, records)).live,
    identity: await readIdentityState(context.warehouse),
    judgements: await readJudgements(context, records),
    never,
  };
}

/** Persons of an earlier publication, from which lineage is told: person key by record key, claims by person. */
export interface Earlier {
  readonly membership: ReadonlyMap<number, number>;
  readonly claims: ReadonlyMap<PersonKey, Claim>;
}

/** What became of the records in scope and of the edges between them. */
export interface ResolvedScope {
  /** Indices of the records in scope, ascending. */
  readonly records: Int32Array;
  readonly edges: readonly StoredEdge[];
  readonly resolution: Resolution;
}

/** Resolves the records of some whole components into persons. */
export function resolveScope(context: JoinContext, joined: JoinState, indices: Int32Array, earlier: Earlier | null): ResolvedScope {
  const positionOf = new Int32Array(joined.records.size).fill(-1);
  indices.forEach((index, position) => {
    positionOf[index] = position;
  });
  const edges = joined.edges.filter((edge) => positionOf[edge.a] !== -1 && positionOf[edge.b] !== -1);
  return { records: indices, edges, resolution: resolve(resolveInput(context, joined, indices, positionOf, edges, earlier)) };
}

function resolveInput(
  context: JoinContext,
  { records, identity, judgements, never }: JoinState,
  indices: Int32Array,
  positionOf: Int32Array,
  edges: readonly StoredEdge[],
  earlier: Earlier | null,
): ResolveInput {
  const pick = <Value>(at: (index: number) => Value): Value[] => Array.from(indices, at);
  const within = (pairs: readonly IndexPair[]): IndexPair[] =>
    pairs.flatMap(([a, b]): IndexPair[] => {
      const x = positionOf[a] ?? -1;
      const y = positionOf[b] ?? -1;
      return x === -1 || y === -1 ? [] : [[x, y]];
    });
  const personIn = (membership: ReadonlyMap<number, number>): Float64Array =>
    Float64Array.from(pick((i) => membership.get(records.recordKeys[i] ?? 0) ?? 0));
  const recordKeys = Int32Array.from(pick((i) => records.recordKeys[i] ?? 0));
  const claims = claimsInScope(identity, records, new Set(recordKeys));
  const issued = new Set<number>(identity.claims.map((claim) => claim.person));
  const distinct = distinctGroups(context, records, (source) => source.distinct);
  const lists = distinctGroups(context, records, (source) => source.maps.event === undefined);
  const codes = verifiedNhsCodes(records, identity.verified.nhs_number);
  return {
    size: indices.length,
    recordKeys,
    naturalKeys: pick((i) => records.naturalKeys[i] ?? ''),
    distinctGroup: Int32Array.from(pick((i) => distinct[i] ?? -1)),
    list: Int32Array.from(pick((i) => lists[i] ?? -1)),
    verifiedNhs: Int32Array.from(pick((i) => codes[i] ?? -1)),
    edges: edgeTableOf(edges, (index) => positionOf[index] ?? -1),
    never: within(never),
    mustLinks: within(judgements.mustLinks),
    cannotLinks: within(judgements.cannotLinks),
    before: { person: personIn(identity.membership) },
    ...(earlier === null ? {} : { since: { person: personIn(earlier.membership), claims: earlier.claims } }),
    claims,
    claimBars: identity.bars.flatMap(([record, person]) => {
      const position = positionOf[records.indexOf.get(record) ?? -1] ?? -1;
      const claim = claims.find((c) => c.person === person);
      return position === -1 || claim === undefined ? [] : [{ record: position, person: claim.person }];
    }),
    policy: context.policy,
    publication: context.publication,
    idKey: context.idKey,
    taken: (key) => issued.has(key),
  };
}

/** The claims that records in scope may touch: their own, those that resolve to one of them, and so on until none is added. */
function claimsInScope(state: IdentityState, records: LiveRecords, keysInScope: ReadonlySet<number>): readonly Claim[] {
  const persons = new Set<number>();
  for (const [record, person] of state.membership) if (keysInScope.has(record) || !records.indexOf.has(record)) persons.add(person);
  const chosen = new Set<Claim>();
  for (let before = -1; chosen.size !== before; ) {
    before = chosen.size;
    for (const claim of state.claims) {
      if (!keysInScope.has(claim.anchor) && !persons.has(claim.holder) && !persons.has(claim.person)) continue;
      chosen.add(claim);
      persons.add(claim.person).add(claim.holder);
    }
  }
  return [...chosen];
}

/** Rows of `link.edge` whose latch or outcome changed, and those that `isNew` names. */
export function edgeRows(
  { records }: JoinState,
  { edges, resolution }: ResolvedScope,
  isNew: (edge: StoredEdge) => boolean,
): readonly CopyRow[] {
  return edges.flatMap((edge, i): CopyRow[] => {
    const held = resolution.held[i] === 1;
    const outcome = EDGE_OUTCOMES[resolution.outcome[i] ?? 0] ?? null;
    if (held === edge.held && outcome === edge.outcome && !isNew(edge)) return [];
    const keyAt = (index: number): number => records.recordKeys[index] ?? 0;
    return [[keyAt(edge.a), keyAt(edge.b), edge.weight, edge.facts, edge.gammas, held, edge.origin, outcome]];
  });
}

/** Rows of `link.membership`, one for each record in scope. */
export function membershipRows({ records }: JoinState, { records: indices, resolution }: ResolvedScope): readonly CopyRow[] {
  return Array.from(indices, (index, i): CopyRow => {
    const via = resolution.via.record[i] ?? -1;
    const weight = resolution.via.weight[i] ?? Number.NaN;
    return [
      records.recordKeys[index] ?? 0,
      resolution.person[i] ?? 0,
      via === -1 ? null : via,
      VIA_KINDS[resolution.via.kind[i] ?? 0] ?? 'first',
      Number.isNaN(weight) ? null : weight,
    ];
  });
}

export const claimRows = ({ claims }: Resolution): readonly CopyRow[] =>
  claims.map((c) => [c.person, c.anchor, c.ordinal, c.minted, c.holder, c.alive]);

export const reviewRows = ({ reviews }: Resolution): readonly CopyRow[] =>
  reviews.map((item) => [item.kind, item.a, item.b, item.weight, item.reason]);

/** Open items that are no longer raised: both records in scope and not raised again, or one of them gone. */
export function reviewsClosed({ records, identity }: JoinState, { records: indices, resolution }: ResolvedScope): readonly CopyRow[] {
  const again = new Set(resolution.reviews.map((item) => `${item.kind}/${item.a}/${item.b}`));
  const scope = new Set(indices);
  const inScope = (key: number): boolean => {
    const index = records.indexOf.get(key);
    return index === undefined || scope.has(index);
  };
  return identity.reviews.filter(([kind, a, b]) => inScope(a) && inScope(b) && !again.has(`${kind}/${a}/${b}`));
}
