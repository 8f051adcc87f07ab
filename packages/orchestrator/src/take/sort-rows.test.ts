import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashRow, type KeptRow, type KnownRecord, type SortRowsOptions, sortRows } from './sort-rows.ts';

const row = (place: number, cells: readonly (string | null)[], problem: KeptRow['problem'] = null): KeptRow => ({
  place,
  line: place + 1,
  cells,
  problem,
});
async function* batches(rows: readonly KeptRow[], size = 2): AsyncGenerator<readonly KeptRow[]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}
const options = (over: Partial<SortRowsOptions> = {}): SortRowsOptions => ({
  keyCells: [0],
  delivers: 'full',
  salt: 's',
  known: new Map(),
  inCohort: () => true,
  ...over,
});
const known = (entries: Readonly<Record<string, readonly (string | null)[] | null>>): ReadonlyMap<string, KnownRecord> =>
  new Map(
    Object.entries(entries).map(([id, cells], i) => [
      id,
      { recordKey: i + 1, hash: cells === null ? null : hashRow(cells, 's'), incarnation: 0 },
    ]),
  );

describe('sorting the rows of a delivery', () => {
  it('tells new, changed, unchanged, returned and gone records apart', async () => {
    const before = known({ same: ['same', 'x'], other: ['other', 'old'], back: null, gone: ['gone', 'x'] });
    const sorted = await sortRows(
      batches([row(1, ['same', 'x']), row(2, ['other', 'new']), row(3, ['back', 'x']), row(4, ['fresh', 'x'])]),
      options({ known: before }),
    );
    expect(sorted.counts).toMatchObject({ in: 4, unchanged: 1, changed: 1, new: 2, removed: 1 });
    expect(sorted.gone).toEqual([4]);
    expect(sorted.fresh.map((f) => [f.id, f.recordKey])).toEqual([
      ['other', 2],
      ['back', 3],
      ['fresh', null],
    ]);
  });

  it('quarantines every row of a key that repeats with other content, and keeps what was known of it', async () => {
    const sorted = await sortRows(
      batches([row(1, ['k', 'a']), row(2, ['k', 'b']), row(3, ['k', 'a'])]),
      options({ known: known({ k: ['k', 'a'] }) }),
    );
    expect(sorted.counts).toMatchObject({ in: 3, quarantined: 2, duplicate: 1, unchanged: 0, removed: 0 });
    expect(sorted.gone).toEqual([]);
  });

  it('lets the later row decide in a delivery of changes', async () => {
    const sorted = await sortRows(batches([row(1, ['k', 'a']), row(2, ['k', 'b'])]), options({ delivers: 'changes' }));
    expect(sorted.fresh.map((f) => f.cells)).toEqual([['k', 'b']]);
    expect(sorted.counts).toMatchObject({ in: 2, new: 1, duplicate: 1 });
  });

  it('does not take a record for gone because its row is in quarantine', async () => {
    const sorted = await sortRows(
      batches([row(1, ['k', null], { code: 'record.date', field: 'DOB' })]),
      options({ known: known({ k: ['k', 'a'] }) }),
    );
    expect(sorted.gone).toEqual([]);
    expect(sorted.quarantined).toMatchObject([{ place: 1, code: 'record.date', field: 'DOB' }]);
  });

  it('removes a known record that has left the cohort, even from a feed of changes', async () => {
    const sorted = await sortRows(
      batches([row(1, ['k', 'old'])]),
      options({ delivers: 'changes', inCohort: () => false, known: known({ k: ['k', 'a'] }) }),
    );
    expect(sorted.gone).toEqual([1]);
    expect(sorted.counts).toMatchObject({ in: 1, out_of_cohort: 1 });
  });

  it('calls every row changed when what normalises it has changed', async () => {
    const sorted = await sortRows(batches([row(1, ['k', 'a'])]), options({ salt: 'other', known: known({ k: ['k', 'a'] }) }));
    expect(sorted.counts).toMatchObject({ changed: 1, unchanged: 0 });
  });

  it('tells an empty cell from an empty text and from a cell that holds the separator', () => {
    const hashes = [[null, 'a'], ['', 'a'], ['a'], ['a', null], ['a\u001f', null]].map((cells) => hashRow(cells, 's'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('gives every row exactly one place, whatever the batches', async () => {
    const cell = fc.constantFrom('a', 'b', 'c', null);
    const rows = fc.array(fc.record({ key: cell, value: cell, bad: fc.boolean(), out: fc.boolean() }), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom<'full' | 'changes'>('full', 'changes'),
        fc.integer({ min: 1, max: 7 }),
        async (made, delivers, size) => {
          const kept = made.map((m, i) => row(i + 1, [m.key, m.value, m.out ? 'out' : 'in'], m.bad ? { code: 'x', field: null } : null));
          const inCohort = (cells: readonly (string | null)[]) => cells[2] === 'in';
          const { counts } = await sortRows(
            batches(kept, size),
            options({ delivers, inCohort, known: known({ a: ['a', 'a', 'in'], b: ['b', 'b', 'in'] }) }),
          );
          expect(counts.in).toBe(made.length);
          expect(counts.new + counts.changed + counts.unchanged + counts.quarantined + counts.duplicate + counts.out_of_cohort).toBe(
            made.length,
          );
        },
      ),
    );
  });
});
