import { describe, expect, it } from 'vitest';
import { ContentKeeper, packCells, readChunk, unpackCells } from './delivery-content.ts';

describe('what is kept of a delivery', () => {
  it('comes back row by row, problems and odd characters included', () => {
    const keeper = new ContentKeeper();
    const rows = Array.from({ length: 5003 }, (_, i) => ({
      place: i + 1,
      line: i % 3 === 0 ? null : i,
      cells: [`k${i}`, null, 'a\nb\\N\t"x"', 'Zoë'],
      problem: i === 7 ? { code: 'record.date', field: 'DOB' } : null,
    }));
    for (const row of rows) keeper.keep(row);
    const chunks = keeper.finish();
    expect(chunks.map((c) => c.records)).toEqual([5000, 3]);
    expect(chunks.flatMap((c) => readChunk(c.bytes))).toEqual(rows);
  });

  it('packs and unpacks the cells of one row', () => {
    expect(unpackCells(packCells(['a', null, '\u0000']))).toEqual(['a', null, '\u0000']);
  });
});
