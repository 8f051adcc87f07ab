import { join } from 'node:path';
import { generateCouncil } from '@golden-thread/fixtures/council/generate';
import { SILENT } from '@golden-thread/orchestrator/events';
import { runNight } from '@golden-thread/orchestrator/run-night';
import type { Warehouse } from '@golden-thread/orchestrator/warehouse-handle';
import type { PipelineDeclaration } from '@golden-thread/shapes/declare/pipeline';
import { OPEN } from '@golden-thread/shapes/references';
import { readTruth } from '../csv.ts';
import { openScratch, settingsOver } from '../scratch.ts';
import type { QualityOptions } from './quality.ts';

const DAY_MS = 86_400_000;
const FIRST = Date.UTC(2026, 2, 2);

/** What a night did to the ids under which records stand, and to the golden rows of people whom nothing touched. */
interface NightOfIds {
  readonly night: number;
  /** Records that the truth names among the night's events. */
  readonly touched: number;
  /** Records that were there the night before and stand under another id now. */
  readonly changed: number;
  /** Of those, with an event in the old or the new component. */
  readonly byComponent: number;
  /** With an event only in a record that stands in an edge to one of them. */
  readonly byRival: number;
  /** Without one: must be 0. */
  readonly unexplained: number;
  /** Ids once given to a record that name no person any more and lead to none: people whose records are all gone, or whose life was ended. */
  readonly lost: number;
  /** Golden rows of people of whom no record and no rival was touched that are not the same row any more, to the byte: must be 0. */
  readonly rewritten: number;
}

/** What a month leaves of the ids that it ever gave. */
interface IdsOfMonth {
  readonly ids: number;
  /** Ids as of nights: each id on each night from the first on which it named somebody. */
  readonly asked: number;
  /** Of those, without an answer as of that night, although a record of theirs was still there: must be 0. */
  readonly unanswered: number;
}

interface State {
  /** By person, the golden row: who wrote it, where it lies, and its bytes. */
  readonly golden: ReadonlyMap<string, string>;
  readonly personOf: ReadonlyMap<number, string>;
  readonly members: ReadonlyMap<string, readonly number[]>;
  readonly neighbours: ReadonlyMap<number, readonly number[]>;
}

/** A month of nights for each seed. @returns whether every id that changed is explained, none is lost, and nobody untouched is rewritten. */
export async function benchMonth(
  pipeline: PipelineDeclaration,
  { people, seeds, nights }: QualityOptions & { readonly nights: number },
  print: (line: string) => void,
): Promise<boolean> {
  let good = true;
  for (const seed of seeds) {
    const scratch = await openScratch(pipeline);
    try {
      const council = { people, seed: Number(seed), out: join(scratch.directory, 'council'), nights };
      const measured = await measureMonth(scratch.warehouse, pipeline, council);
      const ids = await idsOfMonth(scratch.warehouse);
      print(`month: ${people} people, seed ${seed}, ${nights} nights`);
      for (const line of monthLines(measured)) print(line);
      print(`  ${ids.ids} ids ever given, asked as of each night since (${ids.asked} answers): ${ids.unanswered} without one`);
      good &&= ids.unanswered === 0 && measured.every((night) => night.unexplained + night.lost + night.rewritten === 0);
    } finally {
      await scratch.close();
    }
  }
  return good;
}

/** Runs so many nights of a council's month, and holds every change of an id against the truth of what happened. */
async function measureMonth(
  warehouse: Warehouse,
  pipeline: PipelineDeclaration,
  council: { readonly people: number; readonly seed: number; readonly out: string; readonly nights: number },
): Promise<readonly NightOfIds[]> {
  await generateCouncil({ ...council, start: dateOf(1), story: 'month' });
  const events = Map.groupBy(readTruth(join(council.out, 'truth', 'events.csv')), (row) => Number(row['night']));
  const measured: NightOfIds[] = [];
  let before: State | null = null;
  for (let night = 1; night <= council.nights; night++) {
    const settings = settingsOver(warehouse, pipeline, join(council.out, `night-${String(night).padStart(2, '0')}`), SILENT);
    await runNight(settings, { businessDate: dateOf(night), again: false, scope: 'affected' });
    const now = await readState(warehouse);
    if (before !== null) {
      const names = (events.get(night) ?? []).filter((row) => row['person'] !== '');
      const touched = await recordsNamed(
        warehouse,
        new Set(names.map((row) => `${row['source']}/${row['part']}/${row['source_record_id']}`)),
      );
      measured.push({
        night,
        touched: touched.size,
        ...explained(before, now, touched),
        ...(await readAftermath(warehouse, before, now, touched)),
      });
    }
    before = now;
  }
  return measured;
}

const dateOf = (night: number): string => new Date(FIRST + (night - 1) * DAY_MS).toISOString().slice(0, 10);

function explained(before: State, now: State, touched: ReadonlySet<number>) {
  let [changed, byComponent, byRival] = [0, 0, 0];
  for (const [record, person] of now.personOf) {
    const former = before.personOf.get(record);
    if (former === undefined || former === person) continue;
    changed++;
    const component = new Set([
      ...(before.members.get(former) ?? []),
      ...(now.members.get(former) ?? []),
      ...(before.members.get(person) ?? []),
      ...(now.members.get(person) ?? []),
    ]);
    if ([...component].some((one) => touched.has(one))) byComponent++;
    else if (hasTouchedRival(before, now, component, touched)) byRival++;
  }
  return { changed, byComponent, byRival, unexplained: changed - byComponent - byRival };
}

const hasTouchedRival = (before: State, now: State, component: Iterable<number>, touched: ReadonlySet<number>): boolean =>
  [...component].some((one) => [before, now].some(({ neighbours }) => (neighbours.get(one) ?? []).some((other) => touched.has(other))));

async function readState(warehouse: Warehouse): Promise<State> {
  const { rows } = await warehouse.pool.query<{ record: number; person: string }>(
    `select record_key as record, person_key::text as person from link.membership where to_publication = ${OPEN}`,
  );
  const { rows: edges } = await warehouse.pool.query<{ a: number; b: number }>(`select a, b from link.edge where to_publication = ${OPEN}`);
  const { rows: golden } = await warehouse.pool.query<{ person: string; row: string }>(
    `select person_key::text as person, concat_ws('/', xmin, tableoid, ctid, md5(g::text)) as row from golden.person g where to_publication = ${OPEN}`,
  );
  const neighbours = new Map<number, number[]>();
  for (const { a, b } of edges)
    for (const [x, y] of [
      [a, b],
      [b, a],
    ] as const) {
      const known = neighbours.get(x) ?? [];
      neighbours.set(x, known);
      known.push(y);
    }
  return {
    golden: new Map(golden.map(({ person, row }) => [person, row])),
    personOf: new Map(rows.map(({ record, person }) => [record, person])),
    members: new Map(
      [...Map.groupBy(rows, ({ person }) => person)].map(([person, members]) => [person, members.map(({ record }) => record)]),
    ),
    neighbours,
  };
}

async function recordsNamed(warehouse: Warehouse, names: ReadonlySet<string>): Promise<ReadonlySet<number>> {
  const { rows } = await warehouse.pool.query<{ record: number }>(
    `select r.record_key as record from core.record r join core.source s using (source) where s.name || '/' || r.part || '/' || r.source_record_id = any($1)`,
    [[...names]],
  );
  return new Set(rows.map(({ record }) => record));
}

async function readAftermath(warehouse: Warehouse, before: State, now: State, touched: ReadonlySet<number>) {
  const { rows: claims } = await warehouse.pool.query<{ person: string; holder: string }>(
    `select person_key::text as person, holder::text as holder from link.claim where to_publication = ${OPEN}`,
  );
  const holders = new Map(claims.map(({ person, holder }) => [person, holder]));
  const { rows: bars } = await warehouse.pool.query<{ bar: string }>(
    `select record_key || ' ' || person_key as bar from link.claim_bar where to_publication = ${OPEN}`,
  );
  const barred = new Set(bars.map(({ bar }) => bar));
  // An id of last night is lost when it leads nowhere although a record of its person is still there that may carry it.
  const lost = [...before.members].filter(
    ([person, members]) =>
      !now.members.has(holders.get(person) ?? '') &&
      members.some((record) => now.personOf.has(record) && !barred.has(`${record} ${person}`)),
  ).length;
  const rewritten = [...before.golden].filter(([person, row]) => {
    if (now.golden.get(person) === row) return false;
    const component = new Set([...(before.members.get(person) ?? []), ...(now.members.get(person) ?? [])]);
    return ![...component].some((one) => touched.has(one)) && !hasTouchedRival(before, now, component, touched);
  }).length;
  return { lost, rewritten };
}

/**
 * Asks for every id, as of every night since the first on which it named somebody, whom it resolves to. An id has ended rightly
 * where none of the records that stood under it is there on that night, but for those that may not carry it again.
 */
async function idsOfMonth(warehouse: Warehouse): Promise<IdsOfMonth> {
  const { rows } = await warehouse.pool.query<IdsOfMonth>(`
    with given as (select person_key, min(from_publication) as since from link.membership group by person_key),
    asked as (select g.person_key, p.number as night from given g join ops.publication p on p.number >= g.since and p.status = 'published'),
    answered as (
      select a.person_key, a.night, exists (
        select from link.claim c join link.membership m on m.person_key = c.holder and a.night >= m.from_publication and a.night < m.to_publication
        where c.person_key = a.person_key and a.night >= c.from_publication and a.night < c.to_publication) as found
      from asked a)
    select (select count(*)::int from given) as ids, count(*)::int as asked, count(*) filter (where not found and exists (
      select from link.membership was join link.membership still using (record_key)
      where was.person_key = a.person_key and was.from_publication <= a.night and a.night >= still.from_publication and a.night < still.to_publication
        and not exists (select from link.claim_bar b where b.record_key = was.record_key and b.person_key = a.person_key)))::int as unanswered
    from answered a`);
  return rows[0] ?? { ids: 0, asked: 0, unanswered: 0 };
}

function monthLines(nights: readonly NightOfIds[]): readonly string[] {
  const sum = (of: (night: NightOfIds) => number): number => nights.reduce((total, night) => total + of(night), 0);
  return [
    ...nights.map(
      (n) =>
        `  night ${String(n.night).padStart(2)}  touched ${String(n.touched).padStart(5)}  ids changed ${String(n.changed).padStart(4)}: by an event in the component ${n.byComponent}, in a rival ${n.byRival}, without one ${n.unexplained}; ids lost ${n.lost}; golden rows of the untouched rewritten ${n.rewritten}`,
    ),
    `  ${nights.length} nights: ${sum((n) => n.changed)} ids changed, ${sum((n) => n.unexplained)} without an event; ${sum((n) => n.lost)} ids lost; ${sum((n) => n.rewritten)} golden rows of the untouched rewritten`,
  ];
}
