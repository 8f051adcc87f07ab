import type { DeliveryLimits } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { recordWalk } from './record-walk.ts';

/**
 * Reads an array of records out of JSON; nested members are columns with dots (`address.street`).
 * Numbers keep the digits that were written; a member named twice sets its record aside.
 * @param path members to the array, with dots; '' where the file is the array
 * @throws DeliveryRefused when the file is not JSON, holds no such array, or has other columns than the contract
 */
export function readJson(text: string, path: string, columns: Columns, limits: DeliveryLimits): readonly ReadRecord[] {
  const { walk, counted, found } = recordWalk(columns.names, { arrayAt: path }, limits);
  const records = walk(text);
  const { arrays, objects } = counted();
  if (arrays === 0) throw noRecords(path);
  if (objects > 0) columns.accept(found());
  return records;
}

function noRecords(path: string): DeliveryRefused {
  const where = path === '' ? 'The file is not an array of records' : `The file has no array of records at '${path}'`;
  return new DeliveryRefused({
    code: 'delivery.json_no_records',
    message: `${where}.`,
    remedy: 'Ask the sender for the form of the contract, or change decoder.records in the declaration of the source.',
  });
}
