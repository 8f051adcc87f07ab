import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvTexts, csvLines, csvTexts, csvTextsOf } from './csv-lines.ts';
import { textDictionary } from './text-dictionary.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** RFC 4180, said another way. */
const cellOf = (text: string | null): string => {
  if (text === null) return '';
  return text === '' || ['"', ',', '\r', '\n'].some((mark) => text.includes(mark)) ? `"${text.split('"').join('""')}"` : text;
};

const lineOf = (texts: CsvTexts, numbers: readonly number[]): string => {
  const lines = csvLines();
  for (const number of numbers) {
    lines.text(texts, number);
    lines.comma();
  }
  lines.endLine();
  return decoder.decode(lines.taken());
};

const texts = fc.uniqueArray(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é') })));

describe('lines of a CSV file', () => {
  it('quote what has to be quoted, whether texts come as bytes or as strings', () => {
    fc.assert(
      fc.property(texts, (given) => {
        const dictionary = textDictionary();
        const numbers = given.map((text) => {
          const bytes = encoder.encode(text);
          return dictionary.numberOf(bytes, 0, bytes.length);
        });
        const expected = `${given.map((text) => `${cellOf(decoder.decode(encoder.encode(text)))},`).join('')}\n`;
        expect(lineOf(csvTexts(dictionary.values()), numbers)).toBe(expected);
        expect(lineOf(csvTextsOf(given), [...given.keys()])).toBe(expected);
      }),
    );
  });

  it('leave null empty, and print numbers so that they read back the same', () => {
    expect(lineOf(csvTextsOf([null, '']), [0, 1])).toBe(',"",\n');
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (numbers) => {
        const lines = csvLines();
        for (const number of numbers) {
          lines.number(number);
          lines.endLine();
        }
        expect(decoder.decode(lines.taken())).toBe(numbers.map((number) => `${number}\n`).join(''));
        expect(lines.length).toBe(0);
      }),
    );
  });

  it('grow with what is put into them', () => {
    const lines = csvLines();
    const long = csvTextsOf(['x'.repeat(100_000)]);
    for (let k = 0; k < 5; k++) lines.text(long, 0);
    expect(lines.taken()).toHaveLength(500_000);
  });
});
