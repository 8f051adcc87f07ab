import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeZip } from '../archive/write-zip.fixture.ts';
import { outcomesOf, recordsOf, refusalOf } from '../decoding.fixture.ts';
import type { DeliveryLimits } from '../limits.ts';
import { row, workbook } from './workbook.fixture.ts';

const recorded = (name: string): Buffer => readFileSync(new URL(`recorded/${name}`, import.meta.url));
const sheet = (
  columns: readonly string[],
  more: { sheet?: string; hiddenRows?: 'take' | 'refuse' } = {},
  limits: Partial<DeliveryLimits> = {},
) => ({
  decoder: { kind: 'xlsx' as const, sheet: 'Children', hiddenRows: 'refuse' as const, ...more },
  columns,
  limits,
});
const children = sheet(['id', 'name', 'dob']);
const HEADER = row(1, ['id', 'name', 'dob']);

describe('workbooks of other writers', () => {
  test.each(['openpyxl', 'openpyxl-1904', 'xlsxwriter', 'xlsxwriter-1904', 'xlsxwriter-inline'])(
    'every kind of cell by %s',
    async (writer) => {
      const expected: [string, string | null | { problem: string }][] = JSON.parse(recorded(`kinds-${writer}.json`).toString());
      const records = await recordsOf(sheet(['what', 'value'], { sheet: 'Kinds' }), recorded(`kinds-${writer}.xlsx`));
      expect(records.map(({ cells, problem }) => [cells[0], problem === null ? cells[1] : { problem: problem.code }])).toEqual(expected);
    },
  );

  test('a title, headings merged over two rows, a hidden row, a total', async () => {
    const given = sheet(['Cms Id', 'First Name', 'Last Name', 'Date Of Birth', 'Postcode', 'Open'], {
      sheet: 'Referrals',
      hiddenRows: 'take',
    });
    const records = await recordsOf(given, recorded('voluntary.xlsx'));
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [5, '101', 'Amara', 'Osei', '2013-02-11', 'ZZ99 3VZ', 'true'],
      [6, '102', 'Tom', 'Pike', '01-Feb', 'ZZ99 1WZ', 'false'],
      [8, '103', 'Lena', 'Novak', '2011-11-23', null, 'true'],
      [10, 'Total', '3', null, null, null, null],
    ]);
    const refusal = await refusalOf({ ...given, decoder: { ...given.decoder, hiddenRows: 'refuse' } }, recorded('voluntary.xlsx'));
    expect(refusal).toMatchObject({ code: 'delivery.xlsx_hidden_row', message: expect.stringMatching(/^Row 6 is hidden/) });
  });
});

describe('cells and rows', () => {
  test('cells without addresses, rows left out, and a shared text that is not named (case C011)', async () => {
    const rows =
      '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row><row r="2"><c t="s"><v>3</v></c><c t="s"><v>4</v></c><c s="1"><v>41316</v></c></row>' +
      '<row r="4"><c r="A4" t="s"><v>5</v></c><c r="B4" t="s"/><c s="1"><v>41644</v></c></row>';
    const sharedStrings = ['id', 'name', 'dob', 'E101', 'Osei', 'E102'].map((text) => `<si><t>${text}</t></si>`).join('');
    const records = await recordsOf(children, workbook({ rows, sharedStrings }));
    expect(records.map(({ line, cells }) => [line, ...cells])).toEqual([
      [2, 'E101', 'Osei', '2013-02-11'],
      [4, 'E102', null, '2014-01-05'],
    ]);
  });

  test('the days of 1900, with the one that never was (case C013)', async () => {
    const serials = [41316, 61, 60, 59, 1, 0, -1, 2_958_466, 36526.999994];
    const rows =
      HEADER +
      serials
        .map((serial, i) => `<row r="${i + 2}"><c r="A${i + 2}"><v>${i}</v></c><c r="C${i + 2}" s="1"><v>${serial}</v></c></row>`)
        .join('');
    expect((await recordsOf(children, workbook({ rows }))).map(({ cells }) => cells[2])).toEqual([
      '2013-02-11',
      '1900-03-01',
      '1900-02-29',
      '1900-02-28',
      '1900-01-01',
      '1900-01-00',
      '-1',
      '2958466',
      '2000-01-01',
    ]);
  });

  test('a hidden row is a reason to refuse the file, or a record like others (case C009)', async () => {
    const rows = `${HEADER}${row(2, ['E101', 'Osei', null])}${row(3, ['E102', 'Pike', null], 'hidden="1"')}${row(4, ['E103', 'Novak', null])}`;
    expect(await refusalOf(children, workbook({ rows }))).toMatchObject({ message: expect.stringMatching(/^Row 3 is hidden/) });
    expect(await outcomesOf(sheet(children.columns, { hiddenRows: 'take' }), workbook({ rows }))).toHaveLength(3);
  });

  test.each([
    ['a formula that gives nothing', '<c r="B2" t="str"><f>""</f><v></v></c>', null, null],
    ['a formula that was never worked out', '<c r="B2"><f>A1</f></c>', null, 'field.formula_without_value'],
    ['an error', '<c r="B2" t="e"><v>#N/A</v></c>', null, 'field.spreadsheet_error'],
    ['a long number', '<c r="B2"><v>5.41000000543284E+17</v></c>', '541000000543284000', 'field.unsafe_number'],
    ['a number by its exponent', '<c r="B2"><v>9.990010005E9</v></c>', '9990010005', null],
    ['a number that is none', '<c r="B2"><v>twelve</v></c>', 'twelve', null],
    ['a number beyond all', '<c r="B2"><v>1E999</v></c>', '1E999', null],
    ['a date of the strict form', '<c r="B2" s="1" t="d"><v>2013-02-11T00:00:00</v></c>', '2013-02-11', null],
    ['a date and time of the strict form', '<c r="B2" t="d"><v>2013-02-11T09:30:00Z</v></c>', '2013-02-11 09:30:00', null],
    ['a style that there is not', '<c r="B2" s="99"><v>41316</v></c>', '41316', null],
    [
      'how a text sounds is left out',
      '<c r="B2" t="inlineStr"><is><t>Osei</t><rPh sb="0" eb="1"><t>oh-say</t></rPh></is></c>',
      'Osei',
      null,
    ],
    ['a carriage return by its escape', '<c r="B2" t="inlineStr"><is><t>a_x000D_b</t></is></c>', 'a\rb', null],
    ['a zero by its escape', '<c r="B2" t="inlineStr"><is><t>a_x0000_b</t></is></c>', null, 'field.unstorable'],
    ['half a pair by its escape', '<c r="B2" t="str"><v>_xD800_</v></c>', null, 'field.unstorable'],
    [
      'prefixes',
      '<x:c xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="B2" t="str"><x:v>Osei</x:v></x:c>',
      'Osei',
      null,
    ],
  ])('%s', async (_label, cell, text, code) => {
    const [record] = await recordsOf(children, workbook({ rows: `${HEADER}<row r="2"><c r="A2"><v>1</v></c>${cell}</row>` }));
    expect([record?.cells[1], record?.problem?.code ?? null]).toEqual([text, code]);
  });

  test.each([
    ['the header again', row(3, ['id', 'name', 'dob']), ['record.header_repeated', null]],
    ['a value under no heading', row(3, ['E102', 'Pike', null, 'call her mother']), ['record.field_count', null]],
  ])('%s costs its own row', async (_label, extra, outcome) => {
    const rows = HEADER + row(2, ['E101', 'Osei', null]) + extra + row(4, ['E103', 'Novak', null]);
    expect(await outcomesOf(children, workbook({ rows }))).toEqual([['E101', 'Osei', null], outcome, ['E103', 'Novak', null]]);
  });

  test('rows without a value are no records', async () => {
    const rows = `${HEADER}<row r="2"/><row r="3"><c r="A3" s="1"/></row><row r="4"><c r="A4" t="str"><v></v></c></row>${row(5, ['E101', '', null])}`;
    expect(await outcomesOf(children, workbook({ rows }))).toEqual([['E101', null, null]]);
  });

  test('a row above the cap is set aside and not held', async () => {
    const rows = HEADER + row(2, ['E101', 'x'.repeat(60_000), null]) + row(3, ['E102', 'Pike', null]);
    expect(await outcomesOf({ ...children, limits: { recordCharacters: 50_000 } }, workbook({ rows }))).toEqual([
      ['record.too_long', null],
      ['E102', 'Pike', null],
    ]);
  });
});

describe('the header is the row that names the columns', () => {
  const first = row(60, ['E101', 'Osei', null]);
  test.each([
    ['below a title', row(1, ['Children of the quarter']) + row(3, ['id', 'name', 'dob']) + first],
    ['with line breaks and blanks', row(1, [' id', 'name\n', 'dob ']) + first],
    ['below headings that say some of its names', row(1, ['id', null, 'Born']) + row(2, ['id', 'name', 'dob']) + first],
    ['merged downwards from two rows', row(1, ['id', 'Child', null]) + row(2, [null, 'name', 'dob']) + first],
    ['far down', Array.from({ length: 40 }, (_, i) => row(i + 1, ['note'])).join('') + row(41, ['id', 'name', 'dob']) + first],
  ])('%s', async (_label, rows) => {
    expect(await outcomesOf(children, workbook({ rows }))).toEqual([['E101', 'Osei', null]]);
  });

  test.each([
    ['a column missing', row(1, ['id', 'name']) + first, 'delivery.header_missing', /'dob' missing/],
    ['a column more', row(1, ['id', 'name', 'dob', 'Notes']) + first, 'delivery.header_unknown', /'Notes' unknown/],
    ['a column twice', row(1, ['id', 'name', 'dob', 'dob']) + first, 'delivery.header_duplicate', /'dob' twice/],
    ['a column renamed', row(1, ['id', 'Name', 'dob']) + first, 'delivery.header_missing', /'name' seems to be called 'Name' now/],
    [
      'a column renamed, below a title',
      row(1, ['Children']) + row(2, ['id', 'full name', 'dob']) + first,
      'delivery.header_missing',
      /'full name'/,
    ],
    ['no header', first, 'delivery.header_absent', /Only 0/],
    [
      'too far down',
      Array.from({ length: 60 }, (_, i) => row(i + 1, ['note'])).join('') + row(61, ['id', 'name', 'dob']),
      'delivery.header_absent',
      /Only 0/,
    ],
    ['nothing at all', '', 'delivery.empty', /'Children' is empty/],
    [
      'too many columns',
      row(
        1,
        Array.from({ length: 20 }, (_, i) => `c${i}`),
      ),
      'delivery.too_many_columns',
      /20 columns; 10/,
    ],
  ])('a drifted one refuses the file: %s', async (_label, rows, code, words) => {
    const refusal = await refusalOf({ ...children, limits: { columns: 10 } }, workbook({ rows }));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(words);
    expect(JSON.stringify([refusal.message, refusal.drift])).not.toMatch(/Osei/);
  });
});

describe('a workbook that harms, lies or is broken is refused', () => {
  const two = row(2, ['E101', 'Osei', null]) + row(3, ['E102', null, null]);
  const merged = (ref: string) => workbook({ rows: HEADER + two, after: `<mergeCells><mergeCell ref="${ref}"/></mergeCells>` });

  test.each([
    ['below the header', 'B2:B3', true],
    ['from the header down', 'B1:B2', true],
    ['in one row', 'B2:C2', false],
    ['above the records', 'A1:C1', false],
    ['below the records', 'A5:C9', false],
    ['beside the columns', 'F2:F3', false],
  ])('cells merged %s: %s', async (_label, ref, refused) => {
    if (refused) expect(await refusalOf(children, merged(ref))).toMatchObject({ code: 'delivery.xlsx_merged' });
    else expect(await outcomesOf(children, merged(ref))).toHaveLength(2);
  });

  const sheetXml = (inner: string) => ({ 'xl/worksheets/sheet1.xml': inner });
  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  test.each<[string, Buffer, string]>([
    ['another sheet', workbook({ rows: HEADER, sheetName: 'Children 2' }), 'delivery.xlsx_no_sheet'],
    ['comma-separated text', Buffer.from('id,name,dob\n'), 'delivery.archive_malformed'],
    ['an old workbook, or one with a password', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), 'delivery.xlsx_locked'],
    ['an archive of something else', writeZip([{ name: 'a.txt', data: 'hello' }]), 'delivery.xlsx_malformed'],
    ['no sheet behind its name', workbook({ rows: '', parts: { 'xl/worksheets/sheet1.xml': null } }), 'delivery.xlsx_malformed'],
    [
      'a document type',
      workbook({ rows: '', parts: sheetXml(`${doctype}<worksheet><sheetData>&b;</sheetData></worksheet>`) }),
      'delivery.xml_doctype',
    ],
    [
      'a document type among the shared texts',
      workbook({ rows: HEADER, parts: { 'xl/sharedStrings.xml': `${doctype}<sst/>` } }),
      'delivery.xml_doctype',
    ],
    ['XML cut short', workbook({ rows: '', parts: sheetXml('<worksheet><sheetData><row r="1">') }), 'delivery.truncated'],
    ['deep XML', workbook({ rows: '<a>'.repeat(1000) }), 'delivery.xml_caps'],
    ['a giant cell', workbook({ rows: `${HEADER}${row(2, ['x'.repeat(3e6)])}` }), 'delivery.archive_bomb'],
    ['a giant cell that does not pack', workbook({ rows: `${HEADER}${row(2, [noise(1_500_000)])}` }), 'delivery.xml_caps'],
    ['a bomb of empty rows', workbook({ rows: '<row/>'.repeat(1e6) }), 'delivery.archive_bomb'],
    ['rows that go back', workbook({ rows: row(2, ['id']) + row(1, ['E101']) }), 'delivery.xlsx_malformed'],
    ['a row twice', workbook({ rows: row(1, ['id']) + row(1, ['E101']) }), 'delivery.xlsx_malformed'],
    ['a row beyond the last', workbook({ rows: '<row r="1048577"/>' }), 'delivery.xlsx_malformed'],
    ['a row that is no number', workbook({ rows: '<row r="1e3x"/>' }), 'delivery.xlsx_malformed'],
    ['a cell twice', workbook({ rows: '<row r="1"><c r="A1"/><c r="A1"/></row>' }), 'delivery.xlsx_malformed'],
    ['a cell of another row', workbook({ rows: '<row r="1"><c r="A2"/></row>' }), 'delivery.xlsx_malformed'],
    ['a cell beyond the last column', workbook({ rows: '<row r="1"><c r="XFE1"/></row>' }), 'delivery.xlsx_malformed'],
    [
      'a shared text that there is not',
      workbook({ rows: '<row r="1"><c r="A1" t="s"><v>5</v></c></row>', sharedStrings: '<si><t>a</t></si>' }),
      'delivery.xlsx_malformed',
    ],
    [
      'a shared text without a number',
      workbook({ rows: '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>', sharedStrings: '<si><t>a</t></si>' }),
      'delivery.xlsx_malformed',
    ],
    [
      'merged cells nowhere',
      workbook({ rows: HEADER, after: '<mergeCells><mergeCell ref="A0:B"/></mergeCells>' }),
      'delivery.xlsx_malformed',
    ],
    [
      'two sheets of one name',
      workbook({
        rows: HEADER,
        parts: { 'xl/workbook.xml': '<workbook><sheets><sheet name="Children"/><sheet name="Children"/></sheets></workbook>' },
      }),
      'delivery.xlsx_no_sheet',
    ],
  ])('%s', async (_label, bytes, code) => {
    const refusal = await refusalOf(children, bytes);
    expect({ code: refusal.code, remedy: refusal.remedy.length > 0 }).toEqual({ code, remedy: true });
    expect(refusal.message).not.toMatch(/Osei|E101/);
  });
});

test('texts that are written come back, however they are shared', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '𝔸', '<', '&', '_x0', ' ', '\n', '\r', '"'), maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text, text), { maxLength: 12 }), fc.boolean(), async (table, shared) => {
      const written = table.filter((cells) => cells.some((cell) => cell !== ''));
      const texts: string[] = [];
      const cell = (value: string, address: string): string => {
        if (value === '') return `<c r="${address}"/>`;
        texts.push(`<si><t xml:space="preserve">${value.replace(/[&<\r]/g, (one) => `&#${one.codePointAt(0)};`)}</t></si>`);
        return `<c r="${address}" t="s"><v>${texts.length - 1}</v></c>`;
      };
      const rows = written.map((cells, i) =>
        shared ? `<row r="${i + 2}">${cells.map((value, c) => cell(value, `${'ABC'[c]}${i + 2}`)).join('')}</row>` : row(i + 2, cells),
      );
      const bytes = workbook({ rows: HEADER + rows.join(''), sharedStrings: texts.join('') });
      expect((await recordsOf(children, bytes)).map(({ cells }) => cells)).toEqual(
        written.map((cells) => cells.map((value) => value || null)),
      );
    }),
    { seed: 20261125 },
  );
});

/** Letters that deflate cannot make much shorter. */
function noise(length: number): string {
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += (state >>> 4).toString(36);
  }
  return text.slice(0, length);
}
