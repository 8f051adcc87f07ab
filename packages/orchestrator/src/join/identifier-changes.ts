import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { identifiersText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import type { IdentifierStanding } from './identifiers.ts';

/** What of the standing of identifiers is not stored so. */
export interface IdentifierChanges {
  readonly upserts: readonly CopyRow[];
  /** Stored identifiers that nobody carries any more. */
  readonly deletes: readonly CopyRow[];
  /** The identifiers of both. */
  readonly differing: readonly { readonly kind: string; readonly value: string }[];
}

/** Standings that are not stored so, and stored identifiers that nobody carries any more. */
export async function identifierChanges(warehouse: Warehouse, standings: readonly IdentifierStanding[]): Promise<IdentifierChanges> {
  const unlike = new Map(standings.map((standing) => [`${standing.kind}/${standing.value}`, standing]));
  const unheld: { readonly kind: string; readonly value: string }[] = [];
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, identifiersText()))) {
      for (const [kind, value, verified, shared, sources] of batch) {
        const name = `${kind}/${value}`;
        const now = unlike.get(name);
        if (now === undefined) unheld.push({ kind: kind ?? '', value: value ?? '' });
        else if (now.verified === (verified === 't') && now.shared === (shared === 't') && now.sources === Number(sources))
          unlike.delete(name);
      }
    }
  });
  const anew = [...unlike.values()];
  return {
    upserts: anew.map((s) => [s.kind, s.value, s.verified, s.shared, s.sources]),
    deletes: unheld.map(({ kind, value }) => [kind, value]),
    differing: [...anew, ...unheld],
  };
}
