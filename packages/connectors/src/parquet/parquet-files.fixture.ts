import { parquetWriteBuffer } from 'hyparquet-writer';
import { expect } from 'vitest';
import { outcomesOf } from '../decoding.fixture.ts';

/** So many children; the second has a number that is too long for a double, the third a zero character. */
export const written = (rows: number, more: { rowGroupSize?: number } = {}): Uint8Array => {
  const ids = Array.from({ length: rows }, (_, i) => `E${i}`);
  const columnData = [
    { name: 'id', data: ids, type: 'STRING' as const },
    { name: 'uprn', data: ids.map((_, i) => (i === 1 ? 5.4e17 : i)), type: 'DOUBLE' as const },
    { name: 'note', data: ids.map((_, i) => (i === 2 ? 'a\0b' : null)), type: 'STRING' as const },
  ];
  return new Uint8Array(parquetWriteBuffer({ columnData, ...more }));
};

/** Changes so many bytes, one at a time. */
export async function changedBytesAreTold(good: Buffer, times: number): Promise<void> {
  const given = { decoder: { kind: 'parquet' as const }, columns: ['note', 'uprn', 'id'] };
  for (let at = 4; at < good.length; at += Math.ceil(good.length / times)) {
    const changed = Buffer.from(good);
    changed[at] = (changed[at] ?? 0) ^ 0xff;
    const outcome = await outcomesOf(given, changed).catch((error: unknown) => error);
    if (!Array.isArray(outcome)) expect(outcome, `byte ${at}`).toMatchObject({ code: expect.stringMatching(/^delivery\./) });
  }
}
