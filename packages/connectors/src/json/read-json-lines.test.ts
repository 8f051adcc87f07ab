import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outcomesOf, recordsOf, refusalOf } from '../decoding.fixture.ts';

const lines = (columns: readonly string[], more: { limits?: object; pieceBytes?: number } = {}) => ({
  decoder: { kind: 'json_lines' as const },
  columns,
  ...more,
});
const two = lines(['id', 'surname']);

describe('records out of JSON lines', () => {
  test('a line is a record, nested members are columns with dots, empty lines are none', async () => {
    const text = '{"id":"1","address":{"town":"Bath"}}\n\n{"address":{"town":null},"id":"2"}\r\n{"id":3,"address":null}';
    const records = await recordsOf(lines(['id', 'address.town']), text);
    expect(records.map(({ cells }) => cells)).toEqual([
      ['1', 'Bath'],
      ['2', null],
      ['3', null],
    ]);
    expect(records.map(({ line }) => line)).toEqual([1, 3, 4]);
  });

  test('long numbers and members named twice are set aside with their place (case C031)', async () => {
    const text =
      '{"id":541000000543284017,"surname":"Osei"}\n{"id":541000000543284018,"surname":"Pike"}\n{"id":417,"surname":"Novak"}\n{"id":"00418","surname":"Hall","surname":"Berg"}\n{"id":"00418","surname":"Hall"}\n';
    expect(await outcomesOf(two, text)).toEqual([
      ['field.unsafe_number', 'id'],
      ['field.unsafe_number', 'id'],
      ['417', 'Novak'],
      ['field.twice', 'surname'],
      ['00418', 'Hall'],
    ]);
  });

  test.each([
    ['half an object', '{"id":"2","surname":', 'record.not_json'],
    ['two objects', '{"id":"2"}{"id":"3"}', 'record.not_json'],
    ['no JSON', 'E101,Osei', 'record.not_json'],
    ['a comment', '{"id":"2"} // one', 'record.not_json'],
    ['a comma too many', '{"id":"2",}', 'record.not_json'],
    ['single quotes', "{'id':'2'}", 'record.not_json'],
    ['a list', '["2","Osei"]', 'record.not_an_object'],
    ['a text', '"Osei"', 'record.not_an_object'],
    ['null', 'null', 'record.not_an_object'],
    ['nested too deep', `{"id":${'['.repeat(40)}${']'.repeat(40)}}`, 'record.too_deep'],
    ['nested a million deep', `${'['.repeat(5e5)}${']'.repeat(5e5)}`, 'record.too_deep'],
    ['longer than a record may be', `{"id":"${'x'.repeat(2 ** 20)}"}`, 'record.too_long'],
  ])('%s costs its own line', async (_label, line, code) => {
    const text = `{"id":"1","surname":"Osei"}\n${line}\n{"id":"3","surname":"Novak"}\n`;
    expect(await outcomesOf(two, text)).toEqual([
      ['1', 'Osei'],
      [code, null],
      ['3', 'Novak'],
    ]);
  });

  test('a line that is set aside adds no column', async () => {
    expect(await outcomesOf(two, '{"id":"1","surname":"Osei"}\n{"shoe_size":4,\n')).toHaveLength(2);
  });

  test.each([
    ['an array of records', '[\n{"id":"1","surname":"Osei"},\n{"id":"2","surname":"Osei"}\n]', 'delivery.json_no_records'],
    ['an array of records on one line', '[{"id":"1","surname":"Osei"}]', 'delivery.json_no_records'],
    ['comma-separated text', 'id,surname\n1,Osei\n', 'delivery.json_no_records'],
    ['a line cut short', '{"id":"1","surname":"Osei"}\n{"id":"2","surn', 'delivery.truncated'],
    ['a member more', '{"id":"1","surname":"Osei","shoe_size":4}\n', 'delivery.header_unknown'],
    ['a member less, in all', '{"id":"1"}\n{"id":"2"}\n', 'delivery.header_missing'],
    ['UTF-16 without a mark', Buffer.from('{"id":"1"}\n', 'utf16le'), 'delivery.nul_byte'],
    ['Windows-1252', Buffer.from('{"id":"Zo\xeb"}\n', 'latin1'), 'delivery.encoding'],
  ])('%s refuses the file', async (_label, text, code) => {
    expect(await refusalOf(two, text)).toMatchObject({ code });
  });

  test('one empty line is a delivery of no records', async () => {
    expect(await recordsOf(two, '\n')).toEqual([]);
  });

  test('what JSON.stringify writes comes back, however it is cut into pieces', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((value) => !value.includes('\0') && value.isWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 40 }),
        async (rows, pieceBytes) => {
          const written = rows.map(([id, surname]) => `${JSON.stringify({ id, surname })}\n`).join('');
          expect(await outcomesOf({ ...two, pieceBytes }, written)).toEqual(rows.map((row) => row.map((value) => value || null)));
        },
      ),
      { seed: 20261125 },
    );
  });
});
