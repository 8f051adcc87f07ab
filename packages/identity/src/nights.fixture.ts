import type { ForenameRelation, PairFacts, Relation } from '@golden-thread/shapes/pair-facts';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { personKey, type RecordKey } from '@golden-thread/shapes/references';
import { affectedRecords } from './affected.ts';
import { edgeTable, ID_KEY, keyOf, naturalKeyOf } from './graph.fixture.ts';
import { missingPairs } from './missing-pairs.ts';
import { outcomesBetween } from './pair-outcomes.ts';
import type { Lineage, ReviewItem } from './resolution.ts';
import { resolve } from './resolve.ts';
import type { Claim, IndexPair, ResolveInput } from './resolve-input.ts';

/**
 * Nights for property tests: a world of records with a toy linkage whose weights often tie, and the fold that the
 * orchestrator performs, over all records or over the affected ones.
 */
export interface WorldRecord {
  readonly name: string;
  /** −1, or the part whose records are distinct. */
  readonly part: number;
  readonly forename: string | null;
  readonly surname: string;
  readonly birth: string | null;
  readonly place: string | null;
  readonly nhs: number;
}

export interface World {
  /** In order of name. */
  readonly records: readonly WorldRecord[];
  readonly never: readonly (readonly [string, string])[];
  /** Adoptions and flights: the earlier record, then the later. */
  readonly severed: readonly (readonly [string, string])[];
  readonly same: readonly (readonly [string, string])[];
  readonly different: readonly (readonly [string, string])[];
  readonly policy: MatchPolicy;
}

interface StoredEdge {
  readonly held: boolean;
  readonly completion: boolean;
  readonly outcome: number;
  readonly weight: number;
}

export interface State {
  readonly world: World;
  readonly edges: ReadonlyMap<string, StoredEdge>;
  readonly person: ReadonlyMap<string, number>;
  readonly via: ReadonlyMap<string, string>;
  readonly claims: ReadonlyMap<number, Claim>;
  /** Record and person. */
  readonly bars: ReadonlySet<string>;
  readonly reviews: ReadonlyMap<string, ReviewItem>;
  readonly lineage: readonly Lineage[];
  readonly publication: number;
}

const NO_POLICY: MatchPolicy = { floor: 0, review: 0, break: 0, join: 0, margin: 0 };
export const EMPTY: State = {
  world: { records: [], never: [], severed: [], same: [], different: [], policy: NO_POLICY },
  edges: new Map(),
  person: new Map(),
  via: new Map(),
  claims: new Map(),
  bars: new Set(),
  reviews: new Map(),
  lineage: [],
  publication: 0,
};

export const pairName = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** What the toy linkage says of two records. */
export function factsOf(one: WorldRecord, other: WorldRecord): PairFacts {
  const relation = (a: unknown, b: unknown): Relation =>
    a === null || b === null || a === -1 || b === -1 ? 'silent' : a === b ? 'agree' : 'differ';
  return {
    forename: forenameRelation(one.forename, other.forename),
    surname: relation(one.surname, other.surname),
    birth: relation(one.birth, other.birth),
    place: relation(one.place, other.place),
    contact: 'silent',
    nhs: relation(one.nhs, other.nhs),
    upn: 'silent',
    sex: 'silent',
    generationApart:
      one.birth !== null && other.birth !== null && Math.abs(Number(one.birth.slice(0, 4)) - Number(other.birth.slice(0, 4))) > 12,
  };
}

export function weightOf(facts: PairFacts): number {
  const say = (relation: Relation, agree: number, differ: number) => (relation === 'agree' ? agree : relation === 'differ' ? -differ : 0);
  const forename = { silent: 0, exact: 6, variant: 5, typo: 4, initial: 1, swapped: 4, similar: 2, different: -5 }[facts.forename];
  return forename + say(facts.surname, 5, 3) + say(facts.birth, 6, 5) + say(facts.place, 4, 1) + say(facts.nhs, 8, 6) - 4;
}

/** `changed` is a planted fault: the changed records without their components. */
export type Scope = 'all' | 'affected' | 'changed';

/** A planted fault: another input than the night's. */
export type Spoil = (input: ResolveInput) => ResolveInput;

/** One night over one world: `state(n) = night(state(n−1), world)`. */
export function night(before: State, world: World, scope: Scope, spoil: Spoil = (input) => input): State {
  const publication = before.publication + 1;
  const byName = new Map(world.records.map((record) => [record.name, record]));
  const changed = changedRecords(before, world);
  const stored = edgesTonight(before, world, byName, changed);
  const reach = reachOf(before, world, stored, changed, scope);
  const names = reach.filter((name) => byName.has(name));
  const gone = reach.filter((name) => !byName.has(name));
  const inScope = new Set(names);
  const within = [...stored].filter(([pair]) => pair.split(' ').every((name) => inScope.has(name)));
  const input = (edges: readonly (readonly [string, StoredEdge])[]) => inputOf(before, world, byName, { names, gone }, edges, publication);
  const missing = missingPairs(input(within));
  const stale = new Set([...missing.stale].map((at) => within[at]?.[0]));
  const completed = [...missing.a].map((a, i): [string, StoredEdge] => {
    const pair = `${names[a]} ${names[missing.b[i] ?? 0]}`;
    return [pair, { held: before.edges.get(pair)?.held ?? false, completion: true, outcome: 0, weight: weigh(pair, byName) }];
  });
  const edges = [...within.filter(([pair]) => !stale.has(pair)), ...completed];
  const answer = resolve(spoil(input(edges)));
  const leaving = [...stored].filter(
    ([pair]) => pair.split(' ').some((name) => changed.has(name)) && !pair.split(' ').every((name) => inScope.has(name)),
  );
  const beyond = outcomesBetween(inputOf(before, world, byName, { names: [...byName.keys()].sort(), gone: [] }, leaving, publication));
  const keep = <Of>(map: ReadonlyMap<string, Of>): [string, Of][] => [...map].filter(([name]) => byName.has(name) && !inScope.has(name));
  const outside = (pair: string) => !pair.split(' ').every((name) => inScope.has(name));
  const alive = (pair: string) => pair.split(' ').every((name) => byName.has(name));
  const nameOf = new Map<RecordKey, string>(world.records.map(({ name }) => [keyOf(name), name]));
  const reviews = answer.reviews.map((item): [string, ReviewItem] => [`${item.kind} ${nameOf.get(item.a)} ${nameOf.get(item.b)}`, item]);
  const withoutKind = (key: string) => key.slice(key.indexOf(' ') + 1);
  return {
    world,
    edges: sorted([
      ...[...stored].filter(([pair]) => outside(pair)),
      ...leaving.map(([pair, edge], at): [string, StoredEdge] => [pair, { ...edge, held: false, outcome: beyond[at] ?? -1 }]),
      ...edges.map(([pair, edge], at): [string, StoredEdge] => [
        pair,
        { ...edge, held: answer.held[at] === 1, outcome: answer.outcome[at] ?? -1 },
      ]),
    ]),
    person: sorted([...keep(before.person), ...names.map((name, at): [string, number] => [name, answer.person[at] ?? 0])]),
    via: sorted([
      ...keep(before.via),
      ...names.map((name, at): [string, string] => [name, `${answer.via.record[at]} ${answer.via.kind[at]} ${answer.via.weight[at]}`]),
    ]),
    claims: new Map([...before.claims, ...answer.claims.map((claim): [number, Claim] => [claim.person, claim])].sort(([a], [b]) => a - b)),
    reviews: sorted([...[...before.reviews].filter(([key]) => alive(withoutKind(key)) && outside(withoutKind(key))), ...reviews]),
    bars: new Set([...before.bars, ...answer.bars.map(({ record, person }) => `${nameOf.get(record)} ${person}`)].sort()),
    lineage: answer.lineage,
    publication,
  };
}

interface Reach {
  readonly names: readonly string[];
  readonly gone: readonly string[];
}

function inputOf(
  before: State,
  world: World,
  byName: ReadonlyMap<string, WorldRecord>,
  { names, gone }: Reach,
  edges: readonly (readonly [string, StoredEdge])[],
  publication: number,
): ResolveInput {
  const at = new Map(names.map((name, index) => [name, index]));
  const indices = (pairs: readonly (readonly [string, string])[]): IndexPair[] =>
    pairs.flatMap(([x, y]): IndexPair[] => {
      const [a, b] = [at.get(x), at.get(y)];
      return a === undefined || b === undefined ? [] : [[a, b]];
    });
  const records = names.map((name) => byName.get(name));
  const keys = new Set<number>(names.map(keyOf));
  const persons = new Set([...names, ...gone].map((name) => before.person.get(name)));
  const near = [...before.claims.values()].filter(
    (claim) => keys.has(claim.anchor) || persons.has(claim.person) || persons.has(claim.holder),
  );
  const wanted = new Set<number>(near.map((claim) => claim.person));
  return {
    size: names.length,
    recordKeys: Int32Array.from(names, keyOf),
    naturalKeys: names.map((name) => naturalKeyOf(name, name.slice(0, 1))),
    distinctGroup: Int32Array.from(records, (record) => record?.part ?? -1),
    verifiedNhs: Int32Array.from(records, (record) => record?.nhs ?? -1),
    edges: edgeTable(
      edges.map(([pair, edge]) => {
        const [a, b] = pair.split(' ');
        return [
          [at.get(a ?? '') ?? 0, at.get(b ?? '') ?? 0],
          { weight: edge.weight, facts: factsOfPair(pair, byName), heldBefore: edge.held, completion: edge.completion },
        ];
      }),
    ),
    never: indices([...world.never, ...world.severed]),
    severed: indices(world.severed),
    mustLinks: indices(world.same),
    cannotLinks: indices(world.different),
    before: { person: Float64Array.from(names, (name) => before.person.get(name) ?? 0) },
    claims: [...before.claims.values()].filter((claim) => wanted.has(claim.person) || wanted.has(claim.holder)),
    claimBars: [...before.bars].flatMap((bar) => {
      const [name = '', person = ''] = bar.split(' ');
      const record = at.get(name);
      return record === undefined ? [] : [{ record, person: personKey(Number(person)) }];
    }),
    policy: world.policy,
    publication,
    idKey: ID_KEY,
    taken: (key) => before.claims.has(key),
  };
}

function changedRecords(before: State, world: World): ReadonlySet<string> {
  const was = new Map(before.world.records.map((record) => [record.name, JSON.stringify(record)]));
  const is = new Map(world.records.map((record) => [record.name, JSON.stringify(record)]));
  const everyone = JSON.stringify(before.world.policy) !== JSON.stringify(world.policy);
  const changed = new Set([...was.keys(), ...is.keys()].filter((name) => everyone || was.get(name) !== is.get(name)));
  for (const list of ['never', 'severed', 'same', 'different'] as const) {
    const [old, now] = [new Set(before.world[list].map(String)), new Set(world[list].map(String))];
    for (const pair of [...before.world[list], ...world[list]])
      if (old.has(String(pair)) !== now.has(String(pair))) for (const name of pair) changed.add(name);
  }
  return changed;
}

/** Blocking edges of tonight, and completion edges of the base whose records are as they were. */
function edgesTonight(
  before: State,
  world: World,
  byName: ReadonlyMap<string, WorldRecord>,
  changed: ReadonlySet<string>,
): Map<string, StoredEdge> {
  const edges = new Map<string, StoredEdge>();
  for (const [i, one] of world.records.entries()) {
    for (const other of world.records.slice(i + 1)) {
      const facts = factsOf(one, other);
      const meet = facts.birth === 'agree' || facts.nhs === 'agree';
      const pair = pairName(one.name, other.name);
      const known = before.edges.get(pair);
      if (meet && weightOf(facts) >= world.policy.floor)
        edges.set(pair, { held: known?.held ?? false, completion: false, outcome: known?.outcome ?? 0, weight: weightOf(facts) });
    }
  }
  for (const [pair, edge] of before.edges) {
    const names = pair.split(' ');
    if (edge.completion && !edges.has(pair) && names.every((name) => byName.has(name) && !changed.has(name))) edges.set(pair, edge);
  }
  return edges;
}

/** The records that a night is given. */
function reachOf(
  before: State,
  world: World,
  stored: ReadonlyMap<string, StoredEdge>,
  changed: ReadonlySet<string>,
  scope: Scope,
): readonly string[] {
  if (scope === 'all') return [...new Set([...before.person.keys(), ...world.records.map(({ name }) => name)])].sort();
  return scope === 'changed' ? [...changed].sort() : affectedNames(before, world, stored, changed);
}

function affectedNames(
  before: State,
  world: World,
  stored: ReadonlyMap<string, StoredEdge>,
  changed: ReadonlySet<string>,
): readonly string[] {
  const names = [...new Set([...world.records, ...before.world.records].map(({ name }) => name))].sort();
  const at = new Map(names.map((name, index) => [name, index]));
  const index = (name: string | undefined) => at.get(name ?? '') ?? 0;
  const list = (pairs: readonly string[]) => ({
    a: Int32Array.from(pairs, (pair) => index(pair.split(' ')[0])),
    b: Int32Array.from(pairs, (pair) => index(pair.split(' ')[1])),
  });
  const all = [...before.edges, ...stored];
  const nameOf = new Map<RecordKey, string>(names.map((name) => [keyOf(name), name]));
  const affected = affectedRecords({
    size: names.length,
    changed: Uint8Array.from(names, (name) => Number(changed.has(name))),
    heldBefore: list([...before.edges].filter(([, edge]) => edge.held).map(([pair]) => pair)),
    edges: list(all.map(([pair]) => pair)),
    mayHold: Uint8Array.from(all, ([, edge]) => Number(edge.weight >= world.policy.break)),
    mayAsk: Uint8Array.from(all, ([, edge]) => Number(edge.weight >= world.policy.review)),
    mustLinks: [...before.world.same, ...world.same, ...world.never, ...world.severed]
      .filter((pair) => pair.every((name) => at.has(name)))
      .map(([a, b]): IndexPair => [index(a), index(b)]),
    person: Float64Array.from(names, (name) => before.person.get(name) ?? 0),
    claims: [...before.claims.values()]
      .filter((claim) => nameOf.has(claim.anchor))
      .map((claim) => ({ anchor: index(nameOf.get(claim.anchor)), holder: claim.holder })),
  });
  return names.filter((_, i) => affected[i] === 1);
}

function factsOfPair(pair: string, byName: ReadonlyMap<string, WorldRecord>): PairFacts {
  const [a, b] = pair.split(' ').map((name) => byName.get(name));
  if (a === undefined || b === undefined) throw new Error('an edge without its records');
  return factsOf(a, b);
}

const weigh = (pair: string, byName: ReadonlyMap<string, WorldRecord>): number => weightOf(factsOfPair(pair, byName));

/** Forenames of the toy: `Mia` and `Mya` are similar, `M` is an initial. */
function forenameRelation(one: string | null, other: string | null): ForenameRelation {
  if (one === null || other === null) return 'silent';
  if (one === other) return 'exact';
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? 'initial' : 'different';
  return one[0] === other[0] && one.at(-1) === other.at(-1) ? 'similar' : 'different';
}

const sorted = <Of>(entries: readonly (readonly [string, Of])[]): Map<string, Of> =>
  new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
