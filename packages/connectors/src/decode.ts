import type { Decoder } from '@golden-thread/shapes/declare/decoder';
import type { Content } from './content.ts';
import { readCsv } from './csv/read-csv.ts';
import { readJson } from './json/read-json.ts';
import { readJsonLines } from './json/read-json-lines.ts';
import type { DeliveryLimits } from './limits.ts';
import { readParquetDelivery } from './parquet/read-parquet-delivery.ts';
import type { Columns, ReadRecord } from './read-record.ts';
import { strictText } from './text/strict-text.ts';
import { readXlsx } from './xlsx/read-xlsx.ts';
import { readXml } from './xml/read-xml.ts';
import { contentInZip } from './zip/read-zip.ts';

/**
 * The records of a delivery in batches, by the decoder that is declared.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches
 */
export async function* decode(
  decoder: Decoder,
  content: Content,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  switch (decoder.kind) {
    case 'csv':
      yield* readCsv(strictText(content.pieces(limits.fileBytes), decoder.encoding), decoder, columns, limits);
      return;
    case 'json':
      yield* readJson(strictText(content.pieces(limits.fileBytes), 'utf-8'), decoder.records, columns, limits);
      return;
    case 'json_lines':
      yield* readJsonLines(strictText(content.pieces(limits.fileBytes), 'utf-8'), columns, limits);
      return;
    case 'xml':
      yield* readXml(strictText(content.pieces(limits.fileBytes), decoder.encoding), decoder, columns, limits);
      return;
    case 'xlsx':
      yield* readXlsx(content, decoder, columns, limits);
      return;
    case 'parquet':
      yield* readParquetDelivery(content, columns, limits);
      return;
    case 'zip':
      yield* decode(decoder.holds, await contentInZip(decoder, content, limits), columns, limits);
      return;
    default:
      decoder satisfies never;
  }
}
