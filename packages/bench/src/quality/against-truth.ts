import { rootOf, separate, unite } from '@golden-thread/identity/components';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { type Exam, type Examined, examOf, grade, type PairOf, type Standing, twinsIn } from './exam.ts';
import type { About } from './linkable.ts';
import { neverPairs, type PublishedRecord, publishedRecords } from './published.ts';

/** How a night's persons stand against the truth of that night. */
export interface Quality extends Standing {
  readonly records: number;
  readonly persons: number;
  readonly truePairs: number;
  readonly linkablePairs: number;
  readonly twinPairs: number;
  /** True pairs that weigh enough and that the twin rule keeps apart: what it costs. */
  readonly truePairsKeptByTwinRule: number;
  readonly neverLinkPaths: number;
  readonly reviewItems: number;
  /** True pairs that exact forename, surname and date of birth do not find, 0 to 1. */
  readonly missedByExactNames: number;
  /** Twin pairs that plain connected components at the same line would merge, 0 to 1. */
  readonly twinsMergedByComponents: number;
}

/** A published record with who it is in truth. */
export type Known = PublishedRecord & Examined;

/** The published night of a warehouse as an exam. */
export async function examOfNight(warehouse: Warehouse, truthDirectory: string, night: number): Promise<Exam<Known>> {
  const truth = truthOf(truthDirectory, night);
  const known = (await publishedRecords(warehouse)).flatMap((record): readonly Known[] => {
    const person = truth.get(record.key);
    return person === undefined ? [] : [{ ...record, truth: person.person, named: person.named, about: person.about }];
  });
  return examOf(known, neverPairs(truthDirectory), truthDirectory, night);
}

/** Measures the published night of a warehouse against the council's truth for that night. */
export async function measureQuality(warehouse: Warehouse, truthDirectory: string, night: number, joinBits: number): Promise<Quality> {
  const exam = await examOfNight(warehouse, truthDirectory, night);
  const { rows: reviews } = await warehouse.pool.query<{ n: number }>(
    `select count(*)::int as n from link.review_item where to_publication = ${OPEN}`,
  );
  const personOf = new Map(exam.records.map((record) => [record.key, record.person]));
  const flagged = neverPairs(truthDirectory).filter(({ fromNight }) => fromNight <= night);
  const components = await plainComponents(warehouse, exam.records, joinBits);
  return {
    ...grade(exam, (record) => record.person),
    records: exam.records.length,
    persons: new Set(personOf.values()).size,
    truePairs: exam.truePairs.length,
    linkablePairs: exam.linkable.length,
    twinPairs: exam.twins.length,
    twinsMergedByComponents:
      twinsIn(
        exam,
        (record) => components.get(record.record),
        () => true,
      ) / Math.max(1, exam.twins.length),
    truePairsKeptByTwinRule: await keptByTwinRule(warehouse, exam.truePairs, joinBits),
    neverLinkPaths: flagged.filter(({ a, b }) => personOf.has(a) && personOf.get(a) === personOf.get(b)).length,
    reviewItems: reviews[0]?.n ?? 0,
    missedByExactNames:
      exam.truePairs.filter(([x, y]) => x.exact === null || x.exact !== y.exact).length / Math.max(1, exam.truePairs.length),
  };
}

interface TruthRecord {
  readonly person: string;
  readonly named: boolean;
  readonly about: About;
}

/** Who each record of a night is in truth, by `source/part/id`. */
export function truthOf(directory: string, night: number): ReadonlyMap<string, TruthRecord> {
  const truth = new Map<string, TruthRecord>();
  for (const row of readTruth(`${directory}/people.csv`)) {
    if (Number(row['night_from']) <= night && night <= Number(row['night_to']))
      truth.set(`${row['source']}/${row['part']}/${row['source_record_id']}`, {
        person: row['person'] ?? '',
        named: row['has_forename'] === '1',
        about: {
          community: row['community'] ?? '',
          sex: row['sex'] ?? '',
          age: Number(row['age']),
          care: row['care'] ?? '',
          identifier: row['has_identifier'] === '1',
        },
      });
  }
  return truth;
}

/** What connected components without any constraint would make of the stored edges: by record, its component. */
async function plainComponents(warehouse: Warehouse, known: readonly Known[], joinBits: number): Promise<ReadonlyMap<number, number>> {
  const indexOf = new Map(known.map((record, i) => [record.record, i]));
  const parent = separate(known.length);
  const { rows } = await warehouse.pool.query<{ a: number; b: number }>(
    `select a, b from link.edge where to_publication = ${OPEN} and weight >= $1`,
    [joinBits],
  );
  for (const { a, b } of rows) {
    const [x, y] = [indexOf.get(a), indexOf.get(b)];
    if (x !== undefined && y !== undefined) unite(parent, x, y);
  }
  return new Map(known.map((record, i) => [record.record, rootOf(parent, i)]));
}

async function keptByTwinRule(warehouse: Warehouse, truePairs: readonly PairOf<Known>[], joinBits: number): Promise<number> {
  const { rows } = await warehouse.pool.query<{ a: number; b: number }>(
    `select a, b from link.edge where to_publication = ${OPEN} and weight >= $1
     and outcome in ('twins', 'twins_review', 'twins_same_identifier', 'refused_twins')`,
    [joinBits],
  );
  const kept = new Set(rows.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  return truePairs.filter(([x, y]) => x.person !== y.person && kept.has(`${x.record} ${y.record}`)).length;
}
