import type { Claim } from '@golden-thread/identity/resolve-input';
import { personKey, recordKey } from '@golden-thread/shapes/references';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { claimBarsText, claimsText, identifiersText, membershipText, reviewItemsText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';

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

export function readIdentityState(warehouse: Warehouse): Promise<IdentityState> {
  return reading(warehouse, async (tx) => {
    const membership = new Map<number, number>();
    for await (const batch of copyQuery(tx.client, copyText(tx.db, membershipText()))) for (const row of batch) membership.set(Number(row[0]), Number(row[1]));
    const claims: Claim[] = [];
    for await (const batch of copyQuery(tx.client, copyText(tx.db, claimsText()))) {
      for (const row of batch) {
        claims.push({ person: personKey(Number(row[0])), anchor: recordKey(Number(row[1])), ordinal: Number(row[2]), minted: Number(row[3]), holder: personKey(Number(row[4])), alive: row[5] === 't' });
      }
    }
    const bars: (readonly [number, number])[] = [];
    for await (const batch of copyQuery(tx.client, copyText(tx.db, claimBarsText()))) for (const row of batch) bars.push([Number(row[0]), Number(row[1])]);
    const reviews: (readonly [string, number, number])[] = [];
    for await (const batch of copyQuery(tx.client, copyText(tx.db, reviewItemsText()))) for (const row of batch) reviews.push([row[0] ?? '', Number(row[1]), Number(row[2])]);
    const verified = { nhs_number: new Set<string>(), upn: new Set<string>() };
    for await (const batch of copyQuery(tx.client, copyText(tx.db, identifiersText()))) {
      for (const [kind, value, isVerified] of batch) if (isVerified === 't') (kind === 'upn' ? verified.upn : verified.nhs_number).add(value ?? '');
    }
    return { membership, claims, bars, reviews, verified };
  });
}
