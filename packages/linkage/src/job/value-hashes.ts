import type { Column } from '@golden-thread/shapes/columns';

/** Two hashes of 32 bits of every distinct value of a column, by value number: of what it says, not of its number. */
export interface ValueHashes {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

const FIRST_SEED = 0x811c9dc5;
const SECOND_SEED = 0x9747b28c;
const PRIME = 0x01000193;

export function valueHashes(values: Column['values']): ValueHashes {
  return { first: hashesFrom(values, FIRST_SEED), second: hashesFrom(values, SECOND_SEED) };
}

/** One more number mixed into a hash, in order. */
export function mixed(hash: number, value: number): number {
  let h = Math.imul(hash ^ value, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** FNV-1a over the bytes that a value is made of. */
function hashesFrom(values: Column['values'], seed: number): Uint32Array {
  const hashes = new Uint32Array(values.size);
  if (values.kind === 'list') {
    const members = hashesFrom(values.of, seed);
    for (let v = 1; v < values.size; v++) {
      let hash = seed;
      for (let k = values.starts[v] as number; k < (values.starts[v + 1] as number); k++)
        hash = mixed(hash, members[values.members[k] as number] as number);
      hashes[v] = hash;
    }
    return hashes;
  }
  const bytes =
    values.kind === 'text' ? values.bytes : new Uint8Array(values.numbers.buffer, values.numbers.byteOffset, values.numbers.byteLength);
  for (let v = 1; v < values.size; v++) {
    const from = values.kind === 'text' ? (values.starts[v] as number) : 8 * v;
    const to = values.kind === 'text' ? (values.starts[v + 1] as number) : from + 8;
    let hash = seed;
    for (let k = from; k < to; k++) hash = Math.imul(hash ^ (bytes[k] as number), PRIME);
    hashes[v] = mixed(hash, to - from);
  }
  return hashes;
}
