import type { PersonMatch } from '@golden-thread/shapes/dictionary/person';
import { type Random, seededRandom } from '@golden-thread/shapes/random';

/** Records of simulated people with the truth: record *i* is of person `person[i]`. For tests and the benchmark. */
export interface SimulatedPeople {
  readonly records: readonly PersonMatch[];
  readonly person: Int32Array;
}

/** A record in which nothing is known. */
export const EMPTY_RECORD: PersonMatch = {
  forename_key: null,
  forename_families: [],
  other_forenames: [],
  surname_key: null,
  surname_tokens: [],
  birth_date: null,
  birth_month: null,
  birth_year: null,
  sex: null,
  postcodes: [],
  uprns: [],
  address_keys: [],
  contacts: [],
  schools: [],
  nhs_number: null,
  upn: null,
};

/** The same record with its date of birth in all three columns. */
export function bornOn(record: PersonMatch, date: string): PersonMatch {
  return { ...record, birth_date: date, birth_month: date.slice(0, 7), birth_year: date.slice(0, 4) };
}

const SYLLABLES = ['A', 'BE', 'CA', 'DRI', 'EL', 'FRO', 'GA', 'HU', 'IS', 'JO', 'KI', 'LU', 'MA', 'NE', 'OL', 'PA', 'RI', 'SA', 'TO', 'VI'];
const FORENAMES = 600;
const SURNAMES = 4000;
const DAYS = 6570;

/**
 * Families of one to three children of whom each has one to four records: sometimes twins, sometimes moved, mistyped,
 * shortened, without a postcode or under another surname.
 */
export function simulatePeople(people: number, seed: string): SimulatedPeople {
  const random = seededRandom(seed);
  const records: PersonMatch[] = [];
  const person: number[] = [];
  for (let p = 0; p < people; ) {
    const surname = nameOf(zipf(random, SURNAMES), 3);
    const home = {
      postcode: `WM${random.below(Math.ceil(people / 20))}`,
      address: `${random.below(80)}ROAD${random.below(people)}`,
      contact: `07700${random.below(people * 10)}`,
    };
    const firstDay = random.below(DAYS);
    const twins = random.next() < 0.03;
    const children = twins ? 2 : 1 + random.below(3);
    for (let c = 0; c < children && p < people; c++, p++) {
      const day = twins ? firstDay : (firstDay + c * 800) % DAYS;
      const child = childOf(random, p, surname, home, dateOf(day));
      for (let copies = 1 + random.below(4); copies > 0; copies--) {
        records.push(recordOf(random, child));
        person.push(p);
      }
    }
  }
  return { records, person: Int32Array.from(person) };
}

function childOf(
  random: Random,
  p: number,
  surname: string,
  home: { postcode: string; address: string; contact: string },
  date: string,
): PersonMatch {
  const number = zipf(random, FORENAMES);
  const forename = nameOf(number, 2);
  const born = bornOn(EMPTY_RECORD, date);
  return {
    ...born,
    forename_key: forename,
    forename_families: number % 4 === 0 ? [`F${number}`] : [],
    other_forenames: random.next() < 0.5 ? [nameOf(zipf(random, FORENAMES), 2)] : [],
    surname_key: surname,
    surname_tokens: [surname],
    sex: number % 2 === 0 ? 'F' : 'M',
    postcodes: [home.postcode],
    uprns: [],
    address_keys: [home.address],
    contacts: [home.contact],
    nhs_number: String(9990000000 + p),
  };
}

function recordOf(random: Random, child: PersonMatch): PersonMatch {
  const record = { ...child };
  const happens = (share: number) => random.next() < share;
  if (happens(0.06)) record.forename_key = misspelt(random, record.forename_key ?? '');
  else if (happens(0.2) && record.forename_families.length > 0) record.forename_key = `${(record.forename_key ?? '').slice(0, 2)}Y`;
  if (happens(0.08)) {
    const surname = nameOf(zipf(random, SURNAMES), 3);
    record.surname_tokens = happens(0.5) ? [...new Set([surname, child.surname_key ?? ''])].sort() : [surname];
    record.surname_key = surname;
  } else if (happens(0.04)) {
    record.surname_key = misspelt(random, record.surname_key ?? '');
    record.surname_tokens = [record.surname_key];
  }
  const birth = random.next();
  if (birth < 0.02) Object.assign(record, { birth_date: null, birth_month: null, birth_year: null });
  else if (birth < 0.04) Object.assign(record, bornOn(record, dateOf(random.below(DAYS))));
  if (happens(0.3)) {
    record.postcodes = happens(0.5) ? [] : [`WM${random.below(500)}`];
    record.address_keys = [];
  }
  if (happens(0.5)) record.contacts = [];
  if (happens(0.4)) record.nhs_number = null;
  if (happens(0.2)) record.other_forenames = [];
  return record;
}

function nameOf(number: number, syllables: number): string {
  let name = '';
  let rest = number * 7919 + 13;
  for (let s = 0; s < syllables; s++) {
    name += SYLLABLES[rest % SYLLABLES.length] ?? '';
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return name + String.fromCharCode(65 + (number % 26));
}

function misspelt(random: Random, name: string): string {
  const at = random.below(Math.max(1, name.length - 1));
  return random.next() < 0.5
    ? name.slice(0, at) + name.slice(at + 1)
    : name.slice(0, at) + (name[at + 1] ?? '') + (name[at] ?? '') + name.slice(at + 2);
}

/** Frequencies fall about as 1 over rank. */
const zipf = (random: Random, size: number): number => Math.floor(size ** random.next()) - 1;

const dateOf = (day: number): string => new Date(Date.UTC(2008, 0, 1 + day)).toISOString().slice(0, 10);
