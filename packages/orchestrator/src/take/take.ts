import { DeliveryRefused } from '@golden-thread/connectors/refused';
import { mayFlow } from '@golden-thread/governance/flow-decision';
import { type CompiledMapping, compileMapping } from '@golden-thread/normalise/compile-mapping';
import type { GateName, RowFate } from '@golden-thread/shapes/codes';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { compareCodePoints, printNaturalKey } from '@golden-thread/shapes/natural-key';
import { printDelivery } from '@golden-thread/shapes/references';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { copyRows } from '@golden-thread/warehouse/copy/write';
import {
  type DeliveryRow,
  insertContent,
  insertQuarantine,
  lastCounts,
  putDeliveryRun,
  readDelivery as readDeliveryRow,
} from '@golden-thread/warehouse/queries/delivery';
import { endReaderSessions, raiseNeverLinks } from '@golden-thread/warehouse/queries/judgement';
import { readAcceptances, upsertGate } from '@golden-thread/warehouse/queries/ledger';
import { childKeys, copyText, formerVersions, knownRecordsText, liveRecords, maxRecordKey } from '@golden-thread/warehouse/queries/record';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import type { Night } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import { reading, type Tx } from '../night/warehouse-handle.ts';
import { ContentKeeper, packCells } from './delivery-content.ts';
import { openDelivery } from './open-delivery.ts';
import { type FreshRow, type KeptRow, type KnownRecord, type SortedRows, sortRows } from './sort-rows.ts';
import { caseRows, eventRows, type FormerVersion, type PreparedRow, personVersionRow, prepareRows } from './version-rows.ts';

/** A gate of one delivery that failed and that nobody has accepted. */
interface Breach {
  readonly gate: GateName;
  readonly measured: number;
  readonly allowed: number;
  readonly words: string;
}

/**
 * Takes one delivery: rows to their one place each, fresh ones normalised and written as a difference, all in one
 * transaction. A delivery that a guard holds costs only itself: its source keeps yesterday's records.
 */
export async function take(night: Night, source: SourceDeclaration, deliveryNumber: number): Promise<Readonly<Record<string, number>>> {
  const delivery = await readDeliveryRow(night.warehouse.db, deliveryNumber);
  if (delivery === undefined) throw new TypeError(`no delivery ${deliveryNumber}`);
  const scope = `${source.name}/${delivery.part}/${printDelivery(deliveryNumber)}`;
  const flow = mayFlow(night.pipeline.register, source.agreement, night.run.business_date);
  const mapping = compileMapping(source, flow.allowedItems, night.pipeline.profile);
  const keeper = new ContentKeeper();
  const declaredRecords = night.inputs.get(`declared:${printDelivery(deliveryNumber)}`);
  const known = await readKnown(night, source, delivery.part);
  let sorted: SortedRows;
  let fromContent = false;
  try {
    const opened = await openDelivery(
      night.warehouse,
      source,
      night.directoryOf(source.location),
      delivery,
      mapping.columns,
      declaredRecords === undefined ? null : Number(declaredRecords),
    );
    fromContent = opened.fromContent;
    sorted = await sortRows(
      keeping(opened.rows, keeper, mapping, night.run.business_date, fromContent, (done) =>
        night.emit({ event: 'step.progress', step: 'take', scope, done, of: null }),
      ),
      {
        keyCells: source.contract.key.map((name) => mapping.columns.indexOf(name)),
        delivers: source.contract.delivers,
        salt: night.inputs.get(`salt:${source.name}`) ?? '',
        known,
        inCohort: (cells) => mapping.inCohort(cells, night.run.business_date),
      },
    );
  } catch (error) {
    if (!(error instanceof DeliveryRefused)) throw error;
    return refuse(night, source, delivery, scope, { because: error.message, counts: null, breaches: [], keeper: null, quarantined: [] });
  }
  const counts = fromContent ? await withOutsiders(night, delivery, sorted.counts) : sorted.counts;
  const breaches = await unaccepted(night, delivery, breachesOf(source, counts, known));
  if (breaches.length > 0)
    return refuse(night, source, delivery, scope, {
      because: breaches.map((b) => b.words).join('; '),
      counts,
      breaches,
      keeper,
      quarantined: sorted.quarantined,
    });

  let neverLinksRaised = 0;
  const result = await writingStep(night, 'take', scope, async (tx) => {
    neverLinksRaised = await write(tx, night, source, delivery, mapping, sorted);
    if (!fromContent) await insertContent(tx.db, delivery.delivery, keeper.finish());
    await insertQuarantine(
      tx.db,
      delivery.delivery,
      night.run.run,
      sorted.quarantined.map((row) => ({ ...row, cells: packCells(row.cells) })),
    );
    await putDeliveryRun(tx.db, { delivery: delivery.delivery, run: night.run.run, state: 'taken', reason: null, counts });
    return counts;
  });
  if (neverLinksRaised > 0) await endReaderSessions(night.warehouse.db);
  night.emit({
    event: 'delivery.state',
    source: source.name,
    part: delivery.part,
    delivery: printDelivery(delivery.delivery),
    state: 'taken',
    because: null,
    counts,
  });
  return result;
}

/** Closes every record of a source whose agreement has ended: what it gave leaves the golden records tonight. */
export async function takeAway(night: Night, source: SourceDeclaration): Promise<void> {
  const records = await liveRecords(night.warehouse.db, night.sources.get(source.name) ?? 0);
  await writingStep(night, 'take', `${source.name}//ended`, async (tx) => {
    await closeRecords(tx, night, source, records);
    return { removed: records.length };
  });
}

async function readKnown(night: Night, source: SourceDeclaration, part: string): Promise<ReadonlyMap<string, KnownRecord>> {
  const table = source.maps.person === undefined ? 'flag_version' : 'person_version';
  const known = new Map<string, KnownRecord>();
  await reading(night.warehouse, async (tx) => {
    for await (const batch of copyQuery(tx.client, copyText(tx.db, knownRecordsText(night.sources.get(source.name) ?? 0, part, table)))) {
      for (const [id, key, hash] of batch) known.set(id ?? '', { recordKey: Number(key), hash: hash ?? null });
    }
  });
  return known;
}

async function* keeping(
  batches: AsyncIterable<readonly KeptRow[]>,
  keeper: ContentKeeper,
  mapping: CompiledMapping,
  businessDate: string,
  fromContent: boolean,
  progress: (done: number) => void,
): AsyncGenerator<readonly KeptRow[]> {
  let done = 0;
  for await (const batch of batches) {
    if (!fromContent) for (const row of batch) if (row.problem !== null || mapping.inCohort(row.cells, businessDate)) keeper.keep(row);
    done += batch.length;
    progress(done);
    yield batch;
  }
}

/** What is kept leaves out rows outside the cohort: their number comes from when the file was read. */
async function withOutsiders(night: Night, delivery: DeliveryRow, counts: SortedRows['counts']): Promise<SortedRows['counts']> {
  const outside = (await lastCounts(night.warehouse.db, delivery.delivery))?.['out_of_cohort'] ?? 0;
  return { ...counts, in: counts.in + outside, out_of_cohort: counts.out_of_cohort + outside };
}

function breachesOf(
  source: SourceDeclaration,
  counts: Readonly<Record<RowFate | 'in', number>>,
  known: ReadonlyMap<string, KnownRecord>,
): Breach[] {
  const { contract } = source;
  const breaches: Breach[] = [];
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  const percent = (value: number) => `${Math.round(value * 1000) / 10} %`;
  const quarantined = share(counts.quarantined, counts.in);
  if (quarantined > contract.quarantineBudget) {
    breaches.push({
      gate: 'quarantine_budget',
      measured: quarantined,
      allowed: contract.quarantineBudget,
      words: `${counts.quarantined} of ${counts.in} records (${percent(quarantined)}) would be quarantined; the contract allows ${percent(contract.quarantineBudget)}`,
    });
  }
  let live = 0;
  for (const record of known.values()) if (record.hash !== null) live++;
  const gone = share(counts.removed, live);
  if (contract.delivers === 'full' && gone > contract.deleteGuard) {
    breaches.push({
      gate: 'delete_guard',
      measured: gone,
      allowed: contract.deleteGuard,
      words: `${counts.removed} of ${live} known records (${percent(gone)}) are gone; the contract allows ${percent(contract.deleteGuard)}`,
    });
  }
  if (counts.in < contract.minimumRecords || counts.in > contract.maximumRecords) {
    breaches.push({
      gate: 'record_count',
      measured: counts.in,
      allowed: counts.in < contract.minimumRecords ? contract.minimumRecords : contract.maximumRecords,
      words: `the file holds ${counts.in} records; the contract expects ${contract.minimumRecords} to ${contract.maximumRecords}`,
    });
  }
  return breaches;
}

async function unaccepted(night: Night, delivery: DeliveryRow, breaches: readonly Breach[]): Promise<readonly Breach[]> {
  if (breaches.length === 0) return breaches;
  const accepted = await readAcceptances(night.warehouse.db, night.run.run);
  return breaches.filter((breach) => !accepted.some((a) => a.gate === breach.gate && a.delivery === delivery.delivery));
}

interface Refusal {
  readonly because: string;
  readonly counts: SortedRows['counts'] | null;
  readonly breaches: readonly Breach[];
  readonly keeper: ContentKeeper | null;
  readonly quarantined: SortedRows['quarantined'];
}

/** Leaves a delivery out, and keeps what people need to decide about it: counts, rows set aside, contents. */
async function refuse(
  night: Night,
  source: SourceDeclaration,
  delivery: DeliveryRow,
  scope: string,
  { because, counts, breaches, keeper, quarantined }: Refusal,
): Promise<Readonly<Record<string, number>>> {
  const result = await writingStep(night, 'take', scope, async (tx) => {
    await putDeliveryRun(tx.db, { delivery: delivery.delivery, run: night.run.run, state: 'refused', reason: because, counts });
    for (const breach of breaches)
      await upsertGate(tx.db, night.run.run, {
        gate: breach.gate,
        delivery: delivery.delivery,
        outcome: 'failed',
        measured: breach.measured,
        allowed: breach.allowed,
        words: breach.words,
      });
    await insertQuarantine(
      tx.db,
      delivery.delivery,
      night.run.run,
      quarantined.map((row) => ({ ...row, cells: packCells(row.cells) })),
    );
    const chunks = keeper?.finish() ?? [];
    if (chunks.length > 0) await insertContent(tx.db, delivery.delivery, chunks);
    return { refused: 1 };
  });
  night.emit({
    event: 'delivery.state',
    source: source.name,
    part: delivery.part,
    delivery: printDelivery(delivery.delivery),
    state: 'refused',
    because,
    counts,
  });
  for (const breach of breaches)
    night.emit({
      event: 'gate.outcome',
      gate: breach.gate,
      delivery: printDelivery(delivery.delivery),
      outcome: 'failed',
      words: breach.words,
    });
  return result;
}

/** Writes the versions of a delivery. @returns how many never-links it raised. */
async function write(
  tx: Tx,
  night: Night,
  source: SourceDeclaration,
  delivery: DeliveryRow,
  mapping: CompiledMapping,
  sorted: SortedRows,
): Promise<number> {
  if (sorted.fresh.length === 0 && sorted.gone.length === 0) return 0;
  const keyOf = await numberRecords(tx, night, source, delivery.part, sorted.fresh);
  const { publication, business_date: businessDate } = night.run;
  const prepared = prepareRows(sorted.fresh, (row) => keyOf.get(row.id) ?? 0, mapping, { filePart: delivery.part, businessDate });
  if (source.maps.person === undefined) {
    return writeFlags(tx, night, source, delivery, prepared, sorted.gone);
  }
  const changed = sorted.fresh.flatMap((row) => (row.recordKey === null ? [] : [row.recordKey]));
  const former: ReadonlyMap<number, FormerVersion> = await formerVersions(tx.client, changed);
  const cases: ReturnType<typeof caseRows> = [];
  const events: ReturnType<typeof eventRows> = [];
  const versions = function* () {
    for (const row of prepared) {
      cases.push(...caseRows(row, delivery.delivery));
      events.push(...eventRows(row, delivery.delivery));
      yield personVersionRow(row, { delivery: delivery.delivery, businessDate, former });
    }
  };
  await writeDiff(tx.client, versionedTable('core.person_version'), publication, {
    upserts: versions(),
    deletes: sorted.gone.map((key) => [key]),
    firstWrite: false,
    onlyNew: changed.length === 0 && sorted.gone.length === 0,
  });
  await writeChildren(tx, publication, 'case_version', cases, [...changed, ...sorted.gone]);
  await writeChildren(tx, publication, 'event_version', events, [...changed, ...sorted.gone]);
  return 0;
}

/** Numbers the ids that were never seen, in natural-key order, after every number given before. */
async function numberRecords(
  tx: Tx,
  night: Night,
  source: SourceDeclaration,
  part: string,
  fresh: readonly FreshRow[],
): Promise<ReadonlyMap<string, number>> {
  const keys = new Map<string, number>();
  const unseen: { id: string; natural: string }[] = [];
  for (const row of fresh) {
    if (row.recordKey !== null) keys.set(row.id, row.recordKey);
    else unseen.push({ id: row.id, natural: naturalKeyOf(source, part, row.id) });
  }
  unseen.sort((a, b) => compareCodePoints(a.natural, b.natural));
  const first = (await maxRecordKey(tx.db)) + 1;
  unseen.forEach(({ id }, index) => keys.set(id, first + index));
  if (unseen.length > 0) {
    const number = night.sources.get(source.name) ?? 0;
    await tx.client.query(
      'create temporary table new_records (record_key int, natural_key text, source smallint, dataset text, part text, source_record_id text) on commit drop',
    );
    await copyRows(
      tx.client,
      'pg_temp.new_records',
      ['record_key', 'natural_key', 'source', 'dataset', 'part', 'source_record_id'],
      unseen.map(({ id, natural }, index) => [first + index, natural, number, source.dataset, part, id]),
    );
    await tx.client.query(`insert into core.record (record_key, natural_key, source, dataset, part, source_record_id, sub_key, incarnation)
      select record_key, natural_key, source, dataset, part, source_record_id, '', 0 from new_records`);
  }
  return keys;
}

const naturalKeyOf = (source: SourceDeclaration, part: string, id: string): string =>
  printNaturalKey({ source: source.name, dataset: source.dataset, part, sourceRecordId: id, subKey: '', incarnation: 0 });

/** Replaces the children of changed and gone records. */
async function writeChildren(
  tx: Tx,
  publication: number,
  table: 'case_version' | 'event_version',
  rows: ReturnType<typeof caseRows>,
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
  const links: { a: string; b: string; kind: string }[] = [];
  const rows: (readonly [number, number, Buffer, string | null, string | null, string | null])[] = [];
  const natural = (side: { source: string; part: string; id: string }): string | null => {
    const named = night.pipeline.sources.find((s) => s.name === side.source);
    return named === undefined ? null : naturalKeyOf(named, side.part, side.id);
  };
  for (const { recordKey, row, record } of prepared) {
    const flag = record.neverLink;
    const ends = flag === null ? [null, null] : [natural(flag.a), natural(flag.b)];
    const [a = null, b = null] = ends;
    rows.push([recordKey, delivery.delivery, Buffer.from(row.hash, 'hex'), flag?.kind ?? null, a, b]);
    if (flag !== null && a !== null && b !== null && a !== b)
      links.push(compareCodePoints(a, b) < 0 ? { a, b, kind: flag.kind } : { a: b, b: a, kind: flag.kind });
  }
  await writeDiff(tx.client, versionedTable('core.flag_version'), night.run.publication, {
    upserts: rows,
    deletes: gone.map((key) => [key]),
    firstWrite: false,
  });
  return links.length === 0 ? 0 : raiseNeverLinks(tx.db, links, source.name, night.run.instant);
}

async function closeRecords(tx: Tx, night: Night, source: SourceDeclaration, records: readonly number[]): Promise<void> {
  const deletes = records.map((key) => [key]);
  const table = source.maps.person === undefined ? 'core.flag_version' : 'core.person_version';
  await writeDiff(tx.client, versionedTable(table), night.run.publication, { upserts: [], deletes, firstWrite: false });
  await writeChildren(tx, night.run.publication, 'case_version', [], records);
  await writeChildren(tx, night.run.publication, 'event_version', [], records);
}
