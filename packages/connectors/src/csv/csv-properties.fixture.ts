import fc from 'fast-check';
import { expect } from 'vitest';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { CsvForm } from './csv-reader.ts';
import { readInPieces, readPlainly } from './plain-reader.fixture.ts';

const UNIX: CsvForm = { delimiter: ',', newline: '\n' };
const WINDOWS: CsvForm = { delimiter: ';', newline: '\r\n' };

/** What was written comes back, cell for cell, however it was quoted and cut into pieces. */
export function writtenComesBack(numRuns: number): void {
  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '𝔸', '"', ',', ';', '\n', '\r\n', ' ', '\\'), maxLength: 6 });
  const table = fc
    .integer({ min: 1, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }));
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(UNIX, WINDOWS),
      fc.infiniteStream(fc.boolean()),
      fc.array(fc.nat()),
      (rows, form, mayQuote, cuts) => {
        const header = (rows[0] ?? []).map((_, i) => `column ${i}`);
        const written = [header, ...rows]
          .map((row) =>
            row
              .map((value) =>
                mayQuote.next().value || /["\n\r,;]/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value,
              )
              .join(form.delimiter),
          )
          .join(form.newline);
        const result = readInPieces(`${written}${form.newline}`, form, cuts);
        const expected = [header, ...rows];
        const found = Array.isArray(result) ? result.map((record) => record.cells ?? null) : result;
        if (JSON.stringify(found) === JSON.stringify(expected)) return;
        // Two lines that each look whole are set aside, never joined: then the text itself is ambiguous.
        const ambiguous = rows.some(
          (row) => row.length > 2 && row.some((value) => value.includes('\n')) && row.some((value) => value.includes(form.delimiter)),
        );
        expect(ambiguous, JSON.stringify({ written, found })).toBe(true);
      },
    ),
    { numRuns },
  );
}

/** Hostile text gives what the plain reader gives, however it is cut into pieces. */
export function agreesWithThePlainReader(numRuns: number): void {
  const unit = fc.constantFrom('a', 'b', '"', '"', '""', ',', ',', ' ', '\n', '\r\n', '\r', 'a,b,c\n', '"x\ny",b,c\n');
  fc.assert(
    fc.property(
      fc.array(unit, { maxLength: 40 }),
      fc.constantFrom<CsvForm>(UNIX, { delimiter: ',', newline: '\r\n' }),
      fc.array(fc.nat(), { maxLength: 6 }),
      (units, form, cuts) => {
        const limits = { ...DEFAULT_LIMITS, recordLines: 4, recordCharacters: 24 };
        const text = `h${form.delimiter}i${form.delimiter}j${form.newline}${units.join('')}`;
        expect(readInPieces(text, form, cuts, limits)).toEqual(readPlainly(text, form, limits));
      },
    ),
    { numRuns },
  );
}
