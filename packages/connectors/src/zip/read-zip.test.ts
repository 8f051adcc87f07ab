import { describe, expect, test } from 'vitest';
import { type WrittenEntry, writeZip } from '../archive/write-zip.fixture.ts';
import { outcomesOf, recordsOf, refusalOf } from '../decoding.fixture.ts';
import type { DeliveryLimits } from '../limits.ts';

const CSV = 'id,surname\nE101,Osei\nE102,Novak\n';
const zip = (more: { entry?: string; others?: 'refuse' | 'leave' } = {}, limits: Partial<DeliveryLimits> = {}) => ({
  decoder: {
    kind: 'zip' as const,
    entry: 'pupils_*.csv',
    others: 'refuse' as const,
    holds: { kind: 'csv' as const, encoding: 'utf-8' as const, delimiter: ',' as const, newline: '\n' as const },
    ...more,
  },
  columns: ['id', 'surname'],
  limits,
});
const pupils = (more: Partial<WrittenEntry> = {}): WrittenEntry => ({ name: 'pupils_20260302.csv', data: CSV, ...more });

describe('a delivery inside an archive', () => {
  test.each([
    ['deflated', [pupils()]],
    ['stored', [pupils({ stored: true })]],
    ['beside a folder', [{ name: 'docs/', data: '', stored: true }, pupils()]],
  ])('is read as if it lay there by itself: %s', async (_label, entries) => {
    expect(await outcomesOf(zip(), writeZip(entries))).toEqual([
      ['E101', 'Osei'],
      ['E102', 'Novak'],
    ]);
  });

  test('lines are those of the file inside', async () => {
    expect((await recordsOf(zip(), writeZip([pupils()]))).map(({ line }) => line)).toEqual([2, 3]);
  });

  test.each([
    ['a*.csv', 'a.csv', true],
    ['a*.csv', 'a12.csv', true],
    ['*.csv', 'a.csv', true],
    ['*', 'x', true],
    ['a*b*c', 'abc', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'ac', false],
    ['ab*ba', 'aba', false],
    ['*.csv', 'in/a.csv', false],
    ['in/*.csv', 'in/a.csv', true],
    ['in/*.csv', 'in/deep/a.csv', false],
    ['*/a.csv', 'out/a.csv', true],
    ['a.csv', 'A.csv', false],
    ['a.c*', 'axcsv', false],
  ])('the pattern %s and the entry %s', async (entry, name, isIt) => {
    const bytes = writeZip([pupils({ name })]);
    if (isIt) expect(await outcomesOf(zip({ entry }), bytes)).toHaveLength(2);
    else expect(await refusalOf(zip({ entry }), bytes)).toMatchObject({ code: 'delivery.archive_entry' });
  });

  test('other entries are a reason to refuse it, or left alone where that is declared', async () => {
    const bytes = writeZip([pupils(), { name: 'readme.txt', data: 'hello' }]);
    expect((await refusalOf(zip(), bytes)).message).toBe('The archive holds 1 more than the entry that is declared: readme.txt.');
    expect(await outcomesOf(zip({ others: 'leave' }), bytes)).toHaveLength(2);
  });

  test('a workbook inside an archive is read from memory', async () => {
    const given = {
      ...zip(),
      decoder: { ...zip().decoder, entry: '*.xlsx', holds: { kind: 'xlsx' as const, sheet: 'x', hiddenRows: 'take' as const } },
    };
    expect(await refusalOf(given, writeZip([{ name: 'a.xlsx', data: writeZip([]) }]))).toMatchObject({ code: 'delivery.xlsx_malformed' });
  });
});

describe('an archive that harms, lies or is broken is refused', () => {
  const blanks = `id,surname\n${'E101,Osei\n'.repeat(400_000)}`;
  test.each<[string, WrittenEntry[], string, Partial<DeliveryLimits>?]>([
    ['no entry', [], 'delivery.archive_entry'],
    ['another entry', [pupils({ name: 'other.csv' })], 'delivery.archive_entry'],
    ['two that are meant', [pupils(), pupils({ name: 'pupils_20260303.csv' })], 'delivery.archive_entry'],
    ['a name twice', [pupils(), pupils()], 'delivery.archive_unsafe'],
    ['a name twice but for its case', [pupils(), pupils({ name: 'PUPILS_20260302.csv' })], 'delivery.archive_unsafe'],
    ['a path upwards', [pupils({ name: '../pupils_1.csv' })], 'delivery.archive_unsafe'],
    ['a path upwards, further in', [pupils({ name: 'a/../../pupils_1.csv' })], 'delivery.archive_unsafe'],
    ['a path from the root', [pupils({ name: '/etc/pupils_1.csv' })], 'delivery.archive_unsafe'],
    ['a drive', [pupils({ name: 'C:/pupils_1.csv' })], 'delivery.archive_unsafe'],
    ['a backslash', [pupils({ name: '..\\pupils_1.csv' })], 'delivery.archive_unsafe'],
    ['a zero byte in a name', [pupils({ name: 'pupils_1\0.csv' })], 'delivery.archive_unsafe'],
    ['a link', [pupils({ mode: 0o120777, data: '/etc/passwd' })], 'delivery.archive_unsafe'],
    ['a link beside it', [pupils(), { name: 'x', data: '/etc/passwd', mode: 0o120777 }], 'delivery.archive_unsafe'],
    ['encrypted', [pupils({ encrypted: true })], 'delivery.archive_encrypted'],
    ['packed by another method', [pupils({ method: 12 })], 'delivery.archive_malformed'],
    ['a checksum that is wrong', [pupils({ crc: 1 })], 'delivery.archive_malformed'],
    ['a size that is too small', [pupils({ size: 10 })], 'delivery.archive_malformed'],
    ['a size that is too large', [pupils({ size: 1000 })], 'delivery.archive_malformed'],
    ['no deflate in it', [pupils({ stored: true, method: 8, packedSize: CSV.length })], 'delivery.archive_malformed'],
    ['a bomb', [pupils({ data: blanks })], 'delivery.archive_bomb'],
    ['more bytes than a file may hold', [pupils({ data: blanks })], 'delivery.too_large', { fileBytes: 2 ** 20, inflationRatio: 1e6 }],
    [
      'more entries than any may',
      [pupils(), { name: 'a', data: '' }, { name: 'b', data: '' }],
      'delivery.archive_too_many',
      { archiveEntries: 2 },
    ],
    ['an archive inside it', [pupils({ data: writeZip([pupils()]) })], 'delivery.encoding'],
  ])('%s', async (_label, entries, code, limits = {}) => {
    const refusal = await refusalOf(zip({}, limits), writeZip(entries));
    expect({ code: refusal.code, remedy: refusal.remedy.length > 0 }).toEqual({ code, remedy: true });
    expect(refusal.message).not.toMatch(/passwd|Osei|\.\./);
  });

  test.each([
    ['no archive at all', Buffer.from(CSV)],
    ['cut at its end', writeZip([pupils()]).subarray(0, -30)],
    ['cut in the middle of its directory', Buffer.concat([writeZip([pupils()]).subarray(0, 60), writeZip([pupils()]).subarray(-22)])],
  ])('%s', async (_label, bytes) => {
    expect(await refusalOf(zip(), bytes)).toMatchObject({ code: 'delivery.archive_malformed' });
  });

  test('every byte of it changed in turn gives what was written, or a refusal', async () => {
    const bytes = writeZip([pupils()]);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const outcome = await outcomesOf(zip({ others: 'leave' }), changed).catch((error: unknown) => error);
      if (Array.isArray(outcome))
        expect(outcome, `byte ${at}`).toEqual([
          ['E101', 'Osei'],
          ['E102', 'Novak'],
        ]);
      else expect(outcome, `byte ${at}`).toMatchObject({ code: expect.stringMatching(/^delivery\./) });
    }
  });
});
