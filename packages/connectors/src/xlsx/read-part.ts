import type { ArchiveEntry } from '../archive/open-archive.ts';
import type { DeliveryLimits } from '../limits.ts';
import { strictXml, type XmlEvents } from '../markup/strict-xml.ts';
import { DeliveryRefused } from '../refused.ts';
import { strictText } from '../text/strict-text.ts';

/** Streams one XML part of a workbook; after each piece, the caller may take what it made. */
export async function* streamPart(part: ArchiveEntry, events: XmlEvents, most: number, limits: DeliveryLimits): AsyncGenerator<void> {
  const xml = strictXml(events, limits);
  for await (const piece of strictText(part.pieces(most), 'utf-8')) {
    xml.write(piece);
    yield;
  }
  xml.end();
}

/** Reads one XML part to its end. */
export async function readPart(part: ArchiveEntry, events: Partial<XmlEvents>, most: number, limits: DeliveryLimits): Promise<void> {
  const nothing = (): void => undefined;
  for await (const _ of streamPart(part, { open: nothing, text: nothing, close: nothing, ...events }, most, limits));
}

export function workbookMalformed(because: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.xlsx_malformed',
    message: `The file cannot be read as a workbook: ${because}.`,
    remedy: 'Ask the sender to open it in a spreadsheet program and save it again as .xlsx (not .xls, .xlsb or .csv).',
  });
}
