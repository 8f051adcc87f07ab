import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { recordCheck } from './contract/check-record.ts';
import { headerDrift, refuseDrift } from './contract/header-drift.ts';
import { readCsv } from './csv/read-csv.ts';
import type { DeliveredRow } from './delivered-row.ts';
import { openPlainFile, type PlainFile, piecesOf } from './files/open-plain-file.ts';
import { readJson } from './json/read-json.ts';
import { DEFAULT_LIMITS, type DeliveryLimits } from './limits.ts';
import type { Columns, ReadRecord } from './read-record.ts';
import { DeliveryRefused } from './refused.ts';
import { strictText } from './text/strict-text.ts';

const BATCH = 2000;

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
    refuseSize(file, source, limits);
    for await (const records of recordsOf(source, file, limits)) {
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

async function* recordsOf(
  { decoder, contract }: SourceDeclaration,
  file: PlainFile,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const names = Object.keys(contract.columns);
  const columns: Columns = {
    names,
    accept(found) {
      const drift = headerDrift(found, names);
      if (drift !== null) throw refuseDrift(drift, names);
    },
  };
  switch (decoder.kind) {
    case 'csv':
      yield* readCsv(strictText(piecesOf(file), decoder.encoding), decoder, columns, limits);
      return;
    case 'json': {
      let text = '';
      for await (const piece of strictText(piecesOf(file), 'utf-8')) text += piece;
      const records = readJson(text, decoder.records, columns, limits);
      for (let at = 0; at < records.length; at += BATCH) yield records.slice(at, at + BATCH);
      return;
    }
    default:
      decoder satisfies never;
  }
}

function refuseSize({ stats }: PlainFile, { decoder }: SourceDeclaration, limits: DeliveryLimits): void {
  if (stats.size === 0)
    throw new DeliveryRefused({
      code: 'delivery.empty',
      message: 'The file is empty.',
      remedy: 'Ask the sender to send it again; a delivery without records still names its columns.',
    });
  const allowed = decoder.kind === 'json' ? limits.wholeFileBytes : limits.fileBytes;
  if (stats.size > allowed)
    throw new DeliveryRefused({
      code: 'delivery.too_large',
      message: `The file holds ${stats.size} bytes; ${allowed} are allowed.`,
      remedy: 'Ask the sender to deliver in parts, or raise the limit.',
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
