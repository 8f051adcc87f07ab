import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { contentOf } from './content.ts';
import { recordCheck } from './contract/check-record.ts';
import { headerDrift, refuseDrift } from './contract/header-drift.ts';
import { decode } from './decode.ts';
import type { DeliveredRow } from './delivered-row.ts';
import { openPlainFile, type PlainFile } from './files/open-plain-file.ts';
import { DEFAULT_LIMITS, type DeliveryLimits } from './limits.ts';
import type { Columns } from './read-record.ts';
import { DeliveryRefused } from './refused.ts';

export interface ReadOptions extends Partial<DeliveryLimits> {
  /** Records that the manifest names; another number refuses the delivery at its end. */
  readonly declaredRecords?: number | null;
}

/**
 * Reads one delivery by its source's declaration: every record in its place, the bad ones with their problem, in batches.
 * A delivery without records is none of its business: it gives no batch.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches: take nothing of it then
 */
export async function* readDelivery(
  source: SourceDeclaration,
  path: string,
  options: ReadOptions = {},
): AsyncGenerator<readonly DeliveredRow[]> {
  const { declaredRecords = null, ...caps } = options;
  const limits: DeliveryLimits = { ...DEFAULT_LIMITS, ...caps };
  const check = recordCheck(source.contract, limits.fieldCharacters);
  const file = await openPlainFile(path);
  let place = 0;
  try {
    refuseEmpty(file);
    for await (const records of decode(source.decoder, contentOf(file), columnsOf(source), limits)) {
      const rows: DeliveredRow[] = [];
      for (const { line, cells, problem } of records) rows.push({ place: ++place, line, cells, problem: problem ?? check(cells) });
      yield rows;
    }
    await refuseChange(file);
  } finally {
    await file.handle.close();
  }
  if (declaredRecords !== null && declaredRecords !== place) throw otherCount(declaredRecords, place);
}

function columnsOf({ contract }: SourceDeclaration): Columns {
  const names = Object.keys(contract.columns);
  return {
    names,
    accept(found) {
      const drift = headerDrift(found, names);
      if (drift !== null) throw refuseDrift(drift, names);
    },
  };
}

function refuseEmpty({ stats }: PlainFile): void {
  if (stats.size > 0) return;
  throw new DeliveryRefused({
    code: 'delivery.empty',
    message: 'The file is empty.',
    remedy: 'Ask the sender to send it again; a delivery without records still has a form.',
  });
}

/** A file that is written to while it is read may be half of two deliveries. */
async function refuseChange({ handle, stats }: PlainFile): Promise<void> {
  const now = await handle.stat();
  if (now.size === stats.size && now.mtimeMs === stats.mtimeMs) return;
  throw new DeliveryRefused({
    code: 'delivery.changed',
    message: 'The file changed while it was read.',
    remedy: 'Run the night again; if it happens again, ask the sender to rename the file only when it is whole.',
  });
}

function otherCount(declared: number, found: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.record_count',
    message: `The manifest names ${declared} records and the file holds ${found}${found < declared ? ': it was cut short' : ''}.`,
    remedy: 'Ask the sender to send the file and its manifest again.',
  });
}
