import type { CompiledMapping } from '@golden-thread/normalise/compile-mapping';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { compareCodePoints, printNaturalKey } from '@golden-thread/shapes/natural-key';
import type { CopyRow } from '@golden-thread/warehouse/copy/encode';
import { copyRows } from '@golden-thread/warehouse/copy/write';
import type { DeliveryRow } from '@golden-thread/warehouse/queries/delivery';
import { type RaisedLink, raiseNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import {
  type ChildTable,
  childKeys,
  formerVersions,
  laterIncarnations,
  maxRecordKey,
  recordKeysOf,
} from '@golden-thread/warehouse/queries/record';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import type { Night } from '../night/night.ts';
import type { Tx } from '../night/warehouse-handle.ts';
import type { FreshRow, KnownRecord, SortedRows } from './sort-rows.ts';
import { recordsUsedAgain } from './used-again.ts';
import {
  caseRows,
  eventRows,
  type FormerVersion,
  householdRows,
  type PreparedRow,
  personVersionRow,
  prepareRows,
  relationshipRows,
} from './version-rows.ts';

/** A delivery whose rows are sorted, with what decides how they are written. */
export interface TakenDelivery {
  readonly source: SourceDeclaration;
  readonly delivery: DeliveryRow;
  readonly mapping: CompiledMapping;
  /** Its agreement names a purpose that permits linkage: otherwise nothing of it enters the match index. */
  readonly linkable: boolean;
  /** By id, the record that it named until now. */
  readonly known: ReadonlyMap<string, KnownRecord>;
}

const CHILDREN: readonly ChildTable[] = ['case_version', 'event_version', 'household_version', 'relationship_version'];

/** Writes the versions of a delivery. @returns how many never-links it raised. */
export async function writeVersions(
  tx: Tx,
  night: Night,
  { source, delivery, mapping, linkable, known }: TakenDelivery,
  delivered: SortedRows,
): Promise<number> {
  if (delivered.fresh.length === 0 && delivered.gone.length === 0) return 0;
  const { publication, business_date: businessDate } = night.run;
  const context = { filePart: delivery.part, businessDate };
  const usedAgain = source.maps.person === undefined ? new Set<number>() : await recordsUsedAgain(tx, delivered.fresh, mapping, context);
  const sorted = {
    fresh: delivered.fresh.map((row) => (row.recordKey !== null && usedAgain.has(row.recordKey) ? { ...row, recordKey: null } : row)),
    gone: [...delivered.gone, ...usedAgain],
  };
  const keyOf = await numberRecords(tx, night, source, delivery.part, sorted.fresh, known);
  const isUsedAgain = (id: string): boolean => usedAgain.has(known.get(id)?.recordKey ?? -1);
  const prepared = prepareRows(sorted.fresh, (row) => keyOf.get(row.id) ?? 0, mapping, context);
  if (source.maps.person === undefined) {
    return writeFlags(tx, night, source, delivery, prepared, sorted.gone);
  }
  const changed = sorted.fresh.flatMap((row) => (row.recordKey === null ? [] : [row.recordKey]));
  const former: ReadonlyMap<number, FormerVersion> = await formerVersions(tx.client, changed);
  const children: Record<ChildTable, CopyRow[]> = { case_version: [], event_version: [], household_version: [], relationship_version: [] };
  const versions = function* () {
    for (const row of prepared) {
      children.case_version.push(...caseRows(row, delivery.delivery));
      children.event_version.push(...eventRows(row, delivery.delivery));
      children.household_version.push(...householdRows(row, delivery.delivery));
      children.relationship_version.push(...relationshipRows(row, delivery.delivery));
      yield personVersionRow(row, { delivery: delivery.delivery, businessDate, former, linkable, isUsedAgain });
    }
  };
  await writeDiff(tx.client, versionedTable('core.person_version'), publication, {
    upserts: versions(),
    deletes: sorted.gone.map((key) => [key]),
    firstWrite: false,
    onlyNew: changed.length === 0 && sorted.gone.length === 0,
  });
  for (const table of CHILDREN) await writeChildren(tx, publication, table, children[table], [...changed, ...sorted.gone]);
  return 0;
}

/** Numbers the ids that were never seen, in natural-key order, after every number given before. */
async function numberRecords(
  tx: Tx,
  night: Night,
  source: SourceDeclaration,
  part: string,
  fresh: readonly FreshRow[],
  known: ReadonlyMap<string, KnownRecord>,
): Promise<ReadonlyMap<string, number>> {
  const keys = new Map<string, number>();
  const named: { id: string; natural: string; incarnation: number }[] = [];
  for (const row of fresh) {
    if (row.recordKey !== null) keys.set(row.id, row.recordKey);
    else {
      const incarnation = (known.get(row.id)?.incarnation ?? -1) + 1;
      named.push({ id: row.id, natural: naturalKeyOf(source, part, row.id, incarnation), incarnation });
    }
  }
  // A night that was undone leaves its records behind.
  const left = await recordKeysOf(
    tx.db,
    named.filter(({ incarnation }) => incarnation > 0).map(({ natural }) => natural),
  );
  const unseen = named.filter(({ id, natural }) => {
    const key = left.get(natural);
    if (key !== undefined) keys.set(id, key);
    return key === undefined;
  });
  unseen.sort((a, b) => compareCodePoints(a.natural, b.natural));
  const first = (await maxRecordKey(tx.db)) + 1;
  unseen.forEach(({ id }, index) => keys.set(id, first + index));
  if (unseen.length > 0) {
    const number = night.sources.get(source.name) ?? 0;
    await tx.client.query(
      'create temporary table new_records (record_key int, natural_key text, source smallint, dataset text, part text, source_record_id text, incarnation int) on commit drop',
    );
    await copyRows(
      tx.client,
      'pg_temp.new_records',
      ['record_key', 'natural_key', 'source', 'dataset', 'part', 'source_record_id', 'incarnation'],
      unseen.map(({ id, natural, incarnation }, index) => [first + index, natural, number, source.dataset, part, id, incarnation]),
    );
    await tx.client.query(`insert into core.record (record_key, natural_key, source, dataset, part, source_record_id, sub_key, incarnation)
      select record_key, natural_key, source, dataset, part, source_record_id, '', incarnation from new_records`);
  }
  return keys;
}

const naturalKeyOf = (source: SourceDeclaration, part: string, id: string, incarnation: number): string =>
  printNaturalKey({ source: source.name, dataset: source.dataset, part, sourceRecordId: id, subKey: '', incarnation });

/** Replaces the children of changed and gone records. */
async function writeChildren(
  tx: Tx,
  publication: number,
  table: ChildTable,
  rows: readonly CopyRow[],
  touched: readonly number[],
): Promise<void> {
  const present = new Set(rows.map((row) => `${row[0]}/${row[1]}`));
  const before = touched.length === 0 ? [] : await childKeys(tx.db, table, touched);
  const deletes = before
    .filter((child) => !present.has(`${child.record_key}/${child.reference}`))
    .map((child) => [child.record_key, child.reference]);
  if (rows.length === 0 && deletes.length === 0) return;
  await writeDiff(tx.client, versionedTable(`core.${table}`), publication, {
    upserts: rows,
    deletes,
    firstWrite: false,
    onlyNew: touched.length === 0,
  });
}

async function writeFlags(
  tx: Tx,
  night: Night,
  source: SourceDeclaration,
  delivery: DeliveryRow,
  prepared: Iterable<PreparedRow>,
  gone: readonly number[],
): Promise<number> {
  const links: RaisedLink[] = [];
  const laterSide = source.maps.neverLink?.later;
  const rows: (readonly [number, number, Buffer, string | null, string | null, string | null])[] = [];
  const latest = await laterIncarnations(tx.db);
  const natural = (side: { source: string; part: string; id: string }): string | null => {
    const named = night.pipeline.sources.find((s) => s.name === side.source);
    if (named === undefined) return null;
    const first = naturalKeyOf(named, side.part, side.id, 0);
    return latest.get(first) ?? first;
  };
  for (const { recordKey, row, record } of prepared) {
    const flag = record.neverLink;
    const ends = flag === null ? [null, null] : [natural(flag.a), natural(flag.b)];
    const [a = null, b = null] = ends;
    rows.push([recordKey, delivery.delivery, Buffer.from(row.hash, 'hex'), flag?.kind ?? null, a, b]);
    if (flag !== null && a !== null && b !== null && a !== b) {
      const said = { kind: flag.kind, flag: recordKey, later: laterSide === undefined ? null : laterSide === 'a' ? a : b };
      links.push(compareCodePoints(a, b) < 0 ? { a, b, ...said } : { a: b, b: a, ...said });
    }
  }
  await writeDiff(tx.client, versionedTable('core.flag_version'), night.run.publication, {
    upserts: rows,
    deletes: gone.map((key) => [key]),
    firstWrite: false,
  });
  return links.length === 0 ? 0 : raiseNeverLinks(tx.db, links, source.name, night.run.instant);
}

/** Closes records and what hangs on them. */
export async function closeRecords(tx: Tx, night: Night, source: SourceDeclaration, records: readonly number[]): Promise<void> {
  const deletes = records.map((key) => [key]);
  const table = source.maps.person === undefined ? 'core.flag_version' : 'core.person_version';
  await writeDiff(tx.client, versionedTable(table), night.run.publication, { upserts: [], deletes, firstWrite: false });
  for (const child of CHILDREN) await writeChildren(tx, night.run.publication, child, [], records);
}
