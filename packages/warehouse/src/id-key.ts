import { createHmac } from 'node:crypto';

/** What may be stored of the key that mints person ids: tells two keys apart and gives neither away. */
export const fingerprintOfIdKey = (idKey: Uint8Array): string =>
  createHmac('sha256', idKey).update('golden-thread/id-key/1').digest('hex').slice(0, 32);
