import type { PersonKey, RecordKey } from '@golden-thread/shapes/references';
import type { Naming } from './claims.ts';
import type { NewBar } from './resolution.ts';
import type { Claim, ClaimBar, ResolveInput } from './resolve-input.ts';

type Severing = Pick<ResolveInput, 'size' | 'recordKeys' | 'before' | 'since' | 'claims' | 'claimBars' | 'severed'>;

/**
 * The bars that tonight adds after an adoption or a flight, before clusters are named. On the night that first parts the
 * two identities, all records of the later one are barred from every id that either side has answered to, so that it mints
 * whatever it was called. Later on, either record alone is barred from what the other is called by then: who
 * else joins the new identity keeps no mark that a mistaken link could carry back.
 * `cluster` gives each record the smallest record of its cluster.
 */
export function barsOfTonight(input: Severing, cluster: Int32Array): readonly ClaimBar[] {
  if (input.severed.length === 0) return [];
  const bars = barCollector(input.claimBars);
  const members = membersOf(cluster, new Set(input.severed.map(([, later]) => cluster[later] as number)));
  const index = indexClaims(input, cluster);
  const barredFrom = new Map<number, Set<number>>();
  for (const { record, person } of input.claimBars) barredFrom.set(record, (barredFrom.get(record) ?? new Set()).add(person));

  for (const [earlier, later] of input.severed) {
    const root = cluster[later] as number;
    const records = members.get(root) ?? [];
    const old = namesOf(input, [earlier]);
    const ofOld = calledBy(index, old);
    const fresh = new Set([input.before.person[later]]);
    fresh.delete(0);
    if (![...fresh].some((name) => old.has(name))) for (const { person } of calledBy(index, fresh)) bars.add(earlier, person);
    const isParted =
      barredFrom.has(later) || records.some((record) => ofOld.some(({ person }) => barredFrom.get(record)?.has(person) === true));
    const shares = records.some((record) => old.has(input.before.person[record]) || old.has(input.since?.person[record]));
    if (isParted && !shares) {
      for (const { person } of ofOld) bars.add(later, person);
      continue;
    }
    const own = namesOf(input, records);
    const answered = new Set([...ofOld, ...calledBy(index, own), ...(index.byCluster.get(root) ?? [])]);
    for (const record of records) for (const { person } of answered) bars.add(record, person);
  }
  return bars.added;
}

/** The bars of either side from what the other is called from tonight on: the next night finds them written. */
export function barsOfNames(
  input: Pick<Severing, 'severed' | 'claimBars'>,
  tonight: readonly ClaimBar[],
  { person, claims }: Naming,
): readonly ClaimBar[] {
  if (input.severed.length === 0) return [];
  const bars = barCollector([...input.claimBars, ...tonight]);
  const heldBy = new Map<number, PersonKey[]>();
  for (const { is } of claims) push(heldBy, is.holder, is.person);
  for (const [earlier, later] of input.severed) {
    for (const name of heldBy.get(person[earlier] as number) ?? []) bars.add(later, name);
    for (const name of heldBy.get(person[later] as number) ?? []) bars.add(earlier, name);
  }
  return bars.added;
}

/** Bars as they are stored: by keys, in their order. */
export const storedBars = (bars: readonly ClaimBar[], recordKeys: Int32Array): readonly NewBar[] =>
  bars
    .map(({ record, person }) => ({ record: recordKeys[record] as RecordKey, person }))
    .sort((a, b) => a.record - b.record || a.person - b.person);

/** What some records were called in the base, and before it where another policy came first. */
function namesOf({ before, since }: Severing, records: readonly number[]): ReadonlySet<number | undefined> {
  const names = new Set(records.flatMap((record) => [before.person[record], since?.person[record]]));
  names.delete(0);
  names.delete(undefined);
  return names;
}

interface ClaimIndex {
  /** By person: the claim of that id and those that resolve to it. */
  readonly byPerson: ReadonlyMap<number, readonly Claim[]>;
  /** By smallest record: the claims that stand by a record of the cluster. */
  readonly byCluster: ReadonlyMap<number, readonly Claim[]>;
}

function indexClaims({ claims, recordKeys }: Severing, cluster: Int32Array): ClaimIndex {
  const position = new Map<number, number>();
  recordKeys.forEach((key, record) => position.set(key, record));
  const byPerson = new Map<number, Claim[]>();
  const byCluster = new Map<number, Claim[]>();
  for (const claim of claims) {
    for (const name of new Set([claim.person, claim.holder])) push(byPerson, name, claim);
    const at = position.get(claim.anchor);
    if (at !== undefined) push(byCluster, cluster[at] as number, claim);
  }
  return { byPerson, byCluster };
}

const calledBy = ({ byPerson }: ClaimIndex, persons: ReadonlySet<number | undefined>): readonly Claim[] => [
  ...new Set([...persons].flatMap((name) => byPerson.get(name ?? 0) ?? [])),
];

function push<Of>(lists: Map<number, Of[]>, key: number, value: Of): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Takes each bar once, and none that is known. */
function barCollector(known: readonly ClaimBar[]) {
  const seen = new Set(known.map(({ record, person }) => `${record} ${person}`));
  const added: ClaimBar[] = [];
  return {
    added,
    add(record: number, person: PersonKey): void {
      const key = `${record} ${person}`;
      if (seen.has(key)) return;
      seen.add(key);
      added.push({ record, person });
    },
  };
}

/** The records of some clusters, by the smallest of each. */
function membersOf(cluster: Int32Array, roots: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const members = new Map<number, number[]>([...roots].map((root) => [root, []]));
  cluster.forEach((root, record) => members.get(root)?.push(record));
  return members;
}
