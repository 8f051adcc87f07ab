import { recordKey } from '@golden-thread/shapes/references';
import { mintPersonKey, prepareIdKey } from './person-key.ts';
import type { Claim, ResolveInput } from './resolve-input.ts';

/** What each cluster is called tonight, and what became of every claim. */
export interface Naming {
  /** By record, its person key. */
  readonly person: Float64Array;
  /** Every claim of the input as it stands tonight, beside what it was; `was` is null for a minted one. */
  readonly claims: readonly { readonly was: Claim | null; readonly is: Claim }[];
}

type NamingInput = Pick<
  ResolveInput,
  'size' | 'recordKeys' | 'naturalKeys' | 'before' | 'claims' | 'claimBars' | 'severed' | 'publication' | 'idKey' | 'taken'
>;

/**
 * Gives each cluster its id. A claim lies where its anchor is or, when that is gone, at the earliest surviving member
 * of the person that it resolved to, which becomes its anchor for good. A cluster takes its oldest claim (by
 * publication, then by number), the others redirect to it; a cluster without a claim mints.
 * `cluster` gives each record the smallest record of its cluster.
 */
export function nameClusters(input: NamingInput, cluster: Int32Array): Naming {
  const oldestFirst = [...input.claims].sort((a, b) => a.minted - b.minted || a.person - b.person);
  const located = locate(input, cluster, oldestFirst);
  const holderOf = new Map<number, Claim['person']>();
  for (const claim of oldestFirst) {
    const at = located.get(claim.person);
    if (at === undefined) continue;
    const root = cluster[at] as number;
    if (!holderOf.has(root)) holderOf.set(root, claim.person);
  }
  const minted = mintMissing(input, cluster, holderOf);
  const now = new Map<number, Claim>();
  for (const was of oldestFirst) {
    const at = located.get(was.person);
    const holder = at === undefined ? undefined : holderOf.get(cluster[at] as number);
    if (at === undefined || holder === undefined) continue;
    now.set(was.person, { ...was, anchor: recordKey(input.recordKeys[at] as number), holder, alive: holder === was.person });
  }
  const person = new Float64Array(input.size);
  for (let record = 0; record < input.size; record++) person[record] = holderOf.get(cluster[record] as number) ?? 0;
  const barred = new Set(input.claimBars.map((bar) => `${person[bar.record]} ${bar.person}`));
  const kept = oldestFirst.map((was) => ({ was, is: now.get(was.person) ?? ended(was, now, barred) }));
  return { person, claims: [...kept, ...minted.map((is) => ({ was: null, is }))] };
}

/** A claim that lies nowhere tonight; a redirect still follows the one it redirects to, unless that one is barred from it. */
function ended(was: Claim, now: ReadonlyMap<number, Claim>, barred: ReadonlySet<string>): Claim {
  const holder = now.get(was.holder)?.holder ?? was.holder;
  return { ...was, holder: barred.has(`${holder} ${was.person}`) ? was.person : holder, alive: false };
}

/** The record at which each claim lies tonight. */
function locate(input: NamingInput, cluster: Int32Array, claims: readonly Claim[]): ReadonlyMap<number, number> {
  const indexOf = new Map<number, number>();
  input.recordKeys.forEach((key, record) => indexOf.set(key, record));
  const barred = new Set(input.claimBars.map(({ record, person }) => `${cluster[record]} ${person}`));
  const mayLie = (claim: Claim, record: number) => barred.size === 0 || !barred.has(`${cluster[record]} ${claim.person}`);
  const located = new Map<number, number>();
  const adrift: Claim[] = [];
  for (const claim of claims) {
    const at = indexOf.get(claim.anchor);
    if (at !== undefined && mayLie(claim, at)) located.set(claim.person, at);
    else adrift.push(claim);
  }
  if (adrift.length === 0) return located;
  const survivors = survivorsOf(input, new Set(adrift.map((claim) => claim.holder)));
  const lost = adrift.filter((claim) => {
    const at = survivors.get(claim.holder)?.find((record) => mayLie(claim, record));
    if (at !== undefined) located.set(claim.person, at);
    return at === undefined;
  });
  for (const claim of lost) {
    const at = claim.holder === claim.person ? undefined : located.get(claim.holder);
    if (at !== undefined && mayLie(claim, at)) located.set(claim.person, at);
  }
  return located;
}

/** Tonight's records of some of last night's persons, earliest first. */
function survivorsOf(input: NamingInput, persons: ReadonlySet<number>): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  input.before.person.forEach((person, record) => {
    if (!persons.has(person)) return;
    const list = found.get(person);
    if (list === undefined) found.set(person, [record]);
    else list.push(record);
  });
  return found;
}

/** Set apart from every natural key: what is minted from it no night can have issued before an adoption or a flight. */
const LATER_IDENTITY = '\nlater identity';

/**
 * Mints an id for each cluster that has none, anchored at its first record, in the order of those. A later identity's is of a
 * kind of its own: after a withdrawal the number of its anchor is free again under which both had been known.
 */
function mintMissing(input: NamingInput, cluster: Int32Array, holderOf: Map<number, Claim['person']>): readonly Claim[] {
  const tonight = new Set<number>();
  const minted: Claim[] = [];
  const later = new Set(input.severed.map(([, record]) => cluster[record] as number));
  const idKey = prepareIdKey(input.idKey);
  for (let record = 0; record < input.size; record++) {
    if (cluster[record] !== record || holderOf.has(record)) continue;
    const name = `${input.naturalKeys[record] ?? ''}${later.has(record) ? LATER_IDENTITY : ''}`;
    const { person, ordinal } = mintPersonKey(idKey, name, (key) => tonight.has(key) || input.taken(key));
    tonight.add(person);
    holderOf.set(record, person);
    minted.push({
      person,
      anchor: recordKey(input.recordKeys[record] as number),
      ordinal,
      minted: input.publication,
      holder: person,
      alive: true,
    });
  }
  return minted;
}
