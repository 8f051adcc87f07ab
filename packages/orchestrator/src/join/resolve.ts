import { EDGE_OUTCOMES, VIA_KINDS } from '@golden-thread/identity/resolution';
import { resolve } from '@golden-thread/identity/resolve';
import type { Claim, ResolveInput } from '@golden-thread/identity/resolve-input';
import { analyseTables } from '@golden-thread/warehouse/analyse';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import type { Night } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import { affectedIndices } from './affected.ts';
import { distinctGroups } from './distinct-groups.ts';
import { edgeTableOf, readEdges, type StoredEdge } from './edges.ts';
import { verifiedNhsCodes } from './identifiers.ts';
import { type BindingJudgements, readJudgements } from './judgements.ts';
import { type IndexPair, readNeverLinks, withoutSpanning } from './never-links.ts';
import type { LiveRecords } from './records.ts';
import { type IdentityState, readIdentityState } from './state.ts';

/** The records in scope, renumbered 0 to n − 1 in natural-key order. */
interface Scope {
  readonly records: Int32Array;
  /** Position in scope by index of the live record; −1 outside. */
  readonly positionOf: Int32Array;
}

/**
 * Resolves the affected components into persons: held edges, memberships, ids, lineage and review items, written as a
 * difference. Records nobody touched keep their rows.
 */
export async function resolvePersons(night: Night, all: LiveRecords): Promise<void> {
  const never = await readNeverLinks(night, all);
  const records: LiveRecords = { ...all, table: withoutSpanning(all.table, never).table };
  const edges = (await readEdges(night.warehouse, records)).live;
  const state = await readIdentityState(night.warehouse);
  const judgements = await readJudgements(night, records);
  const indices = await affectedIndices(night, records, edges, state, judgements, never);
  const scope: Scope = { records: indices, positionOf: positions(records.size, indices) };
  const inScope = edges.filter((edge) => scope.positionOf[edge.a] !== -1 && scope.positionOf[edge.b] !== -1);
  const input = resolveInput(night, records, scope, inScope, state, judgements, never);
  const resolution = resolve(input);

  const keyAt = (position: number): number => input.recordKeys[position] ?? 0;
  const edgeRows: CopyRow[] = [];
  inScope.forEach((edge, i) => {
    const held = resolution.held[i] === 1;
    const outcome = EDGE_OUTCOMES[resolution.outcome[i] ?? 0] ?? null;
    if (held === edge.held && outcome === edge.outcome) return;
    edgeRows.push([
      records.recordKeys[edge.a] ?? 0,
      records.recordKeys[edge.b] ?? 0,
      edge.weight,
      edge.facts,
      edge.gammas,
      held,
      edge.origin,
      outcome,
    ]);
  });
  const memberships = Array.from(resolution.person, (person, i): CopyRow => {
    const via = resolution.via.record[i] ?? -1;
    const weight = resolution.via.weight[i] ?? Number.NaN;
    return [
      keyAt(i),
      person,
      via === -1 ? null : via,
      VIA_KINDS[resolution.via.kind[i] ?? 0] ?? 'first',
      Number.isNaN(weight) ? null : weight,
    ];
  });
  const departed = [...state.membership.keys()].filter((key) => !records.indexOf.has(key)).map((key) => [key]);
  const reviewRows = resolution.reviews.map((item): CopyRow => [item.kind, item.a, item.b, item.weight, item.reason]);
  const closedReviews = reviewsClosed(records, scope, state, resolution.reviews);

  await writingStep(night, 'resolve', '', async (tx) => {
    const { publication } = night.run;
    const firstWrite = night.inputs.get('option:reverted') === 'false';
    const put = (table: string, upserts: readonly CopyRow[], deletes: readonly CopyRow[], first: boolean) =>
      writeDiff(tx.client, versionedTable(table), publication, { upserts, deletes, firstWrite: first });
    const latched = await put('link.edge', edgeRows, [], false);
    const members = await put('link.membership', memberships, departed, firstWrite);
    const claims = await put(
      'link.claim',
      resolution.claims.map((c) => [c.person, c.anchor, c.ordinal, c.minted, c.holder, c.alive]),
      [],
      firstWrite,
    );
    await put(
      'link.person_lineage',
      resolution.lineage.map((l) => [l.person, publication, l.kind, l.other, l.reason]),
      [],
      firstWrite,
    );
    await put('link.review_item', reviewRows, closedReviews, firstWrite);
    if (night.run.base === 0) await analyseTables(tx.client, ['link.edge', 'link.membership', 'link.claim']);
    return {
      affected: scope.records.length,
      edges: latched.inserted + latched.inPlace,
      members: members.inserted,
      departed: departed.length,
      claims: claims.inserted,
      reviews: reviewRows.length,
    };
  });
}

function positions(size: number, indices: Int32Array): Int32Array {
  const positionOf = new Int32Array(size).fill(-1);
  indices.forEach((index, position) => {
    positionOf[index] = position;
  });
  return positionOf;
}

function resolveInput(
  night: Night,
  records: LiveRecords,
  scope: Scope,
  edges: readonly StoredEdge[],
  state: IdentityState,
  judgements: BindingJudgements,
  never: readonly IndexPair[],
): ResolveInput {
  const pick = <Value>(at: (index: number) => Value): Value[] => Array.from(scope.records, at);
  const within = (pairs: readonly IndexPair[]): IndexPair[] =>
    pairs.flatMap(([a, b]): IndexPair[] => {
      const x = scope.positionOf[a] ?? -1;
      const y = scope.positionOf[b] ?? -1;
      return x === -1 || y === -1 ? [] : [[x, y]];
    });
  const recordKeys = Int32Array.from(pick((i) => records.recordKeys[i] ?? 0));
  const keysInScope = new Set(recordKeys);
  const claims = claimsInScope(state, records, keysInScope);
  const issued = new Set<number>(state.claims.map((claim) => claim.person));
  const distinct = distinctGroups(night, records, (source) => source.distinct);
  const lists = distinctGroups(night, records, (source) => source.maps.event === undefined);
  const codes = verifiedNhsCodes(records, state.verified.nhs_number);
  return {
    size: scope.records.length,
    recordKeys,
    naturalKeys: pick((i) => records.naturalKeys[i] ?? ''),
    distinctGroup: Int32Array.from(pick((i) => distinct[i] ?? -1)),
    list: Int32Array.from(pick((i) => lists[i] ?? -1)),
    verifiedNhs: Int32Array.from(pick((i) => codes[i] ?? -1)),
    edges: edgeTableOf(edges, (index) => scope.positionOf[index] ?? -1),
    never: within(never),
    mustLinks: within(judgements.mustLinks),
    cannotLinks: within(judgements.cannotLinks),
    before: { person: Float64Array.from(pick((i) => state.membership.get(records.recordKeys[i] ?? 0) ?? 0)) },
    claims,
    claimBars: state.bars.flatMap(([record, person]) => {
      const position = scope.positionOf[records.indexOf.get(record) ?? -1] ?? -1;
      const claim = claims.find((c) => c.person === person);
      return position === -1 || claim === undefined ? [] : [{ record: position, person: claim.person }];
    }),
    policy: night.pipeline.policy,
    publication: night.run.publication,
    idKey: night.idKey,
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

/** Open items that tonight's records no longer raise: both in scope and not raised again, or one of them gone. */
function reviewsClosed(
  records: LiveRecords,
  scope: Scope,
  state: IdentityState,
  raised: readonly { readonly kind: string; readonly a: number; readonly b: number }[],
): readonly CopyRow[] {
  const again = new Set(raised.map((item) => `${item.kind}/${item.a}/${item.b}`));
  const inScope = (key: number): boolean => {
    const index = records.indexOf.get(key);
    return index === undefined || scope.positionOf[index] !== -1;
  };
  return state.reviews.filter(([kind, a, b]) => inScope(a) && inScope(b) && !again.has(`${kind}/${a}/${b}`));
}
