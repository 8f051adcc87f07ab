import { DeliveryRefused } from '../refused.ts';
import { firstUtf8Fault, firstUtf16Fault, unfinishedUtf8, unfinishedUtf16 } from './first-fault.ts';

export type Encoding = 'utf-8' | 'utf-16' | 'windows-1252';

/** What the five bytes without a meaning in Windows-1252 become when a decoder passes them on. */
const UNDEFINED_1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** How the bytes of one encoding are cut at characters, decoded and searched for their first fault. */
interface Codec {
  readonly markBytes: number;
  unfinished(bytes: Uint8Array): number;
  decode(bytes: Uint8Array): string;
  firstFault(bytes: Uint8Array): number;
}

/**
 * Bytes in pieces of any size as text, decoded strictly: nothing is replaced or guessed. A byte-order mark is not part of the text.
 * @throws DeliveryRefused with the offset of the first byte (from 0) that is not text.
 */
export async function* strictText(pieces: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  let codec: Codec | null = null;
  let offset = 0;
  let held: Uint8Array = new Uint8Array(0);
  for await (const piece of pieces) {
    let bytes = held.length === 0 ? piece : Buffer.concat([held, piece]);
    if (codec === null) {
      if (bytes.length < 3) {
        held = Uint8Array.from(bytes);
        continue;
      }
      codec = codecFor(encoding, bytes);
      offset = codec.markBytes;
      bytes = bytes.subarray(codec.markBytes);
    }
    const whole = bytes.length - codec.unfinished(bytes);
    const text = decodeOrRefuse(codec, encoding, bytes.subarray(0, whole), offset);
    offset += whole;
    held = Uint8Array.from(bytes.subarray(whole));
    if (text !== '') yield text;
  }
  if (codec === null) {
    codec = codecFor(encoding, held);
    offset = codec.markBytes;
    held = held.subarray(codec.markBytes);
  }
  if (held.length > 0) yield decodeOrRefuse(codec, encoding, held, offset);
}

function decodeOrRefuse(codec: Codec, encoding: Encoding, bytes: Uint8Array, offset: number): string {
  let text: string;
  try {
    text = codec.decode(bytes);
  } catch (cause) {
    throw refuse(encoding, offset + Math.max(0, codec.firstFault(bytes)), cause);
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) throw refuseNul(encoding, offset + (encoding === 'utf-16' ? 2 * nul : bytes.indexOf(0)));
  return text;
}

function codecFor(encoding: Encoding, start: Uint8Array): Codec {
  const mark = markOf(start);
  if (encoding === 'utf-16') {
    if (mark !== 'utf-16le' && mark !== 'utf-16be') throw refuseMark(encoding, 'it does not begin with a UTF-16 byte-order mark');
    const littleEndian = mark === 'utf-16le';
    const decoder = new TextDecoder(mark, { fatal: true, ignoreBOM: true });
    return {
      markBytes: 2,
      unfinished: (bytes) => unfinishedUtf16(bytes, littleEndian),
      decode: (bytes) => decoder.decode(bytes),
      firstFault: (bytes) => firstUtf16Fault(bytes, littleEndian),
    };
  }
  if (mark === 'utf-16le' || mark === 'utf-16be') throw refuseMark(encoding, 'it begins with a UTF-16 byte-order mark');
  if (encoding === 'utf-8') {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return {
      markBytes: mark === 'utf-8' ? 3 : 0,
      unfinished: unfinishedUtf8,
      decode: (bytes) => decoder.decode(bytes),
      firstFault: firstUtf8Fault,
    };
  }
  if (mark === 'utf-8') throw refuseMark(encoding, 'it begins with a UTF-8 byte-order mark');
  const decoder = new TextDecoder('windows-1252', { fatal: true });
  const decode = (bytes: Uint8Array): string => {
    const text = decoder.decode(bytes);
    if (UNDEFINED_1252.test(text)) throw new RangeError('a byte without a meaning');
    return text;
  };
  return { markBytes: 0, unfinished: () => 0, decode, firstFault: (bytes) => decoder.decode(bytes).search(UNDEFINED_1252) };
}

function markOf(start: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return null;
}

function refuse(encoding: Encoding, offset: number, cause: unknown): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.encoding',
    message: `The byte at offset ${offset} is not ${encoding} text.`,
    remedy: `Ask the sender for ${encoding}, or declare the encoding that they send.`,
    cause,
  });
}

function refuseMark(encoding: Encoding, what: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.encoding',
    message: `The file is declared as ${encoding}, but ${what} (offset 0).`,
    remedy: 'Declare the encoding that the sender uses, or ask for the declared one.',
  });
}

function refuseNul(encoding: Encoding, offset: number): DeliveryRefused {
  const hint = encoding === 'utf-16' ? '' : ' It is probably UTF-16 without a byte-order mark.';
  return new DeliveryRefused({
    code: 'delivery.nul_byte',
    message: `The character at offset ${offset} is zero, which no text holds.${hint}`,
    remedy: 'Ask the sender for UTF-8, or for UTF-16 with a byte-order mark and declare that.',
  });
}
