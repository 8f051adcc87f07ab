import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { PERSON_ATTRIBUTE_NAMES } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { truthOf } from './against-truth.ts';
import { type FamilyNight, type Member, VERDICTS } from './family-verdicts.ts';
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

interface Copy {
  readonly family: string;
  readonly expected: string;
  readonly records: readonly Member[];
}

/** Holds the scripted families of `truth/families.csv` against the published night. A copy of which nothing is published is not counted. */
export async function measureFamilies(warehouse: Warehouse, truthDirectory: string, number: number): Promise<readonly FamilyOutcome[]> {
  const published = await publishedRecords(warehouse);
  const night = await readNight(warehouse, truthDirectory, number);
  const outcomes = new Map<string, { expected: string; copies: number; asExpected: number; found: Map<string, number> }>();
  for (const { family, expected, records } of copiesOf(truthDirectory, published, number)) {
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

/** The copies of each family, by the records that are published and stand for whom the truth of the night says. */
function copiesOf(truthDirectory: string, published: readonly PublishedRecord[], night: number): Iterable<Copy> {
  const byKey = new Map(published.map((record) => [record.key, record]));
  const truth = truthOf(truthDirectory, night);
  const copies = new Map<string, Copy & { readonly records: Member[] }>();
  for (const row of readTruth(`${truthDirectory}/families.csv`)) {
    const { family = '', copy = '', expected = '', person = '' } = row;
    const name = `${row['source']}/${row['part']}/${row['source_record_id']}`;
    const record = byKey.get(name);
    const known = truth.get(name);
    if (record === undefined || known?.person !== person) continue;
    const key = `${family} ${copy}`;
    const there = copies.get(key) ?? { family, expected, records: [] };
    copies.set(key, there);
    there.records.push({ record, person, named: known.named });
  }
  return copies.values();
}

async function readNight(warehouse: Warehouse, truthDirectory: string, number: number): Promise<FamilyNight> {
  const never = new Set(
    neverPairs(truthDirectory).flatMap(({ a, b, fromNight }) => (fromNight <= number ? [`${a} ${b}`, `${b} ${a}`] : [])),
  );
  const rows = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
    (await warehouse.pool.query<Row>(text, [...values])).rows;
  const questions = await rows<{ a: number; b: number }>(`select a, b from link.review_item where to_publication = ${OPEN}`);
  const asked = new Set(questions.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const golden = await rows<{ person: string; record: number | null; surname: string | null }>(
    `select person_key::text as person, record_key[$1] as record, surname from golden.person where to_publication = ${OPEN}`,
    [PERSON_ATTRIBUTE_NAMES.indexOf('address') + 1],
  );
  const deaths = await rows<{ record: number }>(
    `select record_key as record from core.case_version where to_publication = ${OPEN} and closed is not null and closure_reason = 'RC2'`,
  );
  const shared = await rows<{ value: string }>(`select value from link.identifier where to_publication = ${OPEN} and shared`);
  const earlier = await rows<{ record: number; holder: string }>(
    `select m.record_key as record, c.holder::text as holder from link.membership m
     join link.claim c on c.person_key = m.person_key and c.to_publication = ${OPEN}
     where m.to_publication <> ${OPEN}`,
  );
  const covered = await rows<{ record: number }>(
    `select v.record_key as record from core.person_version v cross join core.coverage c join core.source s using (source)
     where v.to_publication = ${OPEN} and c.to_publication = ${OPEN} and s.name = 'police'
       and (c.born_from is null or v.birth_date >= c.born_from) and (c.born_to is null or v.birth_date <= c.born_to)`,
  );
  return {
    number,
    isNever: (a, b) => never.has(`${a} ${b}`),
    isAsked: (a, b) => asked.has(`${a} ${b}`),
    addressFrom: new Map(golden.flatMap(({ person, record }) => (record === null ? [] : [[person, record]]))),
    surnameOf: new Map(golden.flatMap(({ person, surname }) => (surname === null ? [] : [[person, surname]]))),
    closedByDeath: new Set(deaths.map(({ record }) => record)),
    sharedNumbers: new Set(shared.map(({ value }) => value)),
    earlierIds: Map.groupBy(earlier, ({ record }) => record),
    coveredByPolice: new Set(covered.map(({ record }) => record)),
  };
}
