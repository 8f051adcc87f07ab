import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { mintPersonKey, personKeyAt, prepareIdKey } from './person-key.ts';

const KEY = new TextEncoder().encode('thirty-two bytes of a secret key');
const NATURAL_KEY = 'school/pupils/s001/417//0';

test('an id is the first 49 bits of HMAC-SHA256, worked out by its definition (RFC 2104)', () => {
  const padded = (pad: number) => Buffer.from(Array.from({ length: 64 }, (_, at) => (KEY[at] ?? 0) ^ pad));
  const sha256 = (...parts: Buffer[]) => createHash('sha256').update(Buffer.concat(parts)).digest();
  const mac = sha256(padded(0x5c), sha256(padded(0x36), Buffer.from(`3\n${NATURAL_KEY}`)));
  expect(personKeyAt(prepareIdKey(KEY), NATURAL_KEY, 3)).toBe(Number(BigInt(`0x${mac.toString('hex').slice(0, 14)}`) >> 7n));
});

test('minting takes the smallest number that is free, whoever has the others', () => {
  const key = prepareIdKey(KEY);
  const issued = new Set<number>([personKeyAt(key, NATURAL_KEY, 0), personKeyAt(key, NATURAL_KEY, 1)]);
  expect(mintPersonKey(key, NATURAL_KEY, (it) => issued.has(it))).toEqual({ person: personKeyAt(key, NATURAL_KEY, 2), ordinal: 2 });
});
