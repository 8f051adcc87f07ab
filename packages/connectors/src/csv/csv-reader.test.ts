import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type DeliveryLimits } from '../limits.ts';
import { type CsvForm, csvReader } from './csv-reader.ts';

type Outcome = { line: number; cells?: readonly string[]; problem?: string }[] | { refused: string };
const UNIX: CsvForm = { delimiter: ',', newline: '\n' };
const WINDOWS: CsvForm = { delimiter: ';', newline: '\r\n' };

function read(text: string, form: CsvForm, cuts: readonly number[] = [], limits: Partial<DeliveryLimits> = {}): Outcome {
  const reader = csvReader(form, { ...DEFAULT_LIMITS, ...limits });
  const records = [];
  try {
    let from = 0;
    for (const cut of cuts.map((c) => c % (text.length + 1)).sort((a, b) => a - b)) {
      records.push(...reader(text.slice(from, cut), false));
      from = cut;
    }
    records.push(...reader(text.slice(from), false), ...reader('', true));
    return records;
  } catch (error) {
    return { refused: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  }
}

/**
 * A second reader, written from the rules and not from the first: the whole text at once, a character at a time, no library.
 * Rules: an empty line is nothing; a record is the shortest run of lines, within the caps, whose quotes pair and that divides
 * into the header's number of cells; a line that begins no such record stands alone or is set aside.
 */
function oracle(text: string, form: CsvForm, limits: DeliveryLimits): Outcome {
  const lines = text.split('\n');
  const records: { line: number; cells?: string[]; problem?: string }[] = [];
  const aside = new Set<number>();
  let width: number | undefined;
  const quotes = (s: string) => [...s].filter((c) => c === '"').length;
  const literalWidth = (s: string) => [...s].filter((c) => c === form.delimiter).length + 1;
  const stripped = (s: string, isLast: boolean): string | undefined => {
    if (form.newline === '\n') return s;
    if (s.at(-1) === '\r') return s.slice(0, -1);
    return isLast ? s : undefined;
  };
  const looseReturn = (s: string) => [...s].some((c, i) => c === '\r' && quotes(s.slice(0, i)) % 2 === 0);
  for (let i = 0; i < lines.length; ) {
    const line = lines[i] ?? '';
    const isLast = i === lines.length - 1;
    if (line === '' || line === '\r') {
      i++;
      continue;
    }
    if (aside.has(i)) {
      records.push({ line: i + 1, problem: 'record.quotes' });
      i++;
      continue;
    }
    if (quotes(line) % 2 === 1) {
      let end = i;
      let balance = 1;
      let size = line.length;
      while (balance === 1 && end + 1 < lines.length && end + 1 - i < limits.recordLines && size <= limits.recordCharacters) {
        end++;
        size += lines[end]?.length ?? 0;
        balance = (balance + quotes(lines[end] ?? '')) % 2;
        if ([...Array(end - i).keys()].some((k) => aside.has(i + k + 1))) balance = 2;
      }
      if (balance === 0 && size <= limits.recordCharacters) {
        const span = stripped(lines.slice(i, end + 1).join('\n'), end === lines.length - 1);
        const cells = span === undefined || looseReturn(span) ? undefined : divideByHand(span, form.delimiter);
        if (cells !== undefined && (width === undefined || cells.length === width)) {
          const lastLine = lines[end] ?? '';
          if (width !== undefined && width > 2 && literalWidth(line) === width && literalWidth(lastLine) === width) aside.add(end);
          else {
            width ??= cells.length;
            records.push({ line: i + 1, cells });
            i = end + 1;
            continue;
          }
        }
      }
    }
    if (line.length > limits.recordCharacters) records.push({ line: i + 1, problem: 'record.too_long' });
    else {
      const alone = stripped(line, isLast);
      const cells = alone === undefined ? undefined : divideByHand(alone, form.delimiter);
      if (alone === undefined || looseReturn(alone)) records.push({ line: i + 1, problem: 'record.newline' });
      else if (cells !== undefined && cells.length === (width ?? cells.length)) {
        width ??= cells.length;
        records.push({ line: i + 1, cells });
      } else if (isLast && (cells === undefined || cells.length < (width ?? 0))) return { refused: 'delivery.truncated' };
      else records.push({ line: i + 1, problem: cells === undefined ? 'record.quotes' : 'record.field_count' });
    }
    i++;
  }
  return records;
}

/** The cells of one record by a machine of three states; undefined where a quoted cell does not end well or the record ends early. */
function divideByHand(record: string, delimiter: string): string[] | undefined {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    let cell = '';
    if (record[at] === '"') {
      at++;
      for (;;) {
        if (at >= record.length) return undefined;
        if (record[at] === '"' && record[at + 1] === '"') {
          cell += '"';
          at += 2;
        } else if (record[at] === '"') break;
        else cell += record[at++];
      }
      at++;
      let blanks = at;
      while (record[blanks] === ' ') blanks++;
      if (record[blanks] === delimiter) at = blanks;
      else if (at < record.length) return undefined;
    } else {
      while (at < record.length && record[at] !== delimiter) {
        if (record[at] === '\n') return undefined;
        cell += record[at++];
      }
    }
    cells.push(cell);
    if (at >= record.length) return cells;
    at++;
  }
}

describe('comma-separated text is framed before it is divided', () => {
  test('what was written comes back, cell for cell, however it was quoted and cut', () => {
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
          const result = read(`${written}${form.newline}`, form, cuts);
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
      { numRuns: 400 },
    );
  });

  test('hostile text gives what the second reader gives, however it is cut', () => {
    const unit = fc.constantFrom('a', 'b', '"', '"', '""', ',', ',', ' ', '\n', '\r\n', '\r', 'a,b,c\n', '"x\ny",b,c\n');
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 40 }),
        fc.constantFrom<CsvForm>(UNIX, { delimiter: ',', newline: '\r\n' }),
        fc.array(fc.nat(), { maxLength: 6 }),
        (units, form, cuts) => {
          const limits = { ...DEFAULT_LIMITS, recordLines: 4, recordCharacters: 24 };
          const text = `h${form.delimiter}i${form.delimiter}j${form.newline}${units.join('')}`;
          expect(read(text, form, cuts, limits)).toEqual(oracle(text, form, limits));
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('a quoted nickname costs its own record (case C001)', () => {
    const text =
      'record_id,forename,surname,dob,postcode\nE101,Amara,Osei,2013-02-11,ZZ99 3VZ\nE102,"Dee" Dolores,Okoro,2012-07-30,ZZ99 3VZ\nE103,Tom,"Pike, Jr",2014-01-05,ZZ99 3VZ\nE104,Lena,Novak,2011-11-23,ZZ99 3VZ\n';
    const records = read(text, UNIX);
    expect(records).toMatchObject([
      { line: 1 },
      { line: 2 },
      { line: 3, problem: 'record.quotes' },
      { line: 4, cells: ['E103', 'Tom', 'Pike, Jr', '2014-01-05', 'ZZ99 3VZ'] },
      { line: 5 },
    ]);
  });

  test('a quote that is never closed costs its own record, even at the head of a large file', () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `E${i},Tom,Pike`);
    const records = read(`id,forename,surname\nE,"Dee,Okoro\n${rows.join('\n')}\n`, UNIX, [3000, 9000]);
    expect(Array.isArray(records) && records.map((r) => r.problem ?? 'whole').filter((p) => p !== 'whole')).toEqual(['record.quotes']);
    expect(records).toHaveLength(5002);
  });

  test('two records with a stray quote each are set aside, and what lies between them is not', () => {
    const text = 'id,forename,surname,dob\nE1,"Dee,Okoro,x\nE2,Amara,Osei,x\nE3,Tom",Pike,x\nE4,Lena,Novak,x\n';
    expect(read(text, UNIX)).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.quotes' },
      { line: 3, cells: ['E2', 'Amara', 'Osei', 'x'] },
      { line: 4, problem: 'record.quotes' },
      { line: 5 },
    ]);
  });

  test('an inch mark in an unquoted cell is text', () => {
    expect(read('id,note\nE1,5" pipe\nE2,x\n', UNIX)).toMatchObject([{ line: 1 }, { cells: ['E1', '5" pipe'] }, { cells: ['E2', 'x'] }]);
  });

  test('an address may break its line inside quotes', () => {
    const text = 'Id;Address;Post code\r\nV1;"12 High Street\nZZtown";ZZ99 3VZ\r\nV2;"1 Low\r\nRoad\r\nZZtown";ZZ99 3WZ\r\nV3;x;y\r\n';
    expect(read(text, WINDOWS)).toMatchObject([
      { line: 1 },
      { line: 2, cells: ['V1', '12 High Street\nZZtown', 'ZZ99 3VZ'] },
      { line: 4, cells: ['V2', '1 Low\r\nRoad\r\nZZtown', 'ZZ99 3WZ'] },
      { line: 7 },
    ]);
  });

  test('a line that ends otherwise than declared costs its own record', () => {
    expect(read('a,b\r\n1,2\n3,4\r\n', { delimiter: ',', newline: '\r\n' })).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.newline' },
      { line: 3, cells: ['3', '4'] },
    ]);
    expect(read('a,b\n1,2\r\n3,4\n5\r6,7\n', UNIX)).toMatchObject([
      { line: 1 },
      { problem: 'record.newline' },
      { cells: ['3', '4'] },
      { problem: 'record.newline' },
    ]);
  });

  test('a file that ends within a record is refused, and one that ends without a line ending is not', () => {
    expect(read('a,b\n1,2\n3', UNIX)).toEqual({ refused: 'delivery.truncated' });
    expect(read('a,b\n1,2\n3,"x', UNIX)).toEqual({ refused: 'delivery.truncated' });
    expect(read('a,b\n1,2\n3,4', UNIX)).toHaveLength(3);
  });

  test('an overlong record is set aside without being held', () => {
    const text = `a,b\n1,${'x'.repeat(5000)}\n3,4\n`;
    const every = Array.from({ length: 100 }, (_, i) => i * 50);
    expect(read(text, UNIX, every, { recordCharacters: 100 })).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.too_long' },
      { line: 3, cells: ['3', '4'] },
    ]);
  });

  test('too many quote faults refuse the file', () => {
    expect(read(`a,b\n${'1,"x"y\n'.repeat(4)}`, UNIX, [], { quoteFaults: 3 })).toEqual({ refused: 'delivery.quotes' });
  });
});
