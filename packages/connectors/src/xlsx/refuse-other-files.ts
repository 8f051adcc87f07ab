import type { PlainFile } from '../files/open-plain-file.ts';
import { DeliveryRefused } from '../refused.ts';

/** How files of Office before 2007 begin, and workbooks that are locked by a password. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** @throws DeliveryRefused for an old or locked workbook, which no reader of .xlsx opens */
export async function refuseOtherFiles(from: PlainFile | Buffer): Promise<void> {
  const start = from instanceof Uint8Array ? from.subarray(0, 8) : await firstBytes(from);
  if (!COMPOUND_FILE.equals(start)) return;
  throw new DeliveryRefused({
    code: 'delivery.xlsx_locked',
    message: 'The workbook is locked by a password, or is of the old form (.xls).',
    remedy: 'Ask the sender to save it as .xlsx without a password: the transport keeps it safe on its way.',
  });
}

async function firstBytes({ handle }: PlainFile): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(8), 0, 8, 0);
  return buffer.subarray(0, bytesRead);
}
