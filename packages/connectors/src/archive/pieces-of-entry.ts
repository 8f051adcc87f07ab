import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { DeliveryRefused } from '../refused.ts';
import { archiveMalformed } from './archive-malformed.ts';
import type { InflationGuard } from './inflation-guard.ts';

/** The bytes of one entry, inflated, counted and held against its checksum. */
export async function* piecesOfEntry(zip: ZipFile, entry: Entry, guard: InflationGuard, most: number): AsyncGenerator<Uint8Array> {
  if (entry.isEncrypted()) throw encrypted();
  if (!entry.canDecodeFileData()) throw archiveMalformed('an entry is packed by a method other than deflate');
  const count = guard.entry(entry.compressedSize, most);
  let sum = 0;
  try {
    for await (const piece of await zip.openReadStreamPromise(entry)) {
      if (!(piece instanceof Uint8Array)) continue;
      count(piece.length);
      sum = crc32(piece, sum);
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof DeliveryRefused) throw cause;
    throw archiveMalformed('an entry is damaged, or its size is not the one that the directory names', cause);
  }
  if (sum !== entry.crc32) throw archiveMalformed('an entry is damaged: its checksum is not the one that the directory names');
}

function encrypted(): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.archive_encrypted',
    message: 'The archive is encrypted.',
    remedy: 'Ask the sender for one without a password: the transport keeps it safe on its way.',
  });
}
