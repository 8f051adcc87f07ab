import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { type Element, elementFramer } from './frame-elements.ts';
import { type RecordWalk, recordWalk } from './record-walk.ts';

/**
 * Reads an array of records out of JSON as it streams by; nested members are columns with dots (`address.street`).
 * Numbers keep the digits that were written; a member named twice sets its record aside.
 * @param path members to the array, with dots; '' where the file is the array
 * @throws DeliveryRefused when the file is not JSON, holds no such array, or has other columns than the contract, possibly after batches
 */
export async function* readJson(
  text: AsyncIterable<string>,
  path: string,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const framer = elementFramer(path, limits);
  const records = recordWalk(columns.names, limits);
  for await (const piece of text) {
    const batch = framer.take(piece).map((element) => recordOf(element, records, columns));
    if (batch.length > 0) yield batch;
  }
  if (!framer.end().found) throw noRecords(path);
  if (records.objects() > 0) columns.accept(records.found());
}

function recordOf({ text, line }: Element, { walk }: RecordWalk, columns: Columns): ReadRecord {
  if (text === null) return { line, cells: columns.names.map(() => null), problem: { code: 'record.too_long', field: null } };
  return walk(text, line);
}

function noRecords(path: string): DeliveryRefused {
  const where = path === '' ? 'The file is not an array of records' : `The file has no array of records at '${path}'`;
  return new DeliveryRefused({
    code: 'delivery.json_no_records',
    message: `${where}.`,
    remedy: 'Ask the sender for the form of the contract, or change decoder.records in the declaration of the source.',
  });
}
