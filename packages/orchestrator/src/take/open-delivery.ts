import { existsSync } from 'node:fs';
import { fingerprint } from '@golden-thread/connectors/fingerprint';
import { readDelivery } from '@golden-thread/connectors/read-delivery';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { TerminalError } from '@golden-thread/shapes/errors';
import { type DeliveryRow, readContent } from '@golden-thread/warehouse/queries/delivery';
import type { Warehouse } from '../night/warehouse-handle.ts';
import { readChunk } from './delivery-content.ts';
import { pathOf } from './discover.ts';
import type { KeptRow } from './sort-rows.ts';

export interface OpenedDelivery {
  readonly rows: AsyncIterable<readonly KeptRow[]>;
  /** Read from what was kept: rows outside the cohort are not among them. */
  readonly fromContent: boolean;
}

/**
 * The rows of a delivery, cut to the columns that may be kept: from its file while that is there and the same, else
 * from what is kept of it. @throws TerminalError when neither is there.
 */
export async function openDelivery(
  warehouse: Warehouse,
  source: SourceDeclaration,
  directory: string,
  delivery: DeliveryRow,
  columns: readonly string[],
  declaredRecords: number | null,
): Promise<OpenedDelivery> {
  const path = pathOf(directory, delivery.file_name);
  if (existsSync(path) && (await fingerprint(path)).sha256 === delivery.sha256) {
    const all = Object.keys(source.contract.columns);
    const kept = columns.map((name) => all.indexOf(name));
    return { rows: cut(readDelivery(source, path, { declaredRecords }), kept), fromContent: false };
  }
  const first = await readContent(warehouse.db, delivery.delivery).next();
  if (first.done === true) {
    throw new TerminalError({
      code: 'delivery.gone',
      message: `The delivery d${delivery.delivery} of ${source.name} is no longer in its folder, and nothing is kept of it.`,
      remedy: `Put the file back where it was and run the same command again, or leave it out with: gt reject --delivery d${delivery.delivery} --reason '…'`,
    });
  }
  return { rows: fromChunks(warehouse, delivery.delivery, columns), fromContent: true };
}

async function* cut(batches: ReturnType<typeof readDelivery>, kept: readonly number[]): AsyncGenerator<readonly KeptRow[]> {
  for await (const batch of batches) {
    yield batch.map((row) => ({
      place: row.place,
      line: row.line,
      problem: row.problem,
      cells: kept.map((position) => row.cells[position] ?? null),
    }));
  }
}

/** Kept rows in the order of the columns that are wanted now, which need not be the order in which they were kept. */
async function* fromChunks(warehouse: Warehouse, delivery: number, columns: readonly string[]): AsyncGenerator<readonly KeptRow[]> {
  for await (const { columns: kept, bytes } of readContent(warehouse.db, delivery)) {
    const positions = columns.map((name) => kept.indexOf(name));
    yield readChunk(bytes).map((row) => ({ ...row, cells: positions.map((position) => row.cells[position] ?? null) }));
  }
}
