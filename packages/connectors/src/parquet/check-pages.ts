import { parquetHeader } from 'hyparquet/src/column.js';
import type { DeliveryLimits } from '../limits.ts';
import { groupTooLarge, parquetMalformed } from './parquet-refusals.ts';

/** What one column may take of what all may: it is held several times while it is decoded. */
export const COLUMN_SHARE = 4;

/**
 * Walks the pages of one column of a row group by their headers, before any is unpacked: what they say that they hold is bounded.
 * @param rows of the row group
 * @throws DeliveryRefused for pages of more values than rows, of more bytes than may be held, or in an encoding that swells
 */
export function checkPages(chunk: ArrayBuffer, rows: number, limits: DeliveryLimits): void {
  const reader = { view: new DataView(chunk), offset: 0 };
  let unpacked = 0;
  let values = 0;
  while (reader.offset < chunk.byteLength) {
    const { type, uncompressed_page_size: size, compressed_page_size: packed, ...headers } = parquetHeader(reader);
    const page = headers.data_page_header ?? headers.data_page_header_v2 ?? headers.dictionary_page_header;
    if (!(size >= 0 && packed >= 0) || reader.offset + packed > chunk.byteLength)
      throw parquetMalformed('a page is larger than its column');
    unpacked += size;
    if (unpacked > limits.wholeFileBytes / COLUMN_SHARE) throw groupTooLarge(limits);
    if (page !== undefined && !(page.num_values >= 0)) throw parquetMalformed('a page holds less than nothing');
    if (type === 'DICTIONARY_PAGE' && page !== undefined && page.num_values > size)
      throw parquetMalformed('a dictionary holds more values than bytes');
    if (type === 'DATA_PAGE' || type === 'DATA_PAGE_V2') values += page?.num_values ?? 0;
    if (values > rows) throw parquetMalformed('a column holds more values than rows');
    // Each value may repeat what stands before it: a small page can stand for any number of bytes.
    if (page?.encoding === 'DELTA_BYTE_ARRAY') throw parquetMalformed('a column is written in the encoding DELTA_BYTE_ARRAY');
    reader.offset += packed;
  }
}
