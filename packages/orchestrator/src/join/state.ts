import type { Claim } from '@golden-thread/identity/resolve-input';
import { type PersonKey, personKey, recordKey } from '@golden-thread/shapes/references';
import { type CopiedRow, copyQuery } from '@golden-thread/warehouse/copy/read';
import { claimsTouching, membershipOf, reviewsTouching, verifiedAmong } from '@golden-thread/warehouse/queries/identity-scope';
import type { Db } from '@golden-thread/warehouse/queries/ledger';
import {
  claimBarsText,
  claimsBeforeText,
  claimsText,
  identifiersText,
  membershipBeforeText,
  membershipText,
  reviewItemsText,
} from '@golden-thread/warehouse/queries/link';
import { copyText, type RawBuilder } from '@golden-thread/warehouse/queries/record';
import { reading, type Tx, type Warehouse } from '../night/warehouse-handle.ts';
import type { Affected } from './affected.ts';
import type { StoredEdge } from './edges.ts';
import { nhsNumbersOf } from './identifiers.ts';
import type { LiveRecords } from './records.ts';

/** What last night left: memberships, claims, bars and open review items. */
export interface IdentityState {
  /** Person key by record key. */
  readonly membership: ReadonlyMap<number, number>;
  readonly claims: readonly Claim[];
  /** Record key and person key. */
  readonly bars: readonly (readonly [number, number])[];
  /** Kind, record key a, record key b. */
  readonly reviews: readonly (readonly [string, number, number])[];
  /** NHS numbers whose standing is verified. */
  readonly verifiedNhs: ReadonlySet<string>;
}

/** Persons of each record and all claims as they were before a publication touched them. */
export function readEarlier(
  warehouse: Warehouse,
  publication: number,
): Promise<{ readonly membership: ReadonlyMap<number, number>; readonly claims: ReadonlyMap<PersonKey, Claim> }> {
  return reading(warehouse, async (tx) => {
    const read = rowsIn(tx);
    return {
      membership: new Map(await read(membershipBeforeText(publication), (row) => [Number(row[0]), Number(row[1])] as const)),
      claims: new Map((await read(claimsBeforeText(publication), claimOf)).map((claim) => [claim.person, claim] as const)),
    };
  });
}

export function readIdentityState(warehouse: Warehouse): Promise<IdentityState> {
  return reading(warehouse, async (tx) => {
    const read = rowsIn(tx);
    const identifiers = await read(identifiersText(), ([kind, value, verified]) =>
      kind === 'nhs_number' && verified === 't' ? [value ?? ''] : [],
    );
    return {
      membership: new Map(await read(membershipText(), (row) => [Number(row[0]), Number(row[1])] as const)),
      claims: await read(claimsText(), claimOf),
      bars: await read(claimBarsText(), (row) => [Number(row[0]), Number(row[1])] as const),
      reviews: await read(reviewItemsText(), (row) => [row[0] ?? '', Number(row[1]), Number(row[2])] as const),
      verifiedNhs: new Set(identifiers.flat()),
    };
  });
}

/** The same for some records alone: what is theirs, every claim that they may touch, and of the ends of `edges` the standing. */
export async function readIdentityStateOf(
  warehouse: Warehouse,
  records: LiveRecords,
  { live, departed }: Pick<Affected, 'live' | 'departed'>,
  edges: readonly Pick<StoredEdge, 'a' | 'b'>[],
): Promise<IdentityState> {
  const { db } = warehouse;
  const keys = [...live, ...departed];
  const membership = await membershipOf(db, keys);
  const known = new Set([...live.map((key) => records.indexOf.get(key) ?? 0), ...edges.flatMap(({ a, b }) => [a, b])]);
  const values = nhsNumbersOf(records, Int32Array.from(known));
  return {
    membership,
    claims: await claimsOf(db, live, new Set(membership.values())),
    bars: await reading(warehouse, (tx) => rowsIn(tx)(claimBarsText(), (row) => [Number(row[0]), Number(row[1])] as const)),
    reviews: (await reviewsTouching(db, keys)).map(({ kind, a, b }) => [kind, a, b] as const),
    verifiedNhs: new Set(await verifiedAmong(db, 'nhs_number', values)),
  };
}

/** The claims that stand by some records, those that resolve to one of their persons, and so on until none is added. */
async function claimsOf(db: Db, records: readonly number[], persons: ReadonlySet<number>): Promise<readonly Claim[]> {
  const claims = new Map<number, Claim>();
  const asked = new Set<number>(persons);
  for (let [anchors, next] = [records, [...persons]]; anchors.length + next.length > 0; ) {
    for (const row of await claimsTouching(db, anchors, next)) {
      const claim = {
        person: personKey(Number(row.person_key)),
        anchor: recordKey(row.anchor),
        ordinal: row.ordinal,
        minted: row.minted,
        holder: personKey(Number(row.holder)),
        alive: row.alive,
      };
      claims.set(claim.person, claim);
    }
    anchors = [];
    next = [...new Set([...claims.values()].flatMap(({ person, holder }) => [person, holder]))].filter((person) => !asked.has(person));
    for (const person of next) asked.add(person);
  }
  return [...claims.values()];
}

/** Reads every row of a query by COPY. */
const rowsIn =
  (tx: Tx) =>
  async <Value>(query: RawBuilder<unknown>, made: (row: CopiedRow) => Value): Promise<Value[]> => {
    const values: Value[] = [];
    for await (const batch of copyQuery(tx.client, copyText(tx.db, query))) for (const row of batch) values.push(made(row));
    return values;
  };

const claimOf = (row: CopiedRow): Claim => ({
  person: personKey(Number(row[0])),
  anchor: recordKey(Number(row[1])),
  ordinal: Number(row[2]),
  minted: Number(row[3]),
  holder: personKey(Number(row[4])),
  alive: row[5] === 't',
});
