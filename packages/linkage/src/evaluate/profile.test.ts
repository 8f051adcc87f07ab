import type { Column } from '@golden-thread/shapes/columns';
import { describe, expect, it } from 'vitest';
import { columnOfValues } from '../prepare/column-of-values.ts';
import { completenessOf } from './completeness.ts';
import { profileColumn } from './profile-column.ts';

const names: Column = columnOfValues(
  Int32Array.of(0, 1, 2, 3, 4, 5, 6),
  ['Zebedee', 'Zebedee', null, 'Yolanda', 'Zebedee', 'Xanthe', 'Yolanda'],
  'text',
);

describe('a column’s profile', () => {
  it('counts values by how many records hold them', () => {
    expect(profileColumn(names, { top: 2 })).toEqual({
      records: 7,
      missing: 1,
      distinct: 3,
      once: 1,
      top: [
        { records: 3, share: 0.5 },
        { records: 2, share: 2 / 6 },
      ],
      classes: [
        { from: 1, to: 1, values: 1, records: 1 },
        { from: 2, to: 2, values: 1, records: 2 },
        { from: 3, to: 4, values: 1, records: 3 },
      ],
    });
  });

  it('tells no value unless it is asked to', () => {
    expect(JSON.stringify(profileColumn(names, { top: 9 }))).not.toMatch(/Zebedee|Yolanda|Xanthe/);
    expect(profileColumn(names, { top: 9, withValues: true }).top.map(({ value }) => value)).toEqual(['Zebedee', 'Yolanda', 'Xanthe']);
  });
});

it('counts filled records by column and source', () => {
  const records = { sources: ['a', 'b', 'c'], sourceOf: Uint16Array.of(0, 0, 0, 1, 1, 1, 1), columns: new Map([['name', names]]) };
  expect(completenessOf(records)).toEqual([
    { column: 'name', source: 'a', records: 3, filled: 2, share: 2 / 3 },
    { column: 'name', source: 'b', records: 4, filled: 4, share: 1 },
    { column: 'name', source: 'c', records: 0, filled: 0, share: 0 },
  ]);
});
