import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import fc from 'fast-check';

/** Small random tables whose values meet often: few distinct ones, near misses among them, and many gaps. */
const names = fc.constantFrom('ANA', 'ANNA', 'ANAN', 'NAN', 'A', 'LEE', 'LE', 'EEL', 'MAYA', 'MAIA');
const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 4 });
const some = (values: fc.Arbitrary<string>) => fc.array(values, { maxLength: 3 }).map((members) => [...new Set(members)].sort());
const dates = fc.constantFrom('2012-03-04', '2012-04-03', '2012-03-05', '2012-03-14', '2013-03-04', '1984-01-30');

export const smallRecord: fc.Arbitrary<PersonMatch> = fc
  .record({
    forename_key: maybe(names),
    forename_families: some(fc.constantFrom('F1', 'F2')),
    other_forenames: some(names),
    surname_key: maybe(names),
    surname_tokens: some(names),
    birth_date: maybe(dates),
    sex: maybe(fc.constantFrom('M', 'F')),
    postcodes: some(fc.constantFrom('P1', 'P2', 'P3')),
    uprns: some(fc.constantFrom('1', '2')),
    address_keys: some(fc.constantFrom('1ROAD', '2ROAD')),
    contacts: some(fc.constantFrom('C1', 'C2', 'C3')),
    schools: some(fc.constantFrom('S1', 'S2')),
    nhs_number: maybe(fc.constantFrom('N1', 'N2', 'N3', 'N4')),
    upn: maybe(fc.constantFrom('U1', 'U2')),
  })
  .map((record) => ({
    ...record,
    birth_month: record.birth_date?.slice(0, 7) ?? null,
    birth_year: record.birth_date?.slice(0, 4) ?? null,
  }));

export const smallTable: fc.Arbitrary<PersonMatch[]> = fc.array(smallRecord, { minLength: 2, maxLength: 14 });
