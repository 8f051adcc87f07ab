/** Where bytes stop being text. Our own walk over the bytes: a decoder only says that they do. */

/** Index of the first byte that begins no valid UTF-8 character, or −1. The bytes start at a character. *Source*: Unicode 16, table 3-7. */
export function firstUtf8Fault(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const length = utf8Length(bytes, i);
    if (length === 0) return i;
    i += length;
  }
  return -1;
}

/** Index of the first UTF-16 unit that is half a pair or half a unit, or −1. */
export function firstUtf16Fault(bytes: Uint8Array, littleEndian: boolean): number {
  const high = littleEndian ? 1 : 0;
  for (let i = 0; i < bytes.length; i += 2) {
    if (i + 1 >= bytes.length) return i;
    const kind = (bytes[i + high] ?? 0) & 0xfc;
    if (kind === 0xdc) return i;
    if (kind !== 0xd8) continue;
    if (i + 3 >= bytes.length || ((bytes[i + 2 + high] ?? 0) & 0xfc) !== 0xdc) return i;
    i += 2;
  }
  return -1;
}

/** Bytes at the end that are the beginning of a character whose rest is not here, 0 to 3. */
export function unfinishedUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < announcedLength(byte) ? back : 0;
  }
  return 0;
}

/** The same for UTF-16: half a unit, or the first unit of a pair. */
export function unfinishedUtf16(bytes: Uint8Array, littleEndian: boolean): number {
  const odd = bytes.length % 2;
  const unit = bytes.length - odd - 2;
  const isFirstOfPair = unit >= 0 && ((bytes[unit + (littleEndian ? 1 : 0)] ?? 0) & 0xfc) === 0xd8;
  return odd + (isFirstOfPair ? 2 : 0);
}

const announcedLength = (lead: number): number => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2);

function utf8Length(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = announcedLength(lead);
  const second = bytes[at + 1] ?? 0;
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let i = 2; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
