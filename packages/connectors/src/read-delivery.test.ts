import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dates, type SourceDeclaration, type SourceInput, text } from '@golden-thread/shapes/declare/source';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DeliveredRow } from './delivered-row.ts';
import { type ReadOptions, readDelivery } from './read-delivery.ts';
import { DeliveryRefused } from './refused.ts';
import { sourceOf } from './source.fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gt-connectors-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function rowsOf(source: SourceDeclaration, content: string | Uint8Array, options?: ReadOptions): Promise<readonly DeliveredRow[]> {
  const path = join(folder, `${crypto.randomUUID()}.dat`);
  await writeFile(path, content);
  const rows: DeliveredRow[] = [];
  for await (const batch of readDelivery(source, path, options)) rows.push(...batch);
  return rows;
}

async function refusalOf(source: SourceDeclaration, content: string | Uint8Array, options?: ReadOptions): Promise<DeliveryRefused> {
  const error = await rowsOf(source, content, options).then(
    () => new Error('it was taken'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof DeliveryRefused) return error;
  throw error;
}

const outcomes = (rows: readonly DeliveredRow[]) =>
  rows.map((row) => (row.problem === null ? row.cells : [row.problem.code, row.problem.field]));
const csv = (contract: SourceInput['contract'], decoder: Partial<Extract<SourceInput['decoder'], { kind: 'csv' }>> = {}) =>
  sourceOf({ contract, decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n', ...decoder } });
const plain = sourceOf();
const BAND: Pick<SourceInput['contract'], 'key' | 'delivers'> = { key: ['id'], delivers: 'full' };

describe('a delivery that can be taken', () => {
  test('records stand in their places, with their lines, in the order of the contract', async () => {
    const rows = await rowsOf(plain, 'surname,id,forename\nOsei,E101,Amara\n\nNovak,E102,\n');
    expect(rows).toEqual([
      { place: 1, line: 2, cells: ['E101', 'Amara', 'Osei'], problem: null },
      { place: 2, line: 4, cells: ['E102', null, 'Novak'], problem: null },
    ]);
  });

  test('cells are never trimmed, guessed or typed (case C005)', async () => {
    const rows = await rowsOf(
      csv({ columns: { id: text(), ref: text() }, ...BAND }),
      'id,ref\nE1, 00417 \nE2,1.7\nE3,\\N\nE4,null\nE5,NA\n',
    );
    expect(outcomes(rows)).toEqual([
      ['E1', ' 00417 '],
      ['E2', '1.7'],
      ['E3', '\\N'],
      ['E4', 'null'],
      ['E5', 'NA'],
    ]);
  });

  test('words that other readers take for nothing are words; only an empty cell is empty (case C025)', async () => {
    const rows = await rowsOf(plain, 'id,forename,surname\nE101,Amara,Null\nE102,Tom,NA\nE103,Lena,None\nE104,Kim,Test\nE105,Ana,\n');
    expect(rows.map(({ cells }) => cells[2])).toEqual(['Null', 'NA', 'None', 'Test', null]);
  });

  test('backslashes stand for themselves (case C073)', async () => {
    const texts = ['Unit 7\\09 Harbour Row', '\\N', 'C:\\temp', '\\.'];
    const rows = await rowsOf(plain, `id,forename,surname\n${texts.map((text, i) => `E${i},Amara,${text}\n`).join('')}`);
    expect(rows.map(({ cells }) => cells[2])).toEqual(texts);
  });

  test('a moment stays as it is written, whatever its zone: a winter birthday of 1969 keeps its day (case C015)', async () => {
    const source = sourceOf({
      decoder: { kind: 'json', records: '' },
      contract: { columns: { id: text(), dob: dates(['iso-timestamp'], { required: true }) }, ...BAND },
    });
    const written = ['1969-12-25T00:00:00+01:00', '1972-12-25T00:00:00Z'];
    const rows = await rowsOf(source, JSON.stringify(written.map((dob, i) => ({ id: `E${i}`, dob }))));
    expect(outcomes(rows)).toEqual(written.map((dob, i) => [`E${i}`, dob]));
  });

  test('an odd last line does not change the delimiter (case C003)', async () => {
    const rows = await rowsOf(
      csv({ columns: { pupil_ref: text() }, key: ['pupil_ref'], delivers: 'full' }),
      'pupil_ref\nP-0001\nP-0002\nP-0003;P-0004\n',
    );
    expect(outcomes(rows)).toEqual([['P-0001'], ['P-0002'], ['P-0003;P-0004']]);
  });

  test('a header without records is a delivery of none', async () => {
    expect(await rowsOf(plain, 'id,forename,surname\n')).toEqual([]);
    expect(await rowsOf(plain, 'id,forename,surname')).toEqual([]);
  });

  test('columns named like parts of an object are only names', async () => {
    const source = csv({ columns: { id: text(), constructor: text(), toString: text() }, ...BAND });
    expect(outcomes(await rowsOf(source, 'id,constructor,toString\nE1,a,b\n'))).toEqual([['E1', 'a', 'b']]);
    expect(await refusalOf(plain, 'id,forename,surname,__proto__\n1,2,3,4\n')).toMatchObject({ code: 'delivery.header_unknown' });
  });
});

describe('a record that is set aside costs only itself', () => {
  const source = csv({
    columns: {
      id: text(),
      band: text({ accepted: ['A', 'B'] }),
      opened: dates(['dd/mm/yyyy', 'yyyy-mm-dd hh:mm:ss'], { required: true }),
      closed: dates(['dd/mm/yyyy']),
      size: { type: 'integer' },
      open: { type: 'boolean' },
    },
    ...BAND,
  });
  test.each([
    ['all is well', 'E1,A,31/03/2013,,5,Y', null, null],
    ['a time beside the day', 'E1,A,2013-03-31 23:59:00,,5,Y', null, null],
    ['an empty key', ' ,A,31/03/2013,,5,Y', 'field.key_empty', 'id'],
    ['an empty required field', 'E1,A,,,5,Y', 'field.required', 'opened'],
    ['a value outside the accepted ones', 'E1,C,31/03/2013,,5,Y', 'field.not_accepted', 'band'],
    ['blanks around an accepted value', 'E1, A ,31/03/2013,,5,Y', null, null],
    ['31 April (case C021)', 'E1,A,31/04/2013,,5,Y', 'field.date', 'opened'],
    ['29 February of a common year', 'E1,A,29/02/2015,,5,Y', 'field.date', 'opened'],
    ['29 February of a leap year', 'E1,A,29/02/2016,,5,Y', null, null],
    ['29 February 1900', 'E1,A,29/02/1900,,5,Y', 'field.date', 'opened'],
    ['the American order', 'E1,A,03/31/2013,,5,Y', 'field.date', 'opened'],
    ['hour 24', 'E1,A,2013-03-31 24:00:00,,5,Y', 'field.date', 'opened'],
    ['a serial number of a spreadsheet', 'E1,A,41364,,5,Y', 'field.date', 'opened'],
    ['a date in no form where none is required: normalising says so', 'E1,A,31/03/2013,soon,5,Y', null, null],
    ['a number with a comma', 'E1,A,31/03/2013,,"5,1",Y', 'field.integer', 'size'],
    ['neither yes nor no', 'E1,A,31/03/2013,,5,perhaps', 'field.boolean', 'open'],
    ['too few fields', 'E1,A,31/03/2013', 'record.field_count', null],
    ['too many fields', 'E1,A,31/03/2013,,5,Y,', 'record.field_count', null],
    ['only delimiters', ',,,,,', 'record.empty', null],
    ['the header again', 'id,band,opened,closed,size,open', 'record.header_repeated', null],
    ['the header again, of a second file', '\ufeffid,band,opened,closed,size,open', 'record.header_repeated', null],
    ['a field above the cap', `E1,A,31/03/2013,${'x'.repeat(70)},5,Y`, 'field.too_long', 'closed'],
  ])('%s', async (_label, line, code, field) => {
    const rows = await rowsOf(source, `id,band,opened,closed,size,open\n${line}\nE2,B,01/01/2020,,1,N\n`, { fieldCharacters: 64 });
    expect(rows.map((row) => row.problem)).toEqual([code === null ? null : { code, field }, null]);
    expect(rows.map((row) => row.place)).toEqual([1, 2]);
  });
});

describe('a delivery that is refused says why, and what to do', () => {
  const windows = csv({ columns: { id: text(), surname: text() }, ...BAND }, { newline: '\r\n' });
  const old = csv({ columns: { id: text(), surname: text() }, ...BAND }, { encoding: 'windows-1252' });
  test.each<[string, SourceDeclaration, string | Uint8Array, string, RegExp]>([
    ['no byte', plain, '', 'delivery.empty', /empty/],
    ['only line endings', plain, '\n\n\n', 'delivery.empty', /empty/],
    ['only a mark', plain, '\ufeff', 'delivery.empty', /empty/],
    ['a column twice', plain, 'id,forename,surname,surname\n1,2,3,4\n', 'delivery.header_duplicate', /'surname' twice/],
    ['a column missing', plain, 'id,surname\n1,2\n', 'delivery.header_missing', /'forename' missing/],
    ['a column more', plain, 'id,forename,surname,shoe_size\n1,2,3,4\n', 'delivery.header_unknown', /'shoe_size' unknown/],
    ['a column without a name', plain, 'id,forename,surname,\n1,2,3,4\n', 'delivery.header_unknown', /no name in column 4/],
    ['a column spelt otherwise', plain, 'ID,forename,surname\n1,2,3\n', 'delivery.header_missing', /'id' seems to be called 'ID' now/],
    [
      'a column called otherwise in the same place',
      plain,
      'id,first_name,surname\n1,2,3\n',
      'delivery.header_missing',
      /'forename' seems to be called 'first_name' now/,
    ],
    ['no header', plain, 'E101,Amara,Osei\nE102,Lena,Novak\n', 'delivery.header_absent', /Only 0 of the contract's 3 columns/],
    ['another delimiter', plain, 'id;forename;surname\n1;2;3\n', 'delivery.delimiter', /divided by ';', not by ','/],
    ['Windows lines declared as Unix', plain, 'id,forename,surname\r\n1,2,3\r\n', 'delivery.newline', /line feed/],
    ['Unix lines declared as Windows', windows, 'id,surname\n1,2\n', 'delivery.newline', /carriage return/],
    ['another encoding', plain, Buffer.from('id,forename,surname\n1,Zoë,3\n', 'latin1'), 'delivery.encoding', /offset 24 is not utf-8/],
    ['UTF-8 declared as Windows-1252', old, '\ufeffid,surname\n1,2\n', 'delivery.encoding', /UTF-8 byte-order mark/],
    [
      'UTF-16 without a mark (case C007)',
      plain,
      Buffer.from('record_id,forename,surname\r\nE101,Amara,Osei\r\n', 'utf16le'),
      'delivery.nul_byte',
      /offset 1 is zero/,
    ],
    ['a picture', plain, Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10, 0x4a, 0x46, 0x49, 0x46]), 'delivery.encoding', /offset 0/],
    ['a file cut within a record', plain, 'id,forename,surname\n1,2,3\n4,5', 'delivery.truncated', /line 3/],
  ])('%s', async (_label, source, content, code, words) => {
    const refusal = await refusalOf(source, content);
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(words);
    expect(refusal.remedy).not.toBe('');
  });

  test('what may be values is not shown, with or without a header', async () => {
    const absent = await refusalOf(plain, 'E101,Amara,Osei\n');
    expect(JSON.stringify([absent.message, absent.remedy, absent.drift])).not.toMatch(/Amara|Osei|E101/);
    const odd = await refusalOf(plain, 'id,forename,surname,7700900123\n');
    expect(JSON.stringify([odd.message, odd.drift])).not.toMatch(/7700900123/);
  });

  test('a manifest that names another number of records', async () => {
    const content = 'id,forename,surname\n1,2,3\n';
    expect(await rowsOf(plain, content, { declaredRecords: 1 })).toHaveLength(1);
    expect(await refusalOf(plain, content, { declaredRecords: 2 })).toMatchObject({
      code: 'delivery.record_count',
      message: 'The manifest names 2 records and the file holds 1: it was cut short.',
    });
    expect(await refusalOf(plain, content, { declaredRecords: 0 })).toMatchObject({ code: 'delivery.record_count' });
  });

  test('caps on the file and its columns', async () => {
    expect(await refusalOf(plain, 'id,forename,surname\n', { fileBytes: 10 })).toMatchObject({ code: 'delivery.too_large' });
    expect(await refusalOf(plain, 'id,forename,surname\n', { columns: 2 })).toMatchObject({ code: 'delivery.too_many_columns' });
  });

  test('a link, a folder and a missing file', async () => {
    const path = join(folder, 'target.csv');
    await writeFile(path, 'id,forename,surname\n');
    await symlink(path, join(folder, 'link.csv'));
    const reading = async (name: string) => {
      for await (const batch of readDelivery(plain, join(folder, name))) expect(batch).toEqual([]);
    };
    await expect(reading('link.csv')).rejects.toMatchObject({ code: 'delivery.unreadable' });
    await expect(reading('.')).rejects.toMatchObject({ code: 'delivery.unreadable' });
    await expect(reading('nowhere.csv')).rejects.toMatchObject({ code: 'files.unreadable', remedy: expect.stringContaining('path') });
  });

  test('a file that grows while it is read', async () => {
    const path = join(folder, 'growing.csv');
    await writeFile(path, `id,forename,surname\n${'E1,Amara,Osei\n'.repeat(60_000)}`);
    const reading = async () => {
      for await (const batch of readDelivery(plain, path))
        if (batch[0]?.place === 1) await writeFile(path, 'E2,Lena,Novak\n', { flag: 'a' });
    };
    await expect(reading()).rejects.toMatchObject({ code: 'delivery.changed' });
  });
});
