import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeTable } from './encode.ts';
import { matchTableOf } from './match-table.ts';
import { buildTermFrequencies, fromRows, occurrencesByNumber, toRows } from './term-frequency.ts';
import { valuesOf } from './test-support/plain-oracle.ts';
import { EMPTY_RECORD } from './test-support/simulated-people.ts';
import { smallTable } from './test-support/small-tables.ts';
import { tinyLinkage } from './test-support/tiny-linkage.ts';

const linkage = tinyLinkage();

describe('term frequencies', () => {
  it('count each record once for each value that it holds, in the columns weighed by frequency and in names', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        const { columns } = buildTermFrequencies(encodeTable(matchTableOf(records), linkage), linkage);
        expect([...columns.keys()]).toEqual(['forename_key', 'surname_key', 'postcodes', 'contacts']);
        for (const [column, { records: held, occurrences }] of columns) {
          expect(held).toBe(records.filter((record) => valuesOf(record, column).length > 0).length);
          for (const [value, count] of occurrences)
            expect(count).toBe(records.filter((record) => valuesOf(record, column).includes(value)).length);
        }
      }),
    );
  });

  it('are read back from rows in any order as they were written', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        const frequencies = buildTermFrequencies(encodeTable(matchTableOf(records), linkage), linkage);
        const rows = toRows(frequencies);
        expect(toRows(fromRows([...rows].reverse()))).toEqual(rows);
        expect(fromRows(rows)).toEqual(frequencies);
      }),
    );
  });

  it('know a value never seen as half an occurrence', () => {
    const encoded = encodeTable(
      matchTableOf([
        { ...EMPTY_RECORD, forename_key: 'NEW' },
        { ...EMPTY_RECORD, forename_key: 'OLD' },
      ]),
      linkage,
    );
    const known = fromRows([
      { column_name: 'forename_key', value: '', occurrences: 9 },
      { column_name: 'forename_key', value: 'OLD', occurrences: 9 },
    ]).columns.get('forename_key');
    expect([...occurrencesByNumber(encoded, 'forename_key', known ?? { records: 0, occurrences: new Map() })]).toEqual([0.5, 0.5, 9]);
  });
});
