import { rootOf, separate, unite } from '@golden-thread/identity/components';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';

/** How a night's persons stand against the truth of that night. Pairs are of records. */
export interface Quality {
  readonly records: number;
  readonly persons: number;
  readonly truePairs: number;
  readonly predictedPairs: number;
  readonly precision: number;
  readonly recall: number;
  /** Persons that hold named records of both twins of a pair: must be 0. */
  readonly twinsMergedByName: number;
  /** Twin pairs in one person by way of records without a forename. */
  readonly twinsMergedBySilence: number;
  readonly twinPairs: number;
  readonly neverLinkPaths: number;
  readonly reviewItems: number;
  /** True pairs that exact forename, surname and date of birth do not find, 0 to 1. */
  readonly missedByExactNames: number;
  /** Twin pairs that plain connected components at the same line would merge, 0 to 1. */
  readonly twinsMergedByComponents: number;
}

interface TruthRecord {
  readonly person: string;
  readonly named: boolean;
}

/** Measures the published night of a warehouse against the council's truth for that night. */
export async function measureQuality(warehouse: Warehouse, truthDirectory: string, night: number, joinBits: number): Promise<Quality> {
  const truth = truthOf(truthDirectory, night);
  const { rows: records } = await warehouse.pool.query<{
    record_key: number;
    name: string;
    part: string;
    id: string;
    person: string;
    exact: string | null;
  }>(`
    select r.record_key, s.name, r.part, r.source_record_id as id, m.person_key::text as person,
           upper(v.raw[1]) || '|' || upper(v.raw[3]) || '|' || v.birth_date as exact
    from core.person_version v join core.record r using (record_key) join core.source s using (source)
    join link.membership m on m.record_key = v.record_key and m.to_publication = ${OPEN}
    where v.to_publication = ${OPEN}`);
  const known = records.flatMap((r) => {
    const t = truth.get(`${r.name}/${r.part}/${r.id}`);
    return t === undefined ? [] : [{ ...r, truth: t }];
  });
  const never = neverPairs(truthDirectory);
  const bad = (a: string, b: string) => never.has(a < b ? `${a}|${b}` : `${b}|${a}`);

  let truePairs = 0;
  let missedExact = 0;
  for (const group of groups(known, (r) => r.truth.person)) {
    for (const [x, y] of pairsOf(group)) {
      if (bad(keyOf(x), keyOf(y))) continue;
      truePairs++;
      if (x.exact === null || x.exact !== y.exact) missedExact++;
    }
  }
  let predictedPairs = 0;
  let right = 0;
  for (const group of groups(known, (r) => r.person)) {
    for (const [x, y] of pairsOf(group)) {
      if (bad(keyOf(x), keyOf(y))) continue;
      predictedPairs++;
      if (x.truth.person === y.truth.person) right++;
    }
  }

  const twins = readTruth(`${truthDirectory}/twins.csv`).map((row) => [row['person_a'] ?? '', row['person_b'] ?? ''] as const);
  const personsOf = new Map<string, { named: Set<string>; any: Set<string> }>();
  for (const r of known) {
    const entry = personsOf.get(r.truth.person) ?? { named: new Set<string>(), any: new Set<string>() };
    personsOf.set(r.truth.person, entry);
    entry.any.add(r.person);
    if (r.truth.named) entry.named.add(r.person);
  }
  const shares = (a: ReadonlySet<string> | undefined, b: ReadonlySet<string> | undefined) => [...(a ?? [])].some((p) => b?.has(p) === true);
  const present = twins.filter(([a, b]) => personsOf.has(a) && personsOf.has(b));
  const byName = present.filter(([a, b]) => shares(personsOf.get(a)?.named, personsOf.get(b)?.named)).length;
  const anyhow = present.filter(([a, b]) => shares(personsOf.get(a)?.any, personsOf.get(b)?.any)).length;

  const components = await plainComponents(warehouse, known, joinBits);
  const componentsOfPerson = new Map<string, Set<string>>();
  known.forEach((r, i) => {
    const set = componentsOfPerson.get(r.truth.person) ?? new Set<string>();
    componentsOfPerson.set(r.truth.person, set.add(String(components[i])));
  });
  const byComponents = present.filter(([a, b]) => shares(componentsOfPerson.get(a), componentsOfPerson.get(b))).length;

  const personByKey = new Map(known.map((r) => [keyOf(r), r.person]));
  const paths = [...never].filter((pair) => {
    const [a = '', b = ''] = pair.split('|');
    return personByKey.has(a) && personByKey.get(a) === personByKey.get(b);
  }).length;
  const { rows: reviews } = await warehouse.pool.query<{ n: number }>(
    `select count(*)::int as n from link.review_item where to_publication = ${OPEN}`,
  );
  return {
    records: known.length,
    persons: new Set(known.map((r) => r.person)).size,
    truePairs,
    predictedPairs,
    precision: right / Math.max(1, predictedPairs),
    recall: right / Math.max(1, truePairs),
    twinsMergedByName: byName,
    twinsMergedBySilence: anyhow - byName,
    twinPairs: present.length,
    neverLinkPaths: paths,
    reviewItems: reviews[0]?.n ?? 0,
    missedByExactNames: missedExact / Math.max(1, truePairs),
    twinsMergedByComponents: byComponents / Math.max(1, present.length),
  };
}

const keyOf = (r: { readonly name: string; readonly part: string; readonly id: string }): string => `${r.name}/${r.part}/${r.id}`;

function truthOf(directory: string, night: number): ReadonlyMap<string, TruthRecord> {
  const truth = new Map<string, TruthRecord>();
  for (const row of readTruth(`${directory}/people.csv`)) {
    const from = Number(row['night_from'] ?? '1');
    const to = row['night_to'] === undefined || row['night_to'] === '' ? Number.POSITIVE_INFINITY : Number(row['night_to']);
    if (from <= night && night <= to)
      truth.set(`${row['source']}/${row['part']}/${row['source_record_id']}`, {
        person: row['person'] ?? '',
        named: row['has_forename'] === 'true' || row['has_forename'] === '1',
      });
  }
  return truth;
}

function neverPairs(directory: string): ReadonlySet<string> {
  return new Set(
    readTruth(`${directory}/pairs-never.csv`).map((row) => {
      const a = `${row['a_source']}/${row['a_part']}/${row['a_source_record_id']}`;
      const b = `${row['b_source']}/${row['b_part']}/${row['b_source_record_id']}`;
      return a < b ? `${a}|${b}` : `${b}|${a}`;
    }),
  );
}

function groups<Row>(rows: readonly Row[], keyOfRow: (row: Row) => string): Iterable<readonly Row[]> {
  const byKey = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOfRow(row);
    const list = byKey.get(key);
    if (list === undefined) byKey.set(key, [row]);
    else list.push(row);
  }
  return byKey.values();
}

function* pairsOf<Row>(rows: readonly Row[]): Generator<readonly [Row, Row]> {
  for (let i = 0; i < rows.length; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      const x = rows[i];
      const y = rows[j];
      if (x !== undefined && y !== undefined) yield [x, y];
    }
  }
}

/** What connected components without any constraint would make of the stored edges. */
async function plainComponents(
  warehouse: Warehouse,
  known: readonly { readonly record_key: number }[],
  joinBits: number,
): Promise<Int32Array> {
  const indexOf = new Map(known.map((r, i) => [r.record_key, i]));
  const parent = separate(known.length);
  const { rows } = await warehouse.pool.query<{ a: number; b: number }>(
    `select a, b from link.edge where to_publication = ${OPEN} and weight >= $1`,
    [joinBits],
  );
  for (const { a, b } of rows) {
    const x = indexOf.get(a);
    const y = indexOf.get(b);
    if (x !== undefined && y !== undefined) unite(parent, x, y);
  }
  return Int32Array.from(known, (_, i) => rootOf(parent, i));
}
