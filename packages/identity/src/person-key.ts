import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { type PersonKey, personKey } from '@golden-thread/shapes/references';

/** The first word of the HMAC and 17 bits of the second make 49. */
const TAIL_BITS = 17;

/** The id key in the form in which it is quick: given as bytes, each HMAC takes eight times as long. */
export const prepareIdKey = (idKey: Uint8Array): KeyObject => createSecretKey(idKey);

export interface MintedKey {
  readonly person: PersonKey;
  readonly ordinal: number;
}

/**
 * Mints the id of a person: 49 bits of HMAC-SHA256 over the anchor's natural key and the smallest number that was never
 * issued for it. Which were issued shows by their being taken; so does a collision, which is settled the same way, in
 * minting order.
 */
export function mintPersonKey(idKey: KeyObject, naturalKey: string, taken: (key: number) => boolean): MintedKey {
  for (let ordinal = 0; ; ordinal++) {
    const key = personKeyAt(idKey, naturalKey, ordinal);
    if (key !== 0 && !taken(key)) return { person: key, ordinal };
  }
}

/** The id that an anchor's ordinal stands for, taken or not. */
export function personKeyAt(idKey: KeyObject, naturalKey: string, ordinal: number): PersonKey {
  const mac = createHmac('sha256', idKey).update(`${ordinal}\n${naturalKey}`, 'utf8').digest();
  return personKey(mac.readUInt32BE(0) * 2 ** TAIL_BITS + (mac.readUInt32BE(4) >>> (32 - TAIL_BITS)));
}
