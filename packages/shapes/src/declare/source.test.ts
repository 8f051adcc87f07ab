import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../canonical-json.ts';
import { DeclarationError } from '../errors.ts';
import { coded, column, columnsOf, constant, date, filePart, firstOf, joined, namePart, type Reader } from './combinators.ts';
import { dates, defineSource, itemsOf, type SourceInput, text } from './source.ts';

const GOOD: SourceInput = {
  name: 'clinic',
  label: 'Clinic',
  describes: 'One row for each child that the clinic knows.',
  organisation: 'clinic_trust',
  agreement: 'isa_clinic',
  location: 'clinic',
  transport: { kind: 'folder', files: 'clinic_{date}.csv', complete: 'rename' },
  decoder: { kind: 'csv', encoding: 'utf-8', delimiter: ',', newline: '\n' },
  timeZone: 'Europe/London',
  cadence: { every: 'day', arrivesBy: '02:00', staleAfterDays: 3 },
  dataset: 'children',
  cohort: { maximumAgeYears: 25 },
  contract: { columns: { ref: text({ required: true }), surname: text(), dob: dates(['dd/mm/yyyy']) }, key: ['ref'], delivers: 'full' },
  maps: { person: { surname: column('surname'), birth_date: date('dob', 'dd/mm/yyyy') } },
};

/** What a wrong declaration says: the message, then the remedy. */
function complaint(declare: () => unknown): string {
  try {
    declare();
  } catch (error) {
    if (error instanceof DeclarationError) return `${error.message} ${error.remedy}`;
    throw error;
  }
  throw new Error('the declaration was taken');
}
const columns = GOOD.contract.columns;
const person = { ...GOOD.maps.person };

describe('a wrong source names itself and the fix', () => {
  const wrong: readonly [string, Partial<SourceInput>, string][] = [
    ['a name that is no identifier', { name: 'Clinic A' }, 'lower-case letters, digits and _'],
    ['no sentence about it', { describes: '' }, 'say in one sentence what it is'],
    ['an agreement that is no identifier', { agreement: 'ISA 7' }, 'mend agreement'],
    ['a location that is a path', { location: '/mnt/drop' }, 'mend location'],
    ['a file name without its date', { transport: { ...GOOD.transport, files: 'clinic.csv' } }, 'write {date} once'],
    [
      'a file name with unknown braces',
      { transport: { ...GOOD.transport, files: 'clinic_{date}_{school}.csv' } },
      '{part} and {sequence} at most once',
    ],
    ['a file name with a path in it', { transport: { ...GOOD.transport, files: '../{date}.csv' } }, 'mend transport.files'],
    ['a zone that nobody knows', { timeZone: 'Europe/Londn' }, 'name a zone of the IANA list'],
    ['an hour of arrival that is none', { cadence: { ...GOOD.cadence, arrivesBy: '2am' } }, 'mend cadence.arrivesBy'],
    ['a guard above one', { contract: { ...GOOD.contract, deleteGuard: 20 } }, 'mend contract.deleteGuard'],
    ['a key outside the contract', { contract: { ...GOOD.contract, key: ['id'] } }, "add 'id' to contract.columns or mend contract.key"],
    ['no key', { contract: { ...GOOD.contract, key: [] } }, 'mend contract.key'],
    [
      'a mapping of a column outside the contract',
      { maps: { person: { ...person, forename: column('fore') } } },
      "add 'fore' to contract.columns or mend the mapping of person.forename",
    ],
    ['a former address outside the contract', { maps: { person, formerAddress: column('was_at') } }, 'mend the mapping of person.address'],
    [
      'a date in a form that the contract does not name',
      { maps: { person: { ...person, birth_date: date('dob', 'yyyy-mm-dd') } } },
      'name the same formats in the contract and in the mapping of person.birth_date',
    ],
    [
      'a date column without its forms',
      { contract: { ...GOOD.contract, columns: { ...columns, seen: { type: 'date' } } } },
      'give a date its formats',
    ],
    ['a mapping of nothing', { cohort: {}, maps: {} }, 'map person or neverLink'],
    ['a person of nothing', { cohort: {}, maps: { person: {} } }, 'map person or neverLink'],
    [
      'a cohort of age without a date of birth',
      { maps: { person: { surname: column('surname') } } },
      'map person.birth_date or leave out cohort',
    ],
    ['changes without their order', { contract: { ...GOOD.contract, delivers: 'changes' } }, 'put {sequence} into transport.files'],
    [
      'more records at least than at most',
      { contract: { ...GOOD.contract, minimumRecords: 9, maximumRecords: 8 } },
      'set contract.minimumRecords below maximumRecords',
    ],
  ];
  it.each(wrong)('%s', (_what, parts, fix) => {
    const said = complaint(() => defineSource({ ...GOOD, ...parts }));
    expect(said).toContain(`The source '${parts.name ?? 'clinic'}' is declared wrongly`);
    expect(said).toContain(fix);
  });

  it('a misspelt member, an unknown attribute and an unknown combinator, which the compiler would refuse as well', () => {
    const loose = (parts: object) => complaint(() => defineSource(Object.assign({}, GOOD, parts)));
    expect(loose({ cadense: {} })).toContain('cadense');
    expect(loose({ maps: { person: { ...person, shoe_size: column('surname') } } })).toContain('mend maps.person');
    expect(loose({ maps: { person: { surname: { read: 'guess', column: 'surname' } } } })).toContain('mend maps.person.surname');
  });

  it('a closure: a declaration is data', () => {
    const said = complaint(() => defineSource(Object.assign({}, GOOD, { maps: { person: { surname: () => 'x' } } })));
    expect(said).toContain("The source 'clinic' is declared wrongly: source.maps.person.surname is a function.");
    expect(said).toContain('use one of the closed combinators');
  });

  it('and never a value of anybody: the message holds names of the declaration only', () => {
    expect(complaint(() => defineSource({ ...GOOD, contract: { ...GOOD.contract, key: ['id'] } }))).not.toMatch(/undefined|\[object/);
  });
});

describe('a source', () => {
  it('says which data items it maps, former places and flags among them', () => {
    const source = defineSource({
      ...GOOD,
      contract: { ...GOOD.contract, columns: { ...columns, was_at: text(), seen: dates(['dd/mm/yyyy']) } },
      maps: { person, formerAddress: column('was_at'), trueAt: date('seen', 'dd/mm/yyyy') },
    });
    expect(itemsOf(source).map(({ item }) => item)).toEqual(['person.surname', 'person.birth_date', 'record.true_at', 'person.address']);
  });

  it('has one version for one meaning: however its members are ordered, but for the columns, whose order is the order of cells', () => {
    const source = defineSource(GOOD);
    const reordered = Object.fromEntries(Object.entries(GOOD).reverse());
    expect(defineSource(Object.assign({}, GOOD, reordered)).hash).toBe(source.hash);
    expect(defineSource({ ...GOOD, label: 'Clinics' }).hash).not.toBe(source.hash);
    const columnsReversed = Object.fromEntries(Object.entries(columns).reverse());
    expect(defineSource({ ...GOOD, contract: { ...GOOD.contract, columns: columnsReversed } }).hash).not.toBe(source.hash);
  });

  it('means the same when it is printed and read again', () => {
    const { hash, ...source } = defineSource(GOOD);
    const again: SourceInput = JSON.parse(JSON.stringify(source));
    expect(defineSource(again).hash).toBe(hash);
    expect(canonicalJson(defineSource(again))).toBe(canonicalJson(defineSource(GOOD)));
  });

  it('fills what is not said with the careful default', () => {
    expect(defineSource(GOOD)).toMatchObject({
      distinct: false,
      traces: [],
      contract: { deleteGuard: 0.2, quarantineBudget: 0.05, columns: { surname: { required: false } } },
    });
  });
});

describe('a reader', () => {
  it('names the columns that it needs', () => {
    const readers: [Reader, string[]][] = [
      [column('a'), ['a']],
      [joined(['a', 'b']), ['a', 'b']],
      [firstOf('a', 'b'), ['a', 'b']],
      [coded('a', { x: null }), ['a']],
      [date('a', 'yyyymmdd'), ['a']],
      [namePart('a', 'forenames surname', 'surname'), ['a']],
      [constant('x'), []],
      [filePart(), []],
    ];
    for (const [reader, needed] of readers) expect(columnsOf(reader)).toEqual(needed);
  });
});
