import { describe, expect, test } from 'vitest';
import { agreesWithThePlainReader, writtenComesBack } from './csv-properties.fixture.ts';
import type { CsvForm } from './csv-reader.ts';
import { readInPieces } from './plain-reader.fixture.ts';

const UNIX: CsvForm = { delimiter: ',', newline: '\n' };
const WINDOWS: CsvForm = { delimiter: ';', newline: '\r\n' };

describe('comma-separated text is framed before it is divided', () => {
  test('what was written comes back, cell for cell, however it was quoted and cut', () => writtenComesBack(400));

  test('hostile text gives what the second reader gives, however it is cut', () => agreesWithThePlainReader(3000));

  test('a quoted nickname costs its own record (case C001)', () => {
    const text =
      'record_id,forename,surname,dob,postcode\nE101,Amara,Osei,2013-02-11,ZZ99 3VZ\nE102,"Dee" Dolores,Okoro,2012-07-30,ZZ99 3VZ\nE103,Tom,"Pike, Jr",2014-01-05,ZZ99 3VZ\nE104,Lena,Novak,2011-11-23,ZZ99 3VZ\n';
    const records = readInPieces(text, UNIX);
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
    const records = readInPieces(`id,forename,surname\nE,"Dee,Okoro\n${rows.join('\n')}\n`, UNIX, [3000, 9000]);
    expect(Array.isArray(records) && records.map((r) => r.problem ?? 'whole').filter((p) => p !== 'whole')).toEqual(['record.quotes']);
    expect(records).toHaveLength(5002);
  });

  test('two records with a stray quote each are set aside, and what lies between them is not', () => {
    const text = 'id,forename,surname,dob\nE1,"Dee,Okoro,x\nE2,Amara,Osei,x\nE3,Tom",Pike,x\nE4,Lena,Novak,x\n';
    expect(readInPieces(text, UNIX)).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.quotes' },
      { line: 3, cells: ['E2', 'Amara', 'Osei', 'x'] },
      { line: 4, problem: 'record.quotes' },
      { line: 5 },
    ]);
  });

  test('an inch mark in an unquoted cell is text', () => {
    expect(readInPieces('id,note\nE1,5" pipe\nE2,x\n', UNIX)).toMatchObject([
      { line: 1 },
      { cells: ['E1', '5" pipe'] },
      { cells: ['E2', 'x'] },
    ]);
  });

  test('an address may break its line inside quotes', () => {
    const text = 'Id;Address;Post code\r\nV1;"12 High Street\nZZtown";ZZ99 3VZ\r\nV2;"1 Low\r\nRoad\r\nZZtown";ZZ99 3WZ\r\nV3;x;y\r\n';
    expect(readInPieces(text, WINDOWS)).toMatchObject([
      { line: 1 },
      { line: 2, cells: ['V1', '12 High Street\nZZtown', 'ZZ99 3VZ'] },
      { line: 4, cells: ['V2', '1 Low\r\nRoad\r\nZZtown', 'ZZ99 3WZ'] },
      { line: 7 },
    ]);
  });

  test('a line that ends otherwise than declared costs its own record', () => {
    expect(readInPieces('a,b\r\n1,2\n3,4\r\n', { delimiter: ',', newline: '\r\n' })).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.newline' },
      { line: 3, cells: ['3', '4'] },
    ]);
    expect(readInPieces('a,b\n1,2\r\n3,4\n5\r6,7\n', UNIX)).toMatchObject([
      { line: 1 },
      { problem: 'record.newline' },
      { cells: ['3', '4'] },
      { problem: 'record.newline' },
    ]);
  });

  test('a file that ends within a record is refused, and one that ends without a line ending is not', () => {
    expect(readInPieces('a,b\n1,2\n3', UNIX)).toEqual({ refused: 'delivery.truncated' });
    expect(readInPieces('a,b\n1,2\n3,"x', UNIX)).toEqual({ refused: 'delivery.truncated' });
    expect(readInPieces('a,b\n1,2\n3,4', UNIX)).toHaveLength(3);
  });

  test('an overlong record is set aside without being held', () => {
    const text = `a,b\n1,${'x'.repeat(5000)}\n3,4\n`;
    const every = Array.from({ length: 100 }, (_, i) => i * 50);
    expect(readInPieces(text, UNIX, every, { recordCharacters: 100 })).toMatchObject([
      { line: 1 },
      { line: 2, problem: 'record.too_long' },
      { line: 3, cells: ['3', '4'] },
    ]);
  });

  test('too many quote faults refuse the file', () => {
    expect(readInPieces(`a,b\n${'1,"x"y\n'.repeat(4)}`, UNIX, [], { quoteFaults: 3 })).toEqual({ refused: 'delivery.quotes' });
  });
});
