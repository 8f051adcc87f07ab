import fc from 'fast-check';
import { expect, it } from 'vitest';
import { evaluatorOf } from '../expression/evaluate.ts';
import type { Expression } from '../expression/expression.ts';
import { matchColumn, peopleOf } from '../people/people-records.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { unionColumn } from './union-column.ts';
import { readerOf } from './values.ts';

const NAMES = ['forename_key', 'surname_key', 'other_forenames', 'surname_tokens'] as const;
const anyOf = (names: readonly string[]): Expression => ({
  kind: 'call',
  name: 'any_of',
  args: names.map((name) => ({ kind: 'column', name, side: null })),
});

it('values of any of some columns are those that the interpreter gives', () => {
  fc.assert(
    fc.property(smallTable, fc.shuffledSubarray([...NAMES], { minLength: 1 }), (people, names) => {
      const records = peopleOf(people);
      const columnNamed = (name: string) => records.columns.get(name) ?? matchColumn(records, 'sex');
      const union = unionColumn(anyOf(names), records.size, columnNamed);
      if (union === null) throw new Error('These columns share their texts.');
      const ask = evaluatorOf(anyOf(names), { countedBy: 'code_points', typeOf: (name) => columnNamed(name).type });
      const read = readerOf(union);
      people.forEach((_, i) => {
        const self = (name: string) => readerOf(columnNamed(name))(columnNamed(name).ids[i] ?? 0);
        expect(read(union.ids[i] ?? 0)).toEqual(ask({ self }));
      });
    }),
  );
});

it('columns of two kinds are left to the interpreter', () => {
  const records = peopleOf([]);
  const columnNamed = (name: string) => records.columns.get(name) ?? matchColumn(records, 'sex');
  expect(unionColumn(anyOf(['upn', 'nhs_number']), 0, columnNamed)).toBeNull();
});
