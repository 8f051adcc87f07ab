import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Encoding, strictText } from './strict-text.ts';

async function decode(bytes: Uint8Array, encoding: Encoding, cuts: readonly number[] = []): Promise<string> {
  async function* pieces() {
    let from = 0;
    for (const cut of [...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
      yield bytes.slice(from, cut);
      from = cut;
    }
  }
  let text = '';
  for await (const piece of strictText(pieces(), encoding)) text += piece;
  return text;
}

const refusal = async (bytes: Uint8Array, encoding: Encoding, cuts: readonly number[] = []) =>
  decode(bytes, encoding, cuts).then(
    () => 'taken',
    (error: Error) => error.message,
  );
const bytesOf = (...values: number[]) => Uint8Array.from(values);
const utf16 = (text: string, littleEndian: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return littleEndian ? bytes : bytes.swap16();
};

describe('text is decoded strictly', () => {
  test.each<[string, Encoding, Uint8Array, string]>([
    ['UTF-8 without a mark', 'utf-8', Buffer.from('Zoë,Łuczak'), 'Zoë,Łuczak'],
    ['UTF-8 with a mark, which is no text', 'utf-8', Buffer.from('\ufeffZoë'), 'Zoë'],
    ['a mark further on, which is text', 'utf-8', Buffer.from('a\ufeffb'), 'a\ufeffb'],
    ['UTF-16, little end first', 'utf-16', utf16('Zoë 𝔸', true), 'Zoë 𝔸'],
    ['UTF-16, big end first', 'utf-16', utf16('Zoë 𝔸', false), 'Zoë 𝔸'],
    ['a curly apostrophe of Windows-1252', 'windows-1252', bytesOf(0x4f, 0x92, 0x42, 0xe9), 'O’Bé'],
    ['the euro sign of Windows-1252', 'windows-1252', bytesOf(0x80), '€'],
  ])('%s', async (_label, encoding, bytes, text) => {
    expect(await decode(bytes, encoding)).toBe(text);
  });

  test.each<[string, Encoding, Uint8Array, RegExp]>([
    ['a byte of Windows-1252 in UTF-8', 'utf-8', bytesOf(0x4f, 0x92, 0x42), /offset 1 is not utf-8/],
    ['an overlong slash', 'utf-8', bytesOf(0x61, 0x62, 0xc0, 0xaf), /offset 2/],
    ['half a pair written as UTF-8', 'utf-8', bytesOf(0x61, 0xed, 0xa0, 0x80), /offset 1/],
    ['a character cut off by the end', 'utf-8', bytesOf(0x61, 0x62, 0x63, 0xe2, 0x82), /offset 3/],
    ['a character above U+10FFFF', 'utf-8', bytesOf(0xf4, 0x90, 0x80, 0x80), /offset 0/],
    ['UTF-16 declared as UTF-8', 'utf-8', utf16('id', true), /begins with a UTF-16 byte-order mark/],
    [
      'UTF-16 without a mark declared as UTF-8 (case C007)',
      'utf-8',
      Buffer.from('record_id', 'utf16le'),
      /offset 1 is zero.*UTF-16 without/,
    ],
    ['UTF-16 without a mark', 'utf-16', Buffer.from('record_id', 'utf16le'), /does not begin with a UTF-16 byte-order mark/],
    ['half a pair in UTF-16', 'utf-16', bytesOf(0xff, 0xfe, 0x61, 0, 0, 0xd8, 0x62, 0), /offset 4/],
    ['half a unit at the end of UTF-16', 'utf-16', bytesOf(0xff, 0xfe, 0x61, 0, 0x62), /offset 4/],
    ['a zero character in UTF-16', 'utf-16', utf16('a\0', true), /offset 4 is zero/],
    ['UTF-8 with a mark declared as Windows-1252', 'windows-1252', Buffer.from('\ufeffid'), /begins with a UTF-8 byte-order mark/],
    ['a byte that Windows-1252 does not use', 'windows-1252', bytesOf(0x61, 0x62, 0x9d), /offset 2 is not windows-1252/],
    ['a zero byte in Windows-1252', 'windows-1252', bytesOf(0x61, 0), /offset 1 is zero/],
  ])('%s is refused with its offset', async (_label, encoding, bytes, message) => {
    expect(await refusal(bytes, encoding)).toMatch(message);
    expect(await refusal(bytes, encoding, [0, 1, 2, 3, 4, 5])).toMatch(message);
  });

  test('any cut of the bytes into pieces gives the same text', async () => {
    const text = fc
      .string({ unit: 'grapheme', maxLength: 30 })
      .filter((t) => t.isWellFormed() && !t.includes('\0') && !t.startsWith('\ufeff'));
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.nat()), async (value, cuts) => {
        expect(await decode(Buffer.from(value), 'utf-8', cuts)).toBe(value);
        expect(await decode(utf16(value, true), 'utf-16', cuts)).toBe(value);
        expect(await decode(utf16(value, false), 'utf-16', cuts)).toBe(value);
      }),
      { numRuns: 150 },
    );
  });

  test('the offset is where a forgiving decoder first puts its replacement character', async () => {
    const byte = fc.oneof(fc.integer({ min: 0x61, max: 0x7a }), fc.integer({ min: 0x80, max: 0xff }));
    const bytes = fc
      .uint8Array({ minLength: 1, maxLength: 12 })
      .chain((size) => fc.array(byte, { minLength: size.length, maxLength: size.length }));
    await fc.assert(
      fc.asyncProperty(bytes, fc.array(fc.nat(), { maxLength: 4 }), async (values, cuts) => {
        const input = Uint8Array.from(values);
        fc.pre(
          !(values[0] === 0xef && values[1] === 0xbb) &&
            !(values[0] === 0xff && values[1] === 0xfe) &&
            !(values[0] === 0xfe && values[1] === 0xff),
        );
        const forgiving = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input);
        fc.pre(!Buffer.from(input).includes(Buffer.from('\ufffd')));
        const first = forgiving.indexOf('\ufffd');
        const found = await refusal(input, 'utf-8', cuts);
        expect(found).toMatch(first === -1 ? /^taken$/ : new RegExp(`offset ${Buffer.byteLength(forgiving.slice(0, first))} is`));
      }),
      { numRuns: 300 },
    );
  });
});
