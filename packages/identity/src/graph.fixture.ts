import { encodeFacts, type PairFacts } from '@golden-thread/shapes/pair-facts';
import type { MatchPolicy } from '@golden-thread/shapes/policy';
import { personKey, type RecordKey, recordKey } from '@golden-thread/shapes/references';
import { EDGE_OUTCOMES, type EdgeOutcome, type Resolution } from './resolution.ts';
import type { Claim, EdgeTable, IndexPair, ResolveInput } from './resolve-input.ts';

/** Small graphs for tests, in names instead of indices. */

export const POLICY: MatchPolicy = { floor: 0, review: 8, break: 10, join: 12, margin: 0 };
export const ID_KEY = new TextEncoder().encode('a key for tests');

/** Two records that agree on everything but identifiers. */
export const ALIKE: PairFacts = {
  forename: 'exact',
  surname: 'agree',
  birth: 'agree',
  place: 'agree',
  contact: 'silent',
  nhs: 'silent',
  upn: 'silent',
  sex: 'agree',
  generationApart: false,
};
export const facts = (differing: Partial<PairFacts> = {}): PairFacts => ({ ...ALIKE, ...differing });
export const TWINS = facts({ forename: 'different' });
export const SILENT = facts({ forename: 'silent' });

export interface EdgeSketch {
  readonly weight: number;
  readonly facts?: PairFacts;
  readonly heldBefore?: boolean;
  readonly completion?: boolean;
}

export interface GraphSketch {
  /** Records by name, in natural-key order. */
  readonly records: readonly string[];
  /** `A B`: an edge between A and B. */
  readonly edges?: Readonly<Record<string, number | EdgeSketch>>;
  readonly never?: readonly string[];
  /** `A B`: a never-link between A and B, of which B is the later identity. */
  readonly severed?: readonly string[];
  readonly same?: readonly string[];
  readonly different?: readonly string[];
  readonly distinct?: Readonly<Record<string, number>>;
  readonly nhs?: Readonly<Record<string, number>>;
  /** Each record stands in a list of its own, but for those that are given one here. */
  readonly lists?: Readonly<Record<string, string>>;
  readonly before?: Readonly<Record<string, number>>;
  readonly claims?: readonly Claim[];
  readonly bars?: readonly (readonly [string, number])[];
  readonly policy?: Partial<MatchPolicy>;
  readonly publication?: number;
  readonly taken?: readonly number[];
}

export function graph(sketch: GraphSketch): ResolveInput {
  const { records } = sketch;
  const at = (name: string): number => {
    const index = records.indexOf(name);
    if (index < 0) throw new Error(`no record ${name} in this sketch`);
    return index;
  };
  const pair = (names: string): IndexPair => {
    const [x, y] = names
      .split(' ')
      .map(at)
      .sort((a, b) => a - b);
    return [x ?? 0, y ?? 0];
  };
  const numbers = (given: Readonly<Record<string, number>> = {}) => Int32Array.from(records, (name) => given[name] ?? -1);
  const claims = sketch.claims ?? [];
  const issued = new Set([...claims.map((claim) => Number(claim.person)), ...(sketch.taken ?? [])]);
  return {
    size: records.length,
    recordKeys: Int32Array.from(records, keyOf),
    naturalKeys: records.map((name) => naturalKeyOf(name, sketch.lists?.[name])),
    distinctGroup: numbers(sketch.distinct),
    verifiedNhs: numbers(sketch.nhs),
    edges: edgeTable(
      Object.entries(sketch.edges ?? {}).map(([names, edge]) => [pair(names), typeof edge === 'number' ? { weight: edge } : edge]),
    ),
    never: [...(sketch.never ?? []), ...(sketch.severed ?? [])].map(pair),
    severed: (sketch.severed ?? []).map((names): IndexPair => {
      const [earlier = '', later = ''] = names.split(' ');
      return [at(earlier), at(later)];
    }),
    mustLinks: (sketch.same ?? []).map(pair),
    cannotLinks: (sketch.different ?? []).map(pair),
    before: { person: Float64Array.from(records, (name) => sketch.before?.[name] ?? 0) },
    claims,
    claimBars: (sketch.bars ?? []).map(([name, person]) => ({ record: at(name), person: personKey(person) })),
    policy: { ...POLICY, ...sketch.policy },
    publication: sketch.publication ?? 1,
    idKey: ID_KEY,
    taken: (key) => issued.has(key),
  };
}

export function edgeTable(edges: readonly (readonly [IndexPair, EdgeSketch])[]): EdgeTable {
  return {
    count: edges.length,
    a: Int32Array.from(edges, ([[a]]) => a),
    b: Int32Array.from(edges, ([[, b]]) => b),
    weight: Float64Array.from(edges, ([, { weight }]) => weight),
    facts: Int32Array.from(edges, ([, edge]) => encodeFacts(edge.facts ?? ALIKE)),
    heldBefore: Uint8Array.from(edges, ([, edge]) => Number(edge.heldBefore ?? false)),
    completion: Uint8Array.from(edges, ([, edge]) => Number(edge.completion ?? false)),
  };
}

export const naturalKeyOf = (name: string, list = name): string => `source/list_${list}//${name}//0`;

/** Records get keys that do not follow their names, as in a warehouse. */
export function keyOf(name: string): RecordKey {
  let key = 7;
  for (const letter of name) key = (key * 31 + (letter.codePointAt(0) ?? 0)) % 100003;
  return recordKey(key);
}

export const claim = (person: number, anchor: string, minted: number, holder = person, alive = holder === person): Claim => ({
  person: personKey(person),
  anchor: keyOf(anchor),
  ordinal: 0,
  minted,
  holder: personKey(holder),
  alive,
});

/** The clusters as texts, each with its records in order: `['A B', 'C']`. */
export function clusters(sketch: Pick<GraphSketch, 'records'>, answer: Pick<Resolution, 'person'>): readonly string[] {
  const found = new Map<number, string[]>();
  for (const [at, name] of sketch.records.entries()) {
    const person = answer.person[at] ?? 0;
    const list = found.get(person);
    if (list === undefined) found.set(person, [name]);
    else list.push(name);
  }
  return [...found.values()].map((names) => names.join(' '));
}

/** The outcome of the edge `A B`. */
export function outcomeOf(sketch: GraphSketch, answer: Resolution, edge: string): EdgeOutcome | undefined {
  return EDGE_OUTCOMES[answer.outcome[Object.keys(sketch.edges ?? {}).indexOf(edge)] ?? -1];
}

/** The review items as `kind A B reason`. */
export function questions(sketch: Pick<GraphSketch, 'records'>, answer: Resolution): readonly string[] {
  const nameOf = new Map(sketch.records.map((name) => [keyOf(name), name]));
  return answer.reviews.map(({ kind, a, b, reason }) => `${kind} ${nameOf.get(a)} ${nameOf.get(b)} ${reason}`);
}
