import { PERSON_ATTRIBUTE_NAMES, type PersonValues } from '@golden-thread/shapes/dictionary/person';
import { OPEN } from '@golden-thread/shapes/references';
import { type RawBuilder, sql } from 'kysely';
import { parseArray } from '../copy/parse-array.ts';
import { copyQuery } from '../copy/read.ts';
import { copyRows } from '../copy/write.ts';
import type { Transaction } from '../transaction.ts';
import type { Db } from './ledger.ts';

/** Records and their versions, as the night reads them. Bulk reads are texts for `COPY … TO STDOUT`. */

export type { RawBuilder } from 'kysely';

/** Compiles a statement whose only literals are numbers, for COPY, which takes no parameters. */
export const copyText = (db: Db, query: RawBuilder<unknown>): string => query.compile(db).sql;

export interface SourceRow {
  readonly source: number;
  readonly name: string;
}

export interface SourceEntry {
  readonly name: string;
  readonly label: string;
  readonly organisation: string;
  readonly agreement: string;
  readonly dataset: string;
  readonly cadence: string;
  readonly arrivesBy: string;
  readonly staleAfterDays: number;
  readonly timeZone: string;
  readonly declaration: string;
}

/** Numbers sources for ever, in the order of their names; describes them anew each night. */
export async function syncSources(db: Db, sources: readonly SourceEntry[]): Promise<ReadonlyMap<string, number>> {
  for (const s of [...sources].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    await sql`insert into core.source (source, name, label, organisation, agreement, dataset, cadence, arrives_by, stale_after_days, time_zone, declaration)
      select coalesce(max(source), 0) + 1, ${s.name}, ${s.label}, ${s.organisation}, ${s.agreement}, ${s.dataset}, ${s.cadence}, ${s.arrivesBy}, ${s.staleAfterDays}::int, ${s.timeZone}, ${s.declaration} from core.source
      on conflict (name) do update set label = excluded.label, organisation = excluded.organisation, agreement = excluded.agreement, dataset = excluded.dataset,
        cadence = excluded.cadence, arrives_by = excluded.arrives_by, stale_after_days = excluded.stale_after_days, time_zone = excluded.time_zone, declaration = excluded.declaration`.execute(
      db,
    );
  }
  return sourceNumbers(db);
}

export async function sourceNumbers(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<SourceRow>`select source, name from core.source order by source`.execute(db);
  return new Map(rows.map((row) => [row.name, row.source]));
}

/** COPY text: source_record_id, record_key, row hash (hexadecimal, null when not live), incarnation of one source's part. */
export const knownRecordsText = (source: number, part: string, table: 'person_version' | 'flag_version'): RawBuilder<unknown> =>
  sql`select r.source_record_id, r.record_key, encode(v.row_hash, 'hex'), r.incarnation
    from core.record r left join ${sql.id('core', table)} v on v.record_key = r.record_key and v.to_publication = ${sql.lit(OPEN)}
    where r.source = ${sql.lit(source)} and r.part = ${sql.lit(part)}`;

export async function maxRecordKey(db: Db): Promise<number> {
  const { rows } = await sql<{ key: number }>`select coalesce(max(record_key), 0) as key from core.record`.execute(db);
  return rows[0]?.key ?? 0;
}

/** What the latest version of each record said of who it is, live or not. */
export async function lastValues(
  db: Db,
  records: readonly number[],
): Promise<ReadonlyMap<number, Pick<PersonValues, 'forename' | 'surname' | 'birth_date' | 'birth_precision' | 'nhs_number' | 'upn'>>> {
  if (records.length === 0) return new Map();
  const { rows } = await sql<{ record_key: number } & PersonValues>`
    select distinct on (record_key) record_key, forename, surname, birth_date::text as birth_date, birth_precision, nhs_number, upn
    from core.person_version where record_key = any(${[...records]}::int[]) order by record_key, to_publication desc`.execute(db);
  return new Map(rows.map((row) => [row.record_key, row]));
}

/** Records by natural key of the first person that their id named, where the id has named more than one: the latest that is live. */
export async function laterIncarnations(db: Db): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ first: string; latest: string }>`
    select distinct on (r.source, r.part, r.source_record_id) o.natural_key as first, r.natural_key as latest
    from core.record r join core.record o on o.source = r.source and o.part = r.part and o.source_record_id = r.source_record_id and o.incarnation = 0
    join core.person_version v on v.record_key = r.record_key and v.to_publication = ${OPEN}
    where r.incarnation > 0 order by r.source, r.part, r.source_record_id, r.incarnation desc`.execute(db);
  return new Map(rows.map((row) => [row.first, row.latest]));
}

/** Parts of a source whose records are live. */
export async function liveParts(db: Db, source: number): Promise<readonly string[]> {
  const { rows } = await sql<{ part: string }>`select distinct part from core.record where source = ${source} order by part`.execute(db);
  return rows.map((row) => row.part);
}

/** What hangs on a record, table by table, with the column that tells several of one record apart. */
export const CHILD_TABLES = {
  case_version: 'reference',
  event_version: 'reference',
  household_version: 'reference',
  relationship_version: 'kind',
} as const;
export type ChildTable = keyof typeof CHILD_TABLES;

/** Keys of the live children of the given records. */
export async function childKeys(
  db: Db,
  table: ChildTable,
  records: readonly number[],
): Promise<readonly { record_key: number; reference: string }[]> {
  const { rows } = await sql<{ record_key: number; reference: string }>`
    select record_key, ${sql.id(CHILD_TABLES[table])} as reference from ${sql.id('core', table)} where to_publication = ${OPEN} and record_key = any(${[...records]}::int[]) order by record_key, ${sql.id(CHILD_TABLES[table])} collate "C"`.execute(
    db,
  );
  return rows;
}

/** The record keys that natural keys name. */
export async function recordKeysOf(db: Db, naturalKeys: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ natural_key: string; record_key: number }>`
    select natural_key, record_key from core.record where natural_key = any(${[...naturalKeys]}::text[])`.execute(db);
  return new Map(rows.map((row) => [row.natural_key, row.record_key]));
}

/** The identifiers that records carried in a publication, whatever became of them since. */
export async function identifiersAsOf(
  db: Db,
  records: readonly number[],
  publication: number,
): Promise<ReadonlyMap<number, Readonly<Record<'nhs_number' | 'upn', string | null>>>> {
  const { rows } = await sql<{ record_key: number; nhs_number: string | null; upn: string | null }>`
    select record_key, m_nhs_number as nhs_number, m_upn as upn from core.person_version
    where record_key = any(${[...records]}::int[]) and from_publication <= ${publication} and to_publication > ${publication}`.execute(db);
  return new Map(rows.map((row) => [row.record_key, row]));
}

export async function naturalKeysOf(db: Db, records: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const { rows } = await sql<{ natural_key: string; record_key: number }>`
    select natural_key, record_key from core.record where record_key = any(${[...records]}::int[])`.execute(db);
  return new Map(rows.map((row) => [row.record_key, row.natural_key]));
}

/** Sources that the tables say cover somebody. */
export async function coveredSources(db: Db): Promise<readonly number[]> {
  const { rows } = await sql<{ source: number }>`select source from core.coverage where to_publication = ${OPEN}`.execute(db);
  return rows.map((row) => row.source);
}

/** Record keys of a source whose versions are live. */
export async function liveRecords(db: Db, source: number): Promise<readonly number[]> {
  const { rows } = await sql<{ record_key: number }>`
    select v.record_key from core.person_version v join core.record r using (record_key) where v.to_publication = ${OPEN} and r.source = ${source}
    union all select v.record_key from core.flag_version v join core.record r using (record_key) where v.to_publication = ${OPEN} and r.source = ${source}
    order by record_key`.execute(db);
  return rows.map((row) => row.record_key);
}

/** Values and `since` of the live versions of the given records. */
export async function formerVersions(
  client: Transaction,
  records: readonly number[],
): Promise<ReadonlyMap<number, { values: PersonValues; since: readonly (string | null)[] }>> {
  const former = new Map<number, { values: PersonValues; since: readonly (string | null)[] }>();
  if (records.length === 0) return former;
  await client.query('create temporary table changed_records (record_key int) on commit drop');
  await copyRows(
    client,
    'pg_temp.changed_records',
    ['record_key'],
    records.map((key) => [key]),
  );
  await client.query('analyze changed_records');
  const columns = PERSON_ATTRIBUTE_NAMES.map((name) => `v."${name}"`).join(', ');
  const query = `select v.record_key, v.since, ${columns} from changed_records c join core.person_version v using (record_key) where v.to_publication = ${OPEN}`;
  for await (const batch of copyQuery(client, query)) {
    for (const row of batch) {
      const values = Object.fromEntries(PERSON_ATTRIBUTE_NAMES.map((name, i) => [name, row[i + 2] ?? null])) as PersonValues;
      former.set(Number(row[0]), { values, since: parseArray(row[1] ?? '{}') });
    }
  }
  await client.query('drop table changed_records');
  return former;
}
