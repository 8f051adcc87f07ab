import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOfDeclaration } from '../plan/from-declaration.ts';
import { valuesOf } from '../test-support/plain-oracle.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { textValuesOf } from '../test-support/text-values.ts';
import { tinyLinkage } from '../test-support/tiny-linkage.ts';
import { peopleOf } from './people-records.ts';
import { buildTermFrequencies, fromRows, occurrencesByNumber, toRows } from './term-frequency.ts';

const plan = planOfDeclaration(tinyLinkage());

describe('term frequencies', () => {
  it('count each record once for each value that it holds, in the columns weighed by frequency and in names', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        const { columns } = buildTermFrequencies(peopleOf(records), plan);
        expect([...columns.keys()]).toEqual(['forename_key', 'surname_key', 'postcodes', 'contacts']);
        for (const [column, { records: held, occurrences }] of columns) {
          expect(held).toBe(records.filter((record) => valuesOf(record, column).length > 0).length);
          expect([...occurrences.keys()].sort()).toEqual([...new Set(records.flatMap((record) => valuesOf(record, column)))].sort());
          for (const [value, count] of occurrences)
            expect(count).toBe(records.filter((record) => valuesOf(record, column).includes(value)).length);
        }
      }),
    );
  });

  it('are read back from rows in any order as they were written', () => {
    fc.assert(
      fc.property(smallTable, (records) => {
        const frequencies = buildTermFrequencies(peopleOf(records), plan);
        const rows = toRows(frequencies);
        expect(toRows(fromRows([...rows].reverse()))).toEqual(rows);
        expect(fromRows(rows)).toEqual(frequencies);
      }),
    );
  });

  it('know a value never seen as half an occurrence', () => {
    const known = fromRows([
      { column_name: 'forename_key', value: '', occurrences: 9 },
      { column_name: 'forename_key', value: 'OLD', occurrences: 9 },
    ]).columns.get('forename_key');
    expect([...occurrencesByNumber(textValuesOf(['NEW', 'OLD']), known)]).toEqual([0.5, 0.5, 9]);
    expect([...occurrencesByNumber(textValuesOf(['NEW']), undefined)]).toEqual([0.5, 0.5]);
  });
});
