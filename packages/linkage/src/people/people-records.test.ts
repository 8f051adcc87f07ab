import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_RECORD } from '../test-support/simulated-people.ts';
import { smallTable } from '../test-support/small-tables.ts';
import { matchColumn, peopleOf, personAt } from './people-records.ts';

const sorted = (person: PersonMatch) =>
  Object.fromEntries(
    Object.entries(person).map(([name, value]) => [name, typeof value === 'object' && value !== null ? [...value].sort() : value]),
  );

describe('records of people', () => {
  it('say what was written', () => {
    fc.assert(
      fc.property(smallTable, (people) => {
        const records = peopleOf(people);
        expect(people.map((_, i) => sorted(personAt(records, i)))).toEqual(people.map(sorted));
      }),
    );
  });

  it('give a value one number in whichever name column it stands; nothing and an empty list are null', () => {
    const records = peopleOf([
      { ...EMPTY_RECORD, forename_key: 'LEE', surname_key: '', surname_tokens: ['LEE', 'ANA', 'LEE', ''] },
      EMPTY_RECORD,
    ]);
    const tokens = matchColumn(records, 'surname_tokens');
    if (tokens.values.kind !== 'list') throw new Error('Surname tokens are lists.');
    expect([...tokens.ids]).toEqual([1, 0]);
    expect([...matchColumn(records, 'surname_key').ids]).toEqual([0, 0]);
    expect(tokens.values.members[0]).toBe(matchColumn(records, 'forename_key').ids[0]);
    expect(tokens.values.of).toBe(matchColumn(records, 'forename_key').values);
    expect(personAt(records, 0).surname_tokens).toEqual(['LEE', 'ANA']);
  });
});
