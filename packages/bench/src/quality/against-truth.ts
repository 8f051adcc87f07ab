import { rootOf, separate, unite } from '@golden-thread/identity/components';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { type About, linkableAmong, recallOf, type Subgroup, subgroupsOf } from './linkable.ts';
import { neverPairs, type PublishedRecord, publishedRecords } from './published.ts';

/** How a night's persons stand against the truth of that night. Pairs are of records. */
export interface Quality {
  readonly records: number;
  readonly persons: number;
  readonly truePairs: number;
  readonly predictedPairs: number;
  readonly precision: number;
  readonly recall: number;
  /** Of the pairs that the generator marked as linkable beforehand. */
  readonly linkablePairs: number;
  readonly linkableRecall: number;
  /** Recall of linkable pairs by subgroup. */
  readonly subgroups: readonly Subgroup[];
  /** Persons that hold named records of both twins of a pair: must be 0. */
  readonly twinsMergedByName: number;
  /** Twin pairs in one person by way of records without a forename. */
  readonly twinsMergedBySilence: number;
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

interface Known extends PublishedRecord {
  /** Who it is in truth. */
  readonly truth: string;
  readonly named: boolean;
  readonly about: About;
}

/** Measures the published night of a warehouse against the council's truth for that night. */
export async function measureQuality(warehouse: Warehouse, truthDirectory: string, night: number, joinBits: number): Promise<Quality> {
  const truth = truthOf(truthDirectory, night);
  const known = (await publishedRecords(warehouse)).flatMap((record): readonly Known[] => {
    const person = truth.get(record.key);
    return person === undefined ? [] : [{ ...record, truth: person.person, named: person.named, about: person.about }];
  });
  const never = neverPairs(truthDirectory);
  const barred = new Set(never.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  const truePairs = pairsWithin(known, (record) => record.truth, barred);
  const predictedPairs = pairsWithin(known, (record) => record.person, barred);
  const found = predictedPairs.filter(([x, y]) => x.truth === y.truth).length;
  const { rows: reviews } = await warehouse.pool.query<{ n: number }>(
    `select count(*)::int as n from link.review_item where to_publication = ${OPEN}`,
  );
  const linkable = linkableAmong(truePairs, truthDirectory, night);
  const personOf = new Map(known.map((record) => [record.key, record.person]));
  const flagged = never.filter(({ fromNight }) => fromNight <= night);
  return {
    records: known.length,
    persons: new Set(known.map((record) => record.person)).size,
    truePairs: truePairs.length,
    predictedPairs: predictedPairs.length,
    precision: found / Math.max(1, predictedPairs.length),
    recall: found / Math.max(1, truePairs.length),
    linkablePairs: linkable.length,
    linkableRecall: recallOf(linkable),
    subgroups: subgroupsOf(linkable),
    ...twinsMerged(known, truthDirectory, await plainComponents(warehouse, known, joinBits)),
    truePairsKeptByTwinRule: await keptByTwinRule(warehouse, truePairs, joinBits),
    neverLinkPaths: flagged.filter(({ a, b }) => personOf.has(a) && personOf.get(a) === personOf.get(b)).length,
    reviewItems: reviews[0]?.n ?? 0,
    missedByExactNames: truePairs.filter(([x, y]) => x.exact === null || x.exact !== y.exact).length / Math.max(1, truePairs.length),
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

/** All pairs of records with one key, but for those that must never be linked. */
function pairsWithin(
  records: readonly Known[],
  keyOf: (record: Known) => string,
  barred: ReadonlySet<string>,
): readonly (readonly [Known, Known])[] {
  const pairs: (readonly [Known, Known])[] = [];
  for (const group of Map.groupBy(records, keyOf).values())
    for (const [i, x] of group.entries()) for (const y of group.slice(i + 1)) if (!barred.has(`${x.key} ${y.key}`)) pairs.push([x, y]);
  return pairs;
}

type Twins = Pick<Quality, 'twinPairs' | 'twinsMergedByName' | 'twinsMergedBySilence' | 'twinsMergedByComponents'>;

function twinsMerged(known: readonly Known[], truthDirectory: string, components: ReadonlyMap<number, number>): Twins {
  const recordsOf = Map.groupBy(known, (record) => record.truth);
  const pairs = readTruth(`${truthDirectory}/twins.csv`).flatMap((row) => {
    const [one, other] = [recordsOf.get(row['person_a'] ?? ''), recordsOf.get(row['person_b'] ?? '')];
    return one === undefined || other === undefined ? [] : [{ one, other }];
  });
  const count = (isIn: (record: Known) => boolean, clusterOf: (record: Known) => unknown) =>
    pairs.filter(({ one, other }) => {
      const clusters = new Set(one.filter(isIn).map(clusterOf));
      return other.filter(isIn).some((record) => clusters.has(clusterOf(record)));
    }).length;
  const byName = count(
    (record) => record.named,
    (record) => record.person,
  );
  const any = () => true;
  return {
    twinPairs: pairs.length,
    twinsMergedByName: byName,
    twinsMergedBySilence: count(any, (record) => record.person) - byName,
    twinsMergedByComponents: count(any, (record) => components.get(record.record)) / Math.max(1, pairs.length),
  };
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

async function keptByTwinRule(warehouse: Warehouse, truePairs: readonly (readonly [Known, Known])[], joinBits: number): Promise<number> {
  const { rows } = await warehouse.pool.query<{ a: number; b: number }>(
    `select a, b from link.edge where to_publication = ${OPEN} and weight >= $1
     and outcome in ('twins', 'twins_review', 'twins_same_identifier', 'refused_twins')`,
    [joinBits],
  );
  const kept = new Set(rows.flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]));
  return truePairs.filter(([x, y]) => x.person !== y.person && kept.has(`${x.record} ${y.record}`)).length;
}
