import { createTestDatabase, type TestDatabase } from '@golden-thread/test-kit/test-database';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Connection, openClient } from '../connect.ts';
import { type CopyRow, encodeArray, encodeRow } from './encode.ts';
import { parseArray } from './parse-array.ts';
import { copyQuery, decodeRow } from './read.ts';
import { copyRows } from './write.ts';

let database: TestDatabase;
let client: Connection & { end(): Promise<void> };
beforeAll(async () => {
  database = await createTestDatabase({ from: 'empty' });
  client = await openClient(database.url);
  await client.query(
    'create temporary table one (id integer, a text, b double precision, c boolean, d text[], e bytea, f integer[], g bigint, h date)',
  );
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Text as people and machines write it, with all that COPY and arrays escape, and C0 and C1 controls but NUL. */
const awkward = fc.constantFrom(
  '',
  '\\',
  '\\N',
  '\\.',
  '\t',
  '\n',
  '\r\n',
  '"',
  '{',
  '}',
  ',',
  'NULL',
  'null',
  ' ',
  '\u0001',
  '\u0007',
  '\u0008',
  '\u000b',
  '\u000c',
  '\u001f',
  '\u007f',
  '\u0080',
  '\u009f',
  'é',
  '’',
  '😀',
  '\ufeff',
);
const text = fc.oneof(
  fc
    .array(
      fc.oneof(
        awkward,
        fc.string({ unit: 'binary', maxLength: 4 }).map((one) => one.replaceAll('\0', '')),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
  awkward,
);
const row = fc.tuple(
  fc.option(text),
  fc.option(fc.double({ noDefaultInfinity: true, noNaN: true })),
  fc.option(fc.boolean()),
  fc.option(fc.array(fc.option(text), { maxLength: 4 })),
  fc.option(fc.uint8Array({ maxLength: 6 })),
  fc.option(fc.array(fc.option(fc.integer()), { maxLength: 4 })),
  fc.option(fc.maxSafeInteger()),
  fc.constantFrom(null, '2026-03-02', '0001-01-01'),
);

test('what goes in by COPY comes out the same, by COPY and by a query', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
      await client.query('truncate one');
      const sent: CopyRow[] = rows.map((cells, id) => [id, ...cells]);
      expect(await copyRows(client, 'pg_temp.one', ['id', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], sent)).toBe(rows.length);
      const queried = await client.query<unknown[]>({ text: 'select a, b, c, d, e, f, g, h from one order by id', rowMode: 'array' });
      expect(queried.rows.map(([a, b, ...rest]) => [a, b === 0 ? 0 : b, ...rest])).toEqual(
        rows.map(([a, b, c, d, e, ...rest]) => [a, b === 0 ? 0 : b, c, d, e === null ? null : Buffer.from(e), ...rest]),
      );
      const copied: (readonly (string | null)[])[] = [];
      for await (const batch of copyQuery(client, 'select a, d from one order by id')) copied.push(...batch);
      expect(copied.map(([a = null, d = null]) => [a, d === null ? null : parseArray(d)])).toEqual(rows.map(([a, , , d]) => [a, d]));
    }),
    { numRuns: 60, seed: 73 },
  );
});

test('backslashes of addresses and names are stored character for character (C073)', async () => {
  const written = [
    ['\\N', 'Unit 7\\09 Harbour Row'],
    ['A', 'C:\\temp'],
    ['B', '\\.'],
    [null, ''],
  ] as const;
  await client.query('truncate one');
  await copyRows(
    client,
    'pg_temp.one',
    ['id', 'a', 'd'],
    written.map(([name, address], id) => [id, name, [address]]),
  );
  const { rows } = await client.query('select a, d[1] as d, length(a) as letters, length(d[1]) as length from one order by id');
  expect(rows).toEqual([
    { a: '\\N', d: 'Unit 7\\09 Harbour Row', letters: 2, length: 21 },
    { a: 'A', d: 'C:\\temp', letters: 1, length: 7 },
    { a: 'B', d: '\\.', letters: 1, length: 2 },
    { a: null, d: '', letters: null, length: 0 },
  ]);
});

test('a row in text form reads back, whatever its texts hold', () => {
  fc.assert(
    fc.property(
      fc.array(fc.option(text), { minLength: 1 }),
      (cells) => void expect(decodeRow(encodeRow(cells).slice(0, -1))).toEqual(cells),
    ),
    { seed: 73 },
  );
  fc.assert(
    fc.property(fc.array(fc.option(text)), (members) => void expect(parseArray(encodeArray(members))).toEqual(members)),
    { seed: 73 },
  );
});

test('many rows, in pieces that cut rows and letters anywhere', async () => {
  const letters = 'é😀a\\b\tc';
  function* rows(): Generator<CopyRow> {
    for (let id = 0; id < 20_000; id++) yield [id, letters.repeat(id % 17)];
  }
  await client.query('truncate one');
  expect(await copyRows(client, 'pg_temp.one', ['id', 'a'], rows())).toBe(20_000);
  let id = 0;
  for await (const batch of copyQuery(client, 'select id, a from one order by id')) {
    for (const [number, a] of batch) if (number !== String(id) || a !== letters.repeat(id++ % 17)) throw new Error(`row ${number} differs`);
  }
  expect(id).toBe(20_000);
});

test('a NUL is refused before it reaches the server, and the session goes on', async () => {
  await expect(copyRows(client, 'pg_temp.one', ['id', 'a'], [[1, 'a\0b']])).rejects.toMatchObject({ code: 'copy.nul' });
  await expect(copyRows(client, 'pg_temp.one', ['id', 'd'], [[1, ['\0']]])).rejects.toMatchObject({ code: 'copy.nul' });
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

test('an error of a COPY tells the state and no value', async () => {
  const error: unknown = await copyRows(client, 'pg_temp.one', ['id', 'h'], [[1, 'Smith-Canary']]).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'sql.22007' });
  expect(JSON.stringify(error, Object.getOwnPropertyNames(error)) + String(error)).not.toContain('Canary');
});

test('a source of rows that fails passes its own error on, and the session goes on', async () => {
  async function* failing(): AsyncGenerator<CopyRow> {
    yield [1, 'a'];
    await Promise.reject(new RangeError('the source failed'));
  }
  await expect(copyRows(client, 'pg_temp.one', ['id', 'a'], failing())).rejects.toThrow('the source failed');
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});
