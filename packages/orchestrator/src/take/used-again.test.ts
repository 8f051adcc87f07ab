import { describe, expect, test } from 'vitest';
import { isAnotherPerson, type NamedAndBorn } from './used-again.ts';

const before: NamedAndBorn = {
  forename: 'Alfie',
  surname: 'Penfold',
  birth_date: '2014-03-19',
  birth_precision: 'day',
  nhs_number: '9990001014',
  upn: null,
};
const after: NamedAndBorn = { ...before, forename: 'Maryam', surname: 'Hussain', birth_date: '2011-08-22', nhs_number: null };

describe('an id names another person', () => {
  test('when forename, surname and date of birth are all others', () => {
    expect(isAnotherPerson(before, after)).toBe(true);
    expect(isAnotherPerson(after, before)).toBe(true);
  });

  test.each<[string, Partial<NamedAndBorn>]>([
    ['the forename stays', { forename: 'ALFIE' }],
    ['the surname stays', { surname: 'Penfold' }],
    ['the names are exchanged', { forename: 'Penfold', surname: 'Alfie' }],
    ['the date of birth stays', { birth_date: '2014-03-19' }],
    ['one part of the date is mended', { birth_date: '2014-03-20' }],
    ['the date is known to the year', { birth_precision: 'year' }],
    ['the date is gone', { birth_date: null, birth_precision: null }],
    ['the forename is gone', { forename: null }],
    ['an identifier stays', { nhs_number: '9990001014' }],
  ])('but not when %s', (_, kept) => {
    expect(isAnotherPerson(before, { ...after, ...kept })).toBe(false);
  });

  test('but not when day and month are exchanged', () => {
    expect(isAnotherPerson({ ...before, birth_date: '2014-03-07' }, { ...after, birth_date: '2014-07-03' })).toBe(false);
  });
});
