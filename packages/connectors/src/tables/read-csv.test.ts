import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type CellReading, readCells } from './csv-cells.ts';
import { readTable } from './read-table.ts';
import { fileOf, folderOf, rowsOf } from './tables.fixture.ts';

const read = async (text: string | Uint8Array, options = {}) =>
  rowsOf(await readTable(fileOf('people.csv', text), { name: 'people', ...options }));

const cells = fc.string({ unit: fc.constantFrom('a', 'é', '😀', ',', '"', ' ', '\n', '\r\n', ';', '0'), maxLength: 6 });
const tables = fc
  .integer({ min: 2, max: 4 })
  .chain((width) => fc.array(fc.array(cells, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

describe('a CSV file', () => {
  it('reads back as papaparse wrote it, whatever stands in its cells', async () => {
    await fc.assert(
      fc.asyncProperty(tables, fc.constantFrom('\n', '\r\n', '\r'), async (rows, newline) => {
        const names = Array.from({ length: rows[0]?.length ?? 0 }, (_, k) => `c${k}`);
        const expected = rows.map((row) => Object.fromEntries(row.map((cell, k) => [`c${k}`, cell === '' ? null : cell])));
        expect(await read(Papa.unparse({ fields: names, data: rows }, { newline, quotes: true }))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('reads back as papaparse wrote it, however many rows there are and wherever marks are doubled', async () => {
    const words = ['Ana', '', 'O"Neil', 'van, den', 'two\nlines', 'é', '""', '"', 'Bo'];
    const rows = Array.from({ length: 3000 }, (_, k) => [String(k), words[(k * k) % 9] ?? '', words[(k >> 4) % 9] ?? '']);
    for (const quotes of [true, false]) {
      const expected = rows.map(([id, a, b]) => ({ id, a: a || null, b: b || null }));
      expect(await read(Papa.unparse({ fields: ['id', 'a', 'b'], data: rows }, { quotes }))).toEqual(expected);
    }
  });

  it('keeps every cell as it is written, and takes only the empty cell for missing', async () => {
    expect(await read('id,ref,name\n1,00417,NA\n2,1.7,None\n3,"",null\n')).toEqual([
      { id: '1', ref: '00417', name: 'NA' },
      { id: '2', ref: '1.7', name: 'None' },
      { id: '3', ref: null, name: 'null' },
    ]);
  });

  it('guesses no delimiter: a semicolon in one column is part of its cell', async () => {
    expect(await read('pupil_ref\nP-0001\nP-0002\nP-0003;P-0004\n')).toEqual([
      { pupil_ref: 'P-0001' },
      { pupil_ref: 'P-0002' },
      { pupil_ref: 'P-0003;P-0004' },
    ]);
    expect(await read('a;b\n1;2\n', { delimiter: ';' })).toEqual([{ a: '1', b: '2' }]);
  });

  it.each([';', '|', '\t'])(
    'refuses a header of one column that holds another delimiter, unless it is said what parts cells: %j',
    async (other) => {
      const text = `a${other}b\n1${other}2\n`;
      await expect(read(text)).rejects.toMatchObject({ code: 'table.one_column', remedy: expect.stringContaining('--delimiter') });
      expect(await read(text, { delimiter: other })).toEqual([{ a: '1', b: '2' }]);
      expect(await read(text, { delimiter: ',' })).toEqual([{ [`a${other}b`]: `1${other}2` }]);
    },
  );

  it('may begin with a byte-order mark, end without a line end, and hold blank lines', async () => {
    expect(await read('\uFEFFa,b\r\n\r\n1,2\n\n3,4')).toEqual([
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ]);
  });

  it('loses the spaces around names and cells where it is asked to', async () => {
    const text = 'rec_id, given_name, surname\nrec-1-org, mia, "van, den "\nrec-2-org, , \n';
    expect(await read(text, { trim: true })).toEqual([
      { rec_id: 'rec-1-org', given_name: 'mia', surname: 'van, den' },
      { rec_id: 'rec-2-org', given_name: null, surname: null },
    ]);
    expect(Object.keys((await read('a, b\n1, 2\n'))[0] ?? {})).toEqual(['a', ' b']);
    expect(await read('a\tb\tc\n 1\t\t 3 \n', { trim: true, delimiter: '\t' })).toEqual([{ a: '1', b: null, c: '3' }]);
  });

  it('gives the columns that are asked for, and the names of all', async () => {
    const table = await readTable(fileOf('people.csv', 'a,b,c\n1,2,3\n'), { name: 'people', columns: ['c', 'a', 'z'] });
    expect(table.names).toEqual(['a', 'b', 'c']);
    expect(rowsOf(table)).toEqual([{ a: '1', c: '3' }]);
  });

  it('is the same for any number of workers', async () => {
    const lines = Array.from(
      { length: 90_000 },
      (_, k) => `${k},name ${k % 997},"place, ${(k * 7919) % 5003}",${k % 3 === 0 ? '' : k % 11}`,
    );
    const path = fileOf('people.csv', `id,name,place,code\n${lines.join('\n')}\n`);
    const [one, two, four] = await Promise.all([1, 2, 4].map((workers) => readTable(path, { name: 'people', workers })));
    expect(two).toEqual(one);
    expect(four).toEqual(one);
    expect(one?.size).toBe(90_000);
    const none = await readTable(path, { name: 'people', workers: 2, columns: ['absent'] });
    expect([none.size, none.columns.size]).toEqual([90_000, 0]);
  });

  it('tells how far it is', async () => {
    const told: (readonly [number, number | null])[] = [];
    await readTable(fileOf('people.csv', 'a\n1\n'), { name: 'people', onProgress: (done, of) => told.push([done, of]) });
    expect(told.at(-1)).toEqual([4, 4]);
  });

  it('numbers texts in the order in which they are first met', () => {
    const bytes = new TextEncoder().encode('b,x\na,x\nb,y\n');
    const reading: CellReading = { from: 0, width: 2, delimiter: 0x2c, trim: false, rows: 3, distinct: [] };
    expect(readCells(bytes, [0, 1], reading).columns.map(({ ids }) => Array.from(ids))).toEqual([
      [1, 2, 1],
      [1, 1, 2],
    ]);
  });
});

describe('a CSV file that cannot be read is refused with its name and line, and no value', () => {
  const utf16 = Buffer.from('a,b\n1,2\n', 'utf16le');
  it.each([
    ['a cell that goes on after its quotation mark', 'id,name\n1,Ana\n2,"Dee" Dolores\n3,Bo\n', 'table.text_after_quote', 'line 3 '],
    ['a mark within a cell', 'id,name\n1,An"a\n', 'table.quote_within', 'line 2 '],
    ['a quoted cell that never ends', 'id,name\n1,"Ana\n2,Bo\n', 'table.quote_open', 'line 2 '],
    ['too many cells', 'id,name\n1,Ana\n2,Bo,Di\n', 'table.too_many_cells', 'line 3 '],
    ['too few cells, after a cell of two lines', 'id,name\n1,"An\na"\n2\n', 'table.too_few_cells', 'line 4 '],
    ['a doubled name', 'id,name,name\n', 'table.header_doubled', ' name '],
    ['an empty name', 'id,,name\n', 'table.header_empty', 'cell 2 '],
    ['an empty file', '', 'table.empty', ' empty'],
    ['UTF-16 without a mark', utf16, 'table.utf16', 'UTF-16'],
    ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'table.utf16', 'UTF-16'],
    ['a zero byte', 'id,name\n1,A\0na\n', 'table.zero_byte', 'offset 11'],
    ['bytes that are no UTF-8', Buffer.from('id,name\n1,Ana\n2,M\xfcller\n', 'latin1'), 'table.not_utf8', 'line 3 '],
  ])('%s', async (_, text, code, words) => {
    const failure = expect.objectContaining({ code, message: expect.stringMatching(`^people\\.csv.*${words}`) });
    await expect(read(text)).rejects.toEqual(failure);
    await expect(read(text)).rejects.not.toThrow(/Ana|Dolores|ller/);
  });

  it.each(['', ';;', '"', '\n', '\0', '§'])('a delimiter that is no single ASCII character: %j', async (delimiter) => {
    await expect(read('a,b\n1,2\n', { delimiter })).rejects.toMatchObject({ code: 'table.delimiter' });
  });

  it('a file that is not there, a folder, and another ending', async () => {
    await expect(readTable('/nowhere/people.csv', { name: 'p' })).rejects.toMatchObject({ code: 'table.missing' });
    await expect(readTable(folderOf('people.csv'), { name: 'p' })).rejects.toMatchObject({ code: 'table.directory' });
    await expect(readTable(fileOf('people.txt', 'a\n'), { name: 'p' })).rejects.toMatchObject({ code: 'table.ending' });
  });
});
