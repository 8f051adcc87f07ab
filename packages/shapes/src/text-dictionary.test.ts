import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textDictionary } from './text-dictionary.ts';

const encoder = new TextEncoder();

/** Texts one after another in bytes, with where each begins and ends. */
function laidOut(texts: readonly Uint8Array[]): { readonly bytes: Uint8Array; readonly bounds: Int32Array } {
  const bytes = new Uint8Array(texts.reduce((length, text) => length + text.length, 0));
  const bounds = new Int32Array(2 * texts.length);
  let at = 0;
  texts.forEach((text, k) => {
    bytes.set(text, at);
    bounds[2 * k] = at;
    at += text.length;
    bounds[2 * k + 1] = at;
  });
  return { bytes, bounds };
}

/** The oracle: numbers in the order in which texts are first met, the empty one 0. */
function plainNumbers(texts: readonly Uint8Array[]): number[] {
  const numbers = new Map<string, number>();
  return texts.map((text) => {
    if (text.length === 0) return 0;
    const key = Buffer.from(text).toString('hex');
    const number = numbers.get(key) ?? numbers.size + 1;
    numbers.set(key, number);
    return number;
  });
}

function numbered(texts: readonly Uint8Array[], perBlock: number, expected = 0): number[] {
  const { bytes, bounds } = laidOut(texts);
  const dictionary = textDictionary(expected);
  const into = new Int32Array(texts.length);
  for (let from = 0; from < texts.length; from += perBlock)
    dictionary.numbersOf(bytes, { bounds, first: 2 * from, stride: 2, count: Math.min(perBlock, texts.length - from) }, into, from);
  return Array.from(into);
}

describe('a dictionary of texts', () => {
  const texts = fc.array(
    fc.string({ unit: fc.constantFrom('a', 'b', 'é', '😀'), maxLength: 3 }).map((text) => encoder.encode(text)),
    { minLength: 1, maxLength: 400 },
  );

  it('numbers texts in the order in which they are first met, one by one and many at once', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 1, max: 64 }), (given, perBlock) => {
        expect(numbered(given, perBlock)).toEqual(plainNumbers(given));
        const dictionary = textDictionary();
        const oneByOne = given.map((text) => (text.length === 0 ? 0 : dictionary.numberOf(text, 0, text.length)));
        expect(oneByOne).toEqual(plainNumbers(given));
      }),
    );
  });

  it('numbers whole numbers alike whether they are all different, come twice, are no numbers after all or are larger than is marked', () => {
    const different = fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 300 }).map((numbers) => numbers.map(String));
    const odd = fc.array(fc.constantFrom('7', '007', '0', '00', '-1', '1.5', 'x', '', '4294967296', '99999999999', '400000000'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(different, odd, fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 400 }), (first, then, perBlock, expected) => {
        const given = [...first, ...then, ...first.slice(0, 9), 'last'].map((text) => encoder.encode(text));
        expect(numbered(given, perBlock, expected)).toEqual(plainNumbers(given));
        const dictionary = textDictionary(expected);
        const oneByOne = given.map((text) => (text.length === 0 ? 0 : dictionary.numberOf(text, 0, text.length)));
        expect(oneByOne).toEqual(plainNumbers(given));
        const { size, bytes, starts } = dictionary.values();
        const met = [...new Set([...first, ...then, 'last'])].filter((text) => text !== '');
        expect(Array.from({ length: size - 1 }, (_, k) => Buffer.from(bytes.slice(starts[k + 1], starts[k + 2])).toString())).toEqual(met);
      }),
    );
  });

  it('gives its texts back, also those that made it grow', () => {
    const given = Array.from({ length: 5000 }, (_, k) => encoder.encode(`text ${k} ${'long '.repeat(k % 9)}`));
    const dictionary = textDictionary(10);
    for (const text of given) dictionary.numberOf(text, 0, text.length);
    const { size, bytes, starts } = dictionary.values();
    expect(size).toBe(5001);
    expect(given.every((text, k) => Buffer.compare(text, bytes.slice(starts[k + 1], starts[k + 2])) === 0)).toBe(true);
  });

  it('numbers texts that were made to meet in one slot', () => {
    const given = meeting(12);
    expect(new Set(given.map((text) => fnv1a(text))).size).toBe(1);
    const twice = [...given, ...given.toReversed()];
    expect(numbered(twice, 256)).toEqual(plainNumbers(twice));
  });
});

/** FNV-1a as it is published (32 bits). */
function fnv1a(text: Uint8Array, from = 0x811c9dc5): number {
  let hash = from;
  for (const byte of text) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash;
}

/** 2^`pairs` texts with one hash: any of two blocks, `pairs` times, each two found to take the hash so far to the same place. */
function meeting(pairs: number): Uint8Array[] {
  let texts: Uint8Array[] = [new Uint8Array(0)];
  let hash = fnv1a(new Uint8Array(0));
  for (let pair = 0; pair < pairs; pair++) {
    const found = new Map<number, Uint8Array>();
    for (let k = 0; ; k++) {
      const block = encoder.encode((Math.imul(k, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0'));
      const to = fnv1a(block, hash);
      const other = found.get(to);
      if (other !== undefined) {
        texts = texts.flatMap((text) => [Buffer.concat([text, other]), Buffer.concat([text, block])]);
        hash = to;
        break;
      }
      found.set(to, block);
    }
  }
  return texts;
}
