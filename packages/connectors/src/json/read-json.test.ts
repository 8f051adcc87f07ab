import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf } from '../decoding.fixture.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { Columns, ReadRecord } from '../read-record.ts';
import { readJson } from './read-json.ts';

async function read(text: string, columns: Columns, path = '', pieceLength = 2 ** 16): Promise<readonly ReadRecord[]> {
  async function* pieces() {
    for (let at = 0; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
  }
  const records: ReadRecord[] = [];
  for await (const batch of readJson(pieces(), path, columns, DEFAULT_LIMITS)) records.push(...batch);
  return records;
}
const outcomes = async (text: string, columns: Columns, path = '', pieceLength?: number) =>
  (await read(text, columns, path, pieceLength)).map((r) => (r.problem === null ? r.cells : [r.problem.code, r.problem.field]));
const codeOf = (text: string, columns: Columns, path = '', pieceLength?: number) =>
  read(text, columns, path, pieceLength).then(
    () => 'taken',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );

describe('records out of JSON', () => {
  test('nested members are columns with dots; an empty object or null leaves its columns empty', async () => {
    const text =
      '{"school":"St Anne","students":[\n{"id":"1","address":{"street":"High St","town":""},"dob":{"date":"2012-03-04"}},\n{"id":"2","address":null,"dob":{"date":null}},{"dob":{},"id":"3"}]}';
    const records = await read(text, columnsOf(['id', 'address.street', 'address.town', 'dob.date']), 'students');
    expect(records.map((r) => r.cells)).toEqual([
      ['1', 'High St', null, '2012-03-04'],
      ['2', null, null, null],
      ['3', null, null, null],
    ]);
    expect(records.map((r) => r.line)).toEqual([2, 3, 3]);
  });

  test('long numbers and members named twice are set aside with their place (case C031)', async () => {
    const text =
      '[{"id":541000000543284017,"surname":"Osei"},\n {"id":541000000543284018,"surname":"Pike"},\n {"id":417,"surname":"Novak"},\n {"id":"00418","surname":"Hall","surname":"Berg"}]\n';
    expect(await outcomes(text, columnsOf(['id', 'surname']))).toEqual([
      ['field.unsafe_number', 'id'],
      ['field.unsafe_number', 'id'],
      ['417', 'Novak'],
      ['field.twice', 'surname'],
    ]);
    expect((await read(text, columnsOf(['id', 'surname']))).map((r) => r.cells[0])).toEqual([
      '541000000543284017',
      '541000000543284018',
      '417',
      '00418',
    ]);
  });

  test.each([
    ['numbers keep the digits that were written', '[{"id":1,"v":1.50}]', [['1', '1.50']]],
    ['the largest safe number is safe', '[{"id":1,"v":9007199254740991}]', [['1', '9007199254740991']]],
    ['one more is not', '[{"id":1,"v":9007199254740993}]', [['field.unsafe_number', 'v']]],
    ['a long fraction', '[{"id":1,"v":0.12345678901234567}]', [['field.unsafe_number', 'v']]],
    ['yes and no are words', '[{"id":1,"v":true}]', [['1', 'true']]],
    [
      'a list in the place of a value',
      '[{"id":1,"v":[1,{"a":[2]}]},{"id":2,"v":"x"}]',
      [
        ['field.not_a_value', 'v'],
        ['2', 'x'],
      ],
    ],
    [
      'an object in the place of a value',
      '[{"id":1,"v":{"a":{"b":1}}},{"id":2,"v":"x"}]',
      [
        ['field.not_a_value', 'v'],
        ['2', 'x'],
      ],
    ],
    [
      'a record that is a number',
      '[7,{"id":2,"v":"x"}]',
      [
        ['record.not_an_object', null],
        ['2', 'x'],
      ],
    ],
    [
      'a record that is a list',
      '[[{"id":1}],{"id":2,"v":"x"}]',
      [
        ['record.not_an_object', null],
        ['2', 'x'],
      ],
    ],
    ['half a pair', '[{"id":1,"v":"\\ud83d"}]', [['field.unstorable', 'v']]],
    ['a zero character', '[{"id":1,"v":"a\\u0000"}]', [['field.unstorable', 'v']]],
    ['a whole pair', '[{"id":1,"v":"\\ud83d\\ude00"}]', [['1', '😀']]],
    ['no records', '[]', []],
  ])('%s', async (_label, text, expected) => {
    expect(await outcomes(text, columnsOf(['id', 'v']))).toEqual(expected);
  });

  test.each([
    ['cut short', '[{"id":1,"v":2},{"id":3', 'delivery.json_malformed'],
    ['two documents', '[{"id":1,"v":2}]\n[]', 'delivery.json_malformed'],
    ['a comment', '[{"id":1,"v":2}/* x */]', 'delivery.json_malformed'],
    ['a comma too many', '[{"id":1,"v":2},]', 'delivery.json_malformed'],
    ['a comma too many in a record', '[{"id":1,"v":2,}]', 'delivery.json_malformed'],
    ['a number with a leading zero', '[{"id":01,"v":2}]', 'delivery.json_malformed'],
    ['not a number', '[{"id":NaN,"v":2}]', 'delivery.json_malformed'],
    ['single quotes', "[{'id':1,'v':2}]", 'delivery.json_malformed'],
    ['a line break within text', '[{"id":"a\nb","v":2}]', 'delivery.json_malformed'],
    ['no array', '{"rows":[]}', 'delivery.json_no_records'],
    ['a member that the contract does not name', '[{"id":1,"v":2,"shoe":3}]', 'delivery.header_unknown'],
    ['a nested member that the contract does not name', '[{"id":1,"v":2,"a":{"b":3}}]', 'delivery.header_unknown'],
    ['a dot within a name', '[{"id":1,"v":2,"a.b":3}]', 'delivery.header_unknown'],
    ['a member that no record has', '[{"id":1},{"id":2}]', 'delivery.header_missing'],
    ['a list that the contract does not name', '[{"id":1,"v":2,"contacts":[]}]', 'delivery.header_unknown'],
    ['nesting without end', `[{"id":1,"v":${'['.repeat(100_000)}`, 'delivery.json_depth'],
  ])('%s refuses the file', async (_label, text, code) => {
    expect(await codeOf(text, columnsOf(['id', 'v']))).toBe(code);
  });

  test('the array of records twice', async () => {
    expect(await codeOf('{"s":[{"id":1}],"s":[{"id":2}]}', columnsOf(['id']), 's')).toBe('delivery.json_malformed');
    expect(await outcomes('{"a":{"s":[{"id":1}]},"s":[{"id":2}]}', columnsOf(['id']), 'a.s')).toEqual([['1']]);
  });

  test('members named like parts of an object are only names', async () => {
    expect(await outcomes('[{"__proto__":"x","constructor":"y"}]', { ...columnsOf(['__proto__', 'constructor']) })).toEqual([['x', 'y']]);
  });

  test('whatever JSON.parse reads from plain records is read the same', async () => {
    const value = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean(), fc.constant(null));
    const record = fc.record({ id: value, nested: fc.record({ a: value, b: value }) });
    const expected = (v: unknown) => (v === null || v === '' ? null : String(v));
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1 }),
        fc.constantFrom(0, 2),
        fc.integer({ min: 1, max: 30 }),
        async (records, indent, pieceLength) => {
          fc.pre(
            records.every((r) =>
              [r.id, r.nested.a, r.nested.b].every((v) => typeof v !== 'string' || (v.isWellFormed() && !v.includes('\0'))),
            ),
          );
          const found = await read(
            JSON.stringify({ rows: records }, null, indent),
            columnsOf(['id', 'nested.a', 'nested.b']),
            'rows',
            pieceLength,
          );
          expect(found.map((r) => [r.problem, ...r.cells])).toEqual(
            records.map((r) => [null, expected(r.id), expected(r.nested.a), expected(r.nested.b)]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  test('text is JSON here exactly where it is JSON to JSON.parse', async () => {
    const unit = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"id"',
      ':',
      ',',
      '1',
      '0',
      '-',
      '.',
      'e5',
      'null',
      'true',
      '"',
      '\\',
      '\\u00e9',
      ' ',
      '\n',
      '/',
      '\t',
    );
    const parses = (text: string) => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 10 }), fc.integer({ min: 1, max: 6 }), async (units, pieceLength) => {
        const text = units.join('');
        expect((await codeOf(text, { names: ['id'], accept: () => {} }, '', pieceLength)) === 'delivery.json_malformed', text).toBe(
          !parses(text),
        );
      }),
      { numRuns: 3000 },
    );
  });
});
