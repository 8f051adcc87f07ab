import type { GateName, RowFate } from '@golden-thread/shapes/codes';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import type { DeliveryRow } from '@golden-thread/warehouse/queries/delivery';
import { readAcceptances } from '@golden-thread/warehouse/queries/ledger';
import type { Night } from '../night/night.ts';
import type { KnownRecord } from './sort-rows.ts';

/** A gate of one delivery that failed and that nobody has accepted. */
export interface Breach {
  readonly gate: GateName;
  readonly measured: number;
  readonly allowed: number;
  readonly words: string;
}

/** The guards of a contract that a delivery breaks: too much quarantined, too many gone, too few or too many records. */
export function breachesOf(
  source: SourceDeclaration,
  counts: Readonly<Record<RowFate | 'in', number>>,
  known: ReadonlyMap<string, KnownRecord>,
): Breach[] {
  const { contract } = source;
  const breaches: Breach[] = [];
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;
  const quarantined = share(counts.quarantined, counts.in);
  if (quarantined > contract.quarantineBudget) {
    breaches.push({
      gate: 'quarantine_budget',
      measured: quarantined,
      allowed: contract.quarantineBudget,
      words: `${counts.quarantined} of ${counts.in} records (${percent(quarantined)}) would be quarantined; the contract allows ${percent(contract.quarantineBudget)}`,
    });
  }
  let live = 0;
  for (const record of known.values()) if (record.hash !== null) live++;
  const gone = share(counts.removed, live);
  if (contract.delivers === 'full' && gone > contract.deleteGuard) {
    breaches.push({
      gate: 'delete_guard',
      measured: gone,
      allowed: contract.deleteGuard,
      words: `${counts.removed} of ${live} known records (${percent(gone)}) are gone; the contract allows ${percent(contract.deleteGuard)}`,
    });
  }
  if (counts.in < contract.minimumRecords || counts.in > contract.maximumRecords) {
    breaches.push({
      gate: 'record_count',
      measured: counts.in,
      allowed: counts.in < contract.minimumRecords ? contract.minimumRecords : contract.maximumRecords,
      words: `the file holds ${counts.in} records; the contract expects ${contract.minimumRecords} to ${contract.maximumRecords}`,
    });
  }
  return breaches;
}

/** The breaches that nobody has accepted for this delivery. */
export async function unaccepted(night: Night, delivery: DeliveryRow, breaches: readonly Breach[]): Promise<readonly Breach[]> {
  if (breaches.length === 0) return breaches;
  const accepted = await readAcceptances(night.warehouse.db, night.run.run);
  return breaches.filter((breach) => !accepted.some((a) => a.gate === breach.gate && a.delivery === delivery.delivery));
}
