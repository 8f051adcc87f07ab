import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { identifiersText } from '@golden-thread/warehouse/queries/link';
import { copyText } from '@golden-thread/warehouse/queries/record';
import { reading, type Warehouse } from '../night/warehouse-handle.ts';
import type { IdentifierStanding } from './identifiers.ts';

/** Standings that are not stored so, and stored identifiers that nobody carries any more. */
export async function identifierChanges(
  warehouse: Warehouse,
  standings: readonly IdentifierStanding[],
): Promise<{ readonly upserts: readonly CopyRow[]; readonly deletes: readonly CopyRow[] }> {
  const unlike = new Map(standings.map((standing) => [`${standing.kind}/${standing.value}`, standing]));
  const deletes: CopyRow[] = [];
  await reading(warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, identifiersText()))) {
      for (const [kind, value, verified, shared, sources] of batch) {
        const name = `${kind}/${value}`;
        const now = unlike.get(name);
        if (now === undefined) deletes.push([kind ?? '', value ?? '']);
        else if (now.verified === (verified === 't') && now.shared === (shared === 't') && now.sources === Number(sources))
          unlike.delete(name);
      }
    }
  });
  return { upserts: [...unlike.values()].map((s) => [s.kind, s.value, s.verified, s.shared, s.sources]), deletes };
}
