import { createHmac } from 'node:crypto';
import { type PersonKey, personKey } from '@golden-thread/shapes/references';

/** 17 bits of a head and 32 of a tail make 49. */
const HEAD_BITS = 17;

export interface MintedKey {
  readonly person: PersonKey;
  readonly ordinal: number;
}

/**
 * Mints the id of a person: 49 bits of HMAC-SHA256 over the anchor's natural key and the smallest number that was never
 * issued for it. Which were issued shows by their being taken; so does a collision, which is settled the same way, in
 * minting order.
 */
export function mintPersonKey(idKey: Uint8Array, naturalKey: string, taken: (key: number) => boolean): MintedKey {
  for (let ordinal = 0; ; ordinal++) {
    const key = personKeyAt(idKey, naturalKey, ordinal);
    if (key !== 0 && !taken(key)) return { person: key, ordinal };
  }
}

/** The id that an anchor's ordinal stands for, taken or not. */
export function personKeyAt(idKey: Uint8Array, naturalKey: string, ordinal: number): PersonKey {
  const mac = createHmac('sha256', idKey).update(`${ordinal}\n${naturalKey}`, 'utf8').digest();
  return personKey((mac.readUInt32BE(0) >>> (32 - HEAD_BITS)) * 2 ** 32 + mac.readUInt32BE(4));
}
