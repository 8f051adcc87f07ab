import { type PlainFile, piecesOf } from './files/open-plain-file.ts';
import { DeliveryRefused } from './refused.ts';

/** The bytes of a delivery as a decoder reads them: from a file, or out of an archive. */
export interface Content {
  /** In order, once. More than `most` bytes refuse the delivery. */
  pieces(most: number): AsyncIterable<Uint8Array>;
  /** At any place, for formats that are read from their end: the file, or bytes held whole. */
  anywhere(most: number): Promise<PlainFile | Buffer>;
}

/** A file as content. Its size is what it was when it was opened. */
export function contentOf(file: PlainFile): Content {
  const within = (most: number): void => {
    if (file.stats.size > most) throw tooLarge(`The file holds ${file.stats.size} bytes; ${most} are allowed.`);
  };
  return {
    async *pieces(most) {
      within(most);
      yield* piecesOf(file);
    },
    async anywhere(most) {
      within(most);
      return file;
    },
  };
}

export function tooLarge(message: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.too_large',
    message,
    remedy: 'Ask the sender to deliver in parts, or raise the limit.',
  });
}
