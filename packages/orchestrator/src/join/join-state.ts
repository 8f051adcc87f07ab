import { EDGE_OUTCOMES, type Resolution, VIA_KINDS } from '@golden-thread/identity/resolution';
import { resolve } from '@golden-thread/identity/resolve';
import type { Claim, ResolveInput } from '@golden-thread/identity/resolve-input';
import { type PersonKey, personKey } from '@golden-thread/shapes/references';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { issuedAmong } from '@golden-thread/warehouse/queries/identity-scope';
import type { Affected } from './affected.ts';
import { distinctGroups } from './distinct-groups.ts';
import { edgeRow, edgeTableOf, readEdges, readEdgesWithin, type StoredEdge } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import type { JoinContext } from './join-context.ts';
import { type BindingJudgements, readJudgements } from './judgements.ts';
import { type IndexPair, readNeverLinks, readSevered, withoutSpanning } from './never-links.ts';
import type { LiveRecords } from './records.ts';
import { type IdentityState, readIdentityState, readIdentityStateOf } from './state.ts';

/** What persons are made of: every live record, the edges between them, what was decided, and what last night left. */
export interface JoinState {
  readonly records: LiveRecords;
  readonly edges: readonly StoredEdge[];
  readonly identity: IdentityState;
  readonly judgements: BindingJudgements;
  readonly never: readonly IndexPair[];
  /** Those of `never` after which the later identity (second here) is nobody's that was known. */
  readonly severed: readonly IndexPair[];
}

/** What people and flags decided of the live records. */
export type Decided = Pick<JoinState, 'judgements' | 'never' | 'severed'>;

export async function readDecided(context: JoinContext, all: LiveRecords): Promise<Decided> {
  return {
    judgements: await readJudgements(context, all),
    never: await readNeverLinks(context, all),
    severed: await readSevered(context, all),
  };
}

/** The whole state; or, of edges and of what last night left, only what concerns some records. */
export async function readJoinState(
  context: JoinContext,
  all: LiveRecords,
  { decided, scope }: { readonly decided?: Decided; readonly scope?: Affected | null } = {},
): Promise<JoinState> {
  const { judgements, never, severed } = decided ?? (await readDecided(context, all));
  const records: LiveRecords = { ...all, table: withoutSpanning(all.table, never).table };
  const { warehouse } = context;
  const rest = { records, judgements, never, severed };
  if (scope === undefined || scope === null)
    return { ...rest, edges: (await readEdges(warehouse, records)).live, identity: await readIdentityState(warehouse) };
  const { live: edges } = await readEdgesWithin(warehouse, records, scope);
  return { ...rest, edges, identity: await readIdentityStateOf(warehouse, records, scope, edges) };
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
  /** Edges that lead out of the scope: too light to bring in the other record's component. */
  readonly leaving: readonly StoredEdge[];
  readonly resolution: Resolution;
}

/** Resolves the records of some whole components into persons. */
export function resolveScope(
  context: JoinContext,
  joined: JoinState,
  indices: Int32Array,
  earlier: Earlier | null,
  taken: ReadonlySet<number> = new Set(),
): ResolvedScope {
  const positionOf = new Int32Array(joined.records.size).fill(-1);
  indices.forEach((index, position) => {
    positionOf[index] = position;
  });
  const [edges, leaving] = parted(joined.edges, (edge) => positionOf[edge.a] !== -1 && positionOf[edge.b] !== -1);
  return {
    records: indices,
    edges,
    leaving,
    resolution: resolve(resolveInput(context, joined, indices, positionOf, edges, earlier, taken)),
  };
}

function parted(edges: readonly StoredEdge[], isWithin: (edge: StoredEdge) => boolean): readonly [StoredEdge[], StoredEdge[]] {
  const [within, leaving]: [StoredEdge[], StoredEdge[]] = [[], []];
  for (const edge of edges) (isWithin(edge) ? within : leaving).push(edge);
  return [within, leaving];
}

/**
 * The same where only the scope's claims were read: an id that turns out to be somebody's is refused, and all is resolved again.
 * A number of fifty bits hardly ever is.
 */
export async function resolveScopeAmongAll(
  context: JoinContext,
  joined: JoinState,
  indices: Int32Array,
  earlier: Earlier | null,
): Promise<ResolvedScope> {
  const known = new Set<number>(joined.identity.claims.map(({ person }) => person));
  const taken = new Set<number>();
  for (;;) {
    const scope = resolveScope(context, joined, indices, earlier, taken);
    const minted = scope.resolution.claims.flatMap(({ person }) => (known.has(person) ? [] : [person]));
    const issued = await issuedAmong(context.warehouse.db, minted);
    if (issued.length === 0) return scope;
    for (const person of issued) taken.add(person);
  }
}

function resolveInput(
  context: JoinContext,
  { records, identity, judgements, never, severed }: JoinState,
  indices: Int32Array,
  positionOf: Int32Array,
  edges: readonly StoredEdge[],
  earlier: Earlier | null,
  taken: ReadonlySet<number>,
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
  const ofScope = { sources: Int32Array.from(pick((i) => records.sources[i] ?? 0)), parts: pick((i) => records.parts[i] ?? '') };
  return {
    size: indices.length,
    recordKeys,
    naturalKeys: pick((i) => records.naturalKeys[i] ?? ''),
    distinctGroup: distinctGroups(context, ofScope, (source) => source.distinct),
    list: distinctGroups(context, ofScope, (source) => source.maps.event === undefined),
    verifiedNhs: verifiedNhsCodes(records, identity.verifiedNhs, indices),
    edges: edgeTableOf(edges, (index) => positionOf[index] ?? -1),
    never: within(never),
    severed: within(severed),
    mustLinks: within(judgements.mustLinks),
    cannotLinks: within(judgements.cannotLinks),
    before: { person: personIn(identity.membership) },
    ...(earlier === null ? {} : { since: { person: personIn(earlier.membership), claims: earlier.claims } }),
    claims,
    claimBars: identity.bars.flatMap(([record, person]) => {
      const position = positionOf[records.indexOf.get(record) ?? -1] ?? -1;
      return position === -1 ? [] : [{ record: position, person: personKey(person) }];
    }),
    policy: context.policy,
    publication: context.publication,
    idKey: context.idKey,
    taken: (key) => issued.has(key) || taken.has(key),
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
  { edges, resolution }: Pick<ResolvedScope, 'edges' | 'resolution'>,
  isNew: (edge: StoredEdge) => boolean,
): readonly CopyRow[] {
  return edges.flatMap((edge, i): CopyRow[] => {
    const held = resolution.held[i] === 1;
    const outcome = EDGE_OUTCOMES[resolution.outcome[i] ?? 0] ?? null;
    return held === edge.held && outcome === edge.outcome && !isNew(edge) ? [] : [edgeRow(records, { ...edge, held, outcome })];
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

export const barRows = ({ bars }: Resolution): readonly CopyRow[] => bars.map((bar) => [bar.record, bar.person]);

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
