import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { neverPairs, type PublishedRecord, publishedRecords } from './published.ts';

/** What became of the copies of one scripted family on a night. */
export interface FamilyOutcome {
  readonly family: string;
  readonly expected: string;
  readonly copies: number;
  readonly asExpected: number;
  /** Copies by what was found, in words. */
  readonly found: ReadonlyMap<string, number>;
}

interface Member {
  readonly record: PublishedRecord;
  /** Who it is in truth. */
  readonly person: string;
}

interface Copy {
  readonly family: string;
  readonly expected: string;
  readonly records: readonly Member[];
}

/** What a verdict may ask beside the records of a copy. */
interface Night {
  readonly number: number;
  readonly isNever: (a: string, b: string) => boolean;
  /** Two records stand in an open question. */
  readonly isAsked: (a: number, b: number) => boolean;
  /** Record that gave a person's present address. */
  readonly addressFrom: ReadonlyMap<string, number>;
}

/** `null` is what was expected; otherwise what was found, in words. */
type Verdict = (records: readonly Member[], night: Night) => string | null;

const persons = (records: readonly Member[]): number => new Set(records.map((one) => one.record.person)).size;
const inWords = (records: readonly Member[]): string => `${persons(records)} persons`;

const separate: Verdict = (records) =>
  pairsOf(records).some(([x, y]) => x.person !== y.person && x.record.person === y.record.person) ? 'two people in one' : null;
const together: Verdict = (records) => (persons(records) === 1 ? null : inWords(records));

/** How each `expected` of the council's truth is told from what is published. */
const VERDICTS: Readonly<Record<string, Verdict>> = {
  one_person: together,
  two_people_then_one: (records, { number }) => (persons(records) === (number === 1 ? 2 : 1) ? null : inWords(records)),
  separate_people: separate,
  separate_people_and_review: (records, night) => {
    const asked = pairsOf(records).some(([x, y]) => x.person !== y.person && night.isAsked(x.record.record, y.record.record));
    return separate(records, night) ?? (asked ? null : 'separate, nobody asked');
  },
  never_linked: (records, { isNever }) =>
    pairsOf(records).some(([x, y]) => isNever(x.record.key, y.record.key) && x.record.person === y.record.person) ? 'a path' : null,
  one_person_current_address_from_school: (records, night) => {
    const given = night.addressFrom.get(records[0]?.record.person ?? '');
    const giver = records.find((one) => one.record.record === given)?.record.key.split('/')[0];
    return together(records, night) ?? (giver === 'school_mis' ? null : `address from ${giver ?? 'elsewhere'}`);
  },
  placeholder_ignored: (records, night) => {
    if (records.some((one) => one.record.nhsNumber !== null)) return 'a number kept';
    if (records.some((one) => !one.record.issues.includes('nhs_number:placeholder'))) return 'no issue';
    return separate(records, night);
  },
};

/** Holds the scripted families of `truth/families.csv` against the published night. A copy of which nothing is published is not counted. */
export async function measureFamilies(warehouse: Warehouse, truthDirectory: string, number: number): Promise<readonly FamilyOutcome[]> {
  const published = await publishedRecords(warehouse);
  const night = await readNight(warehouse, truthDirectory, number);
  const outcomes = new Map<string, { expected: string; copies: number; asExpected: number; found: Map<string, number> }>();
  for (const { family, expected, records } of copiesOf(truthDirectory, published)) {
    const verdict = VERDICTS[expected];
    if (verdict === undefined) throw new RangeError(`the truth expects what this bench cannot tell: ${expected}`);
    const outcome = outcomes.get(family) ?? { expected, copies: 0, asExpected: 0, found: new Map<string, number>() };
    outcomes.set(family, outcome);
    const found = verdict(records, night);
    outcome.copies++;
    if (found === null) outcome.asExpected++;
    else outcome.found.set(found, (outcome.found.get(found) ?? 0) + 1);
  }
  return [...outcomes].map(([family, outcome]) => ({ family, ...outcome })).sort((a, b) => (a.family < b.family ? -1 : 1));
}

/** A table of the families on a night: expected, copies that ended so, and what else was found. */
export function familyLines(night: number, outcomes: readonly FamilyOutcome[]): readonly string[] {
  return outcomes.map(({ family, expected, copies, asExpected, found }) => {
    const others = [...found].map(([words, count]) => `${count} ${words}`).join(', ');
    return `  night ${night}  ${family}  ${expected.padEnd(40)} ${`${asExpected} of ${copies}`.padStart(10)}${others === '' ? '' : `   else: ${others}`}`;
  });
}

function copiesOf(truthDirectory: string, published: readonly PublishedRecord[]): Iterable<Copy> {
  const byKey = new Map(published.map((record) => [record.key, record]));
  const copies = new Map<string, Copy & { readonly records: Member[] }>();
  for (const row of readTruth(`${truthDirectory}/families.csv`)) {
    const { family = '', copy = '', expected = '', person = '' } = row;
    const record = byKey.get(`${row['source']}/${row['part']}/${row['source_record_id']}`);
    if (record === undefined) continue;
    const key = `${family} ${copy}`;
    const known = copies.get(key) ?? { family, expected, records: [] };
    copies.set(key, known);
    known.records.push({ record, person });
  }
  return copies.values();
}

async function readNight(warehouse: Warehouse, truthDirectory: string, number: number): Promise<Night> {
  const never = new Set(
    neverPairs(truthDirectory).flatMap(({ a, b, fromNight }) => (fromNight <= number ? [`${a} ${b}`, `${b} ${a}`] : [])),
  );
  const { rows: questions } = await warehouse.pool.query<{ a: number; b: number }>(
    `select a, b from link.review_item where to_publication = ${OPEN}`,
  );
  const asked = new Set(questions.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const { rows: addresses } = await warehouse.pool.query<{ person: string; record: number }>(
    `select person_key::text as person, record_key[$1] as record from golden.person where to_publication = ${OPEN} and record_key[$1] is not null`,
    [PERSON_ATTRIBUTE_NAMES.indexOf('address') + 1],
  );
  return {
    number,
    isNever: (a, b) => never.has(`${a} ${b}`),
    isAsked: (a, b) => asked.has(`${a} ${b}`),
    addressFrom: new Map(addresses.map(({ person, record }) => [person, record])),
  };
}

function pairsOf<Row>(rows: readonly Row[]): readonly (readonly [Row, Row])[] {
  return rows.flatMap((x, i) => rows.slice(i + 1).map((y) => [x, y] as const));
}
