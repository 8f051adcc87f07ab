import type { XmlDecoder } from '@golden-thread/shapes/declare/decoder';
import type { DeliveryLimits } from '../limits.ts';
import { strictXml } from '../markup/strict-xml.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { DeliveryRefused } from '../refused.ts';
import { recordWalk } from './record-walk.ts';

/** Names that a file may give an encoding that is declared; ISO-8859-1 is what most programs call Windows-1252. */
const NAMED: { readonly [Encoding in XmlDecoder['encoding']]: readonly string[] } = {
  'utf-8': ['utf-8', 'us-ascii'],
  'utf-16': ['utf-16', 'utf-16le', 'utf-16be'],
  'windows-1252': ['windows-1252', 'iso-8859-1'],
};

/**
 * Reads the records of an XML file as they stream by. Elements are optional, as XML has them: a column that no record has is no drift,
 * an element of a record that the declaration does not speak of is.
 * @throws DeliveryRefused when the file as a whole cannot be taken, possibly after batches
 */
export async function* readXml(
  text: AsyncIterable<string>,
  decoder: XmlDecoder,
  columns: Columns,
  limits: DeliveryLimits,
): AsyncGenerator<readonly ReadRecord[]> {
  const walk = recordWalk(decoder, columns.names, limits);
  const encoding = (named: string): void => {
    if (!NAMED[decoder.encoding].includes(named.toLowerCase())) throw otherEncoding(decoder.encoding);
  };
  const xml = strictXml({ ...walk.events, encoding }, limits);
  let records = 0;
  for await (const piece of text) {
    xml.write(piece);
    const batch = walk.taken();
    records += batch.length;
    if (batch.length > 0) yield batch;
  }
  xml.end();
  const { atPlace, found, unknown } = walk.seen();
  if (!atPlace) throw noRecords(decoder.record);
  if (records > 0 || unknown.length > 0) columns.accept(records > 0 && found === 0 ? unknown : [...columns.names, ...unknown]);
}

function noRecords(record: string): DeliveryRefused {
  const parent = record.slice(0, Math.max(0, record.lastIndexOf('/')));
  return new DeliveryRefused({
    code: 'delivery.xml_no_records',
    message: parent === '' ? `The root of the XML is not '${record}'.` : `The XML has no element '${parent}', where its records should be.`,
    remedy: 'Ask the sender for the form of the contract, or mend decoder.record or decoder.namespace in the declaration of the source.',
  });
}

function otherEncoding(declared: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.encoding',
    message: `The file is declared as ${declared}, but its first line names another encoding.`,
    remedy: 'Declare the encoding that the sender uses, or ask for the declared one.',
  });
}
