import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeZip } from '../archive/write-zip.fixture.ts';
import { outcomesOf, recordsOf, refusalOf } from '../decoding.fixture.ts';
import { DEFAULT_LIMITS, type DeliveryLimits } from '../limits.ts';
import { readDelivery } from '../read-delivery.ts';
import { sourceOf } from '../source.fixture.ts';
import { openParquet } from './decode-parquet.ts';
import { changedBytesAreTold, written } from './parquet-files.fixture.ts';

const recorded = (name: string): Buffer => readFileSync(new URL(`../tables/recorded/${name}`, import.meta.url));
const parquet = (columns: readonly string[], limits: Partial<DeliveryLimits> = {}) => ({
  decoder: { kind: 'parquet' as const },
  columns,
  limits,
});
/** Reads some columns of a file that has others. */
const read = async (name: string, columns: readonly string[]) => {
  const bytes = recorded(name);
  const file = {
    byteLength: bytes.length,
    slice: (start: number, end = bytes.length) => Uint8Array.from(bytes.subarray(start, end)).buffer,
  };
  const rows: unknown[] = [];
  for await (const batch of (await openParquet(file, DEFAULT_LIMITS)).records(columns))
    rows.push(...batch.map(({ cells, problem }) => (problem === null ? cells : [problem.code, problem.field])));
  return rows;
};

describe('a Parquet file of another writer', () => {
  test.each(['none', 'snappy', 'gzip', 'zstd'])('every kind of value as text, packed by %s', async (codec) => {
    expect(await read(`types-${codec}.parquet`, ['id', 'small', 'text', 'born', 'seen', 'share', 'yes', 'price', 'kind'])).toEqual([
      ['9007199254740993', '1', 'a', '2013-02-11', '2026-11-25 06:30:00.5', '0.5', 'true', '1.25', 'x'],
      ['2', null, null, null, null, null, 'false', null, 'y'],
      [null, '-3', 'é', '1969-12-25', '1970-01-01 00:00:00', null, null, '-3.50', 'x'],
    ]);
  });

  test('numbers keep each digit, and moments say whether they are in UTC', async () => {
    expect(await read('numbers.parquet', ['whole', 'short', 'tenths', 'cents', 'unsigned', 'nanos', 'millis', 'large', 'nothing'])).toEqual(
      [
        ['123456789012345678', '7', '0.3', '9.95', '18446744073709551615', '2026-07-01T00:00:00Z', '2026-07-01 00:00:00.25', 'a', null],
        ['-123456789012345679', '-7', '-9.9', '-12345678901234567890.25', '5', '1969-12-25T00:00:00Z', '1969-12-25 00:00:00', 'b', null],
        [null, null, null, null, null, null, null, null, null],
      ],
    );
    expect(await read('decimals-as-integers.parquet', ['short', 'tenths'])).toEqual([
      ['7', '0.3'],
      ['-7', '-9.9'],
      [null, null],
    ]);
    expect(await read('int96.parquet', ['seen'])).toEqual([['2026-11-25 06:30:00.5'], [null], ['1970-01-01 00:00:00']]);
  });

  test.each([
    ['types-none.parquet', 'names', 'delivery.parquet_column', /'names' holds lists or structures/],
    ['structure.parquet', 'place', 'delivery.parquet_column', /'place' holds lists or structures/],
    ['numbers.parquet', 'clock', 'delivery.parquet_column', /'clock' holds times of day/],
    ['not-utf8.parquet', 'name', 'delivery.encoding', /'name' holds bytes/],
  ])('%s, column %s: refused', async (file, column, code, words) => {
    await expect(read(file, [column])).rejects.toMatchObject({ code, message: expect.stringMatching(words) });
  });
});

describe('a Parquet delivery', () => {
  const given = parquet(['note', 'uprn', 'id']);

  test('comes in the order of the contract; what may be wrong is set aside', async () => {
    expect(await outcomesOf(given, written(4))).toEqual([
      [null, '0', 'E0'],
      ['field.unsafe_number', 'uprn'],
      ['field.unstorable', 'note'],
      [null, '3', 'E3'],
    ]);
  });

  test('goes over row groups and batches, inside an archive too', async () => {
    const bytes = written(9001, { rowGroupSize: 2500 });
    const ids = Array.from({ length: 9001 }, (_, i) => `E${i}`);
    expect((await recordsOf(given, bytes)).map(({ cells }) => cells[2])).toEqual(ids);
    const zipped = { ...given, decoder: { kind: 'zip' as const, entry: '*', others: 'refuse' as const, holds: given.decoder } };
    expect(await recordsOf(zipped, writeZip([{ name: 'a.parquet', data: bytes }]))).toHaveLength(9001);
  });

  test.each<[string, string[], string, RegExp, Partial<DeliveryLimits>?]>([
    ['a column less', ['id', 'uprn', 'note', 'dob'], 'delivery.header_missing', /'dob' missing/],
    ['a column more', ['id', 'uprn'], 'delivery.header_unknown', /'note' unknown/],
    ['too many columns', ['id', 'uprn', 'note'], 'delivery.too_many_columns', /3 columns; 2/, { columns: 2 }],
    ['a row group too large to hold', ['id', 'uprn', 'note'], 'delivery.parquet_too_large', /row group/, { wholeFileBytes: 2 ** 10 }],
  ])('%s refuses it', async (_label, columns, code, words, limits = {}) => {
    const refusal = await refusalOf({ ...parquet(columns, limits), pieceBytes: 2 ** 20 }, written(3000));
    expect(refusal.code).toBe(code);
    expect(refusal.message).toMatch(words);
  });

  const good = Buffer.from(written(50));
  test.each([
    ['comma-separated text', Buffer.from('id,uprn,note\n')],
    ['cut at its end', good.subarray(0, -20)],
    ['cut at its beginning', good.subarray(20)],
    ['nothing but its mark', Buffer.from('PAR1\0\0\0\0PAR1')],
    ['a description longer than the file', Buffer.concat([good.subarray(0, -8), Buffer.from([255, 255, 255, 127]), Buffer.from('PAR1')])],
    ['encrypted', Buffer.concat([good.subarray(0, -4), Buffer.from('PARE')])],
  ])('%s is no Parquet', async (_label, bytes) => {
    expect(await refusalOf(given, bytes)).toMatchObject({ code: 'delivery.parquet_malformed' });
  });

  test('from a file, with places', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gt-parquet-'));
    await writeFile(`${folder}/a.parquet`, written(3));
    const source = sourceOf({
      decoder: given.decoder,
      contract: { columns: { id: { type: 'text' }, uprn: { type: 'text' }, note: { type: 'text' } }, key: ['id'], delivers: 'full' },
    });
    const rows: unknown[] = [];
    for await (const batch of readDelivery(source, `${folder}/a.parquet`)) rows.push(...batch.map(({ place, line }) => [place, line]));
    expect(rows).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
    await rm(folder, { recursive: true });
  });

  test('a byte changed here and there gives records or a refusal, never another error', () => changedBytesAreTold(good, 4));
});
