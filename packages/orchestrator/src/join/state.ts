import type { Claim } from '@golden-thread/identity/resolve-input';
import { type PersonKey, personKey, recordKey } from '@golden-thread/shapes/references';
import { type CopiedRow, copyQuery } from '@golden-thread/warehouse/copy/read';
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

/** What last night left: memberships, claims, bars and open review items. */
export interface IdentityState {
  /** Person key by record key. */
  readonly membership: ReadonlyMap<number, number>;
  readonly claims: readonly Claim[];
  /** Record key and person key. */
  readonly bars: readonly (readonly [number, number])[];
  /** Kind, record key a, record key b. */
  readonly reviews: readonly (readonly [string, number, number])[];
  readonly verified: { readonly nhs_number: ReadonlySet<string>; readonly upn: ReadonlySet<string> };
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
    const identifiers = await read(identifiersText(), ([kind, value, verified]) => ({
      kind,
      value: value ?? '',
      verified: verified === 't',
    }));
    const verified = (kind: string) => new Set(identifiers.flatMap((i) => (i.kind === kind && i.verified ? [i.value] : [])));
    return {
      membership: new Map(await read(membershipText(), (row) => [Number(row[0]), Number(row[1])] as const)),
      claims: await read(claimsText(), claimOf),
      bars: await read(claimBarsText(), (row) => [Number(row[0]), Number(row[1])] as const),
      reviews: await read(reviewItemsText(), (row) => [row[0] ?? '', Number(row[1]), Number(row[2])] as const),
      verified: { nhs_number: verified('nhs_number'), upn: verified('upn') },
    };
  });
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
