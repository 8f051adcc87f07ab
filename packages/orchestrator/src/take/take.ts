import { DeliveryRefused } from '@golden-thread/connectors/refused';
import { mayFlow } from '@golden-thread/governance/flow-decision';
import { type CompiledMapping, compileMapping } from '@golden-thread/normalise/compile-mapping';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { printDelivery } from '@golden-thread/shapes/references';
import { copyQuery } from '@golden-thread/warehouse/copy/read';
import { type DeliveryRow, insertContent, insertQuarantine, lastCounts, putDeliveryRun } from '@golden-thread/warehouse/queries/delivery';
import { endReaderSessions } from '@golden-thread/warehouse/queries/judgement';
import { upsertGate } from '@golden-thread/warehouse/queries/ledger';
import { copyText, knownRecordsText, liveRecords } from '@golden-thread/warehouse/queries/record';
import type { Night } from '../night/night.ts';
import { writingStep } from '../night/transaction.ts';
import { reading } from '../night/warehouse-handle.ts';
import { deliveriesIn } from './bring-in.ts';
import { columnsToKeep } from './columns-to-keep.ts';
import { ContentKeeper, packCells } from './delivery-content.ts';
import { type Breach, breachesOf, unaccepted } from './guards.ts';
import { openDelivery } from './open-delivery.ts';
import { type KeptRow, type KnownRecord, type SortedRows, sortRows } from './sort-rows.ts';
import { closeRecords, writeVersions } from './write-versions.ts';

/**
 * Takes one delivery: rows to their one place each, fresh ones normalised and written as a difference, all in one
 * transaction. A delivery that a guard holds costs only itself: its source keeps yesterday's records.
 */
export async function take(night: Night, source: SourceDeclaration, delivery: DeliveryRow): Promise<Readonly<Record<string, number>>> {
  const scope = takeScope(source, delivery);
  const flow = mayFlow(night.pipeline.register, source.agreement, night.run.business_date);
  const mapping = compileMapping(source, flow.allowedItems, night.pipeline.profile);
  const keeper = new ContentKeeper();
  const declaredRecords = night.inputs.get(`declared:${printDelivery(delivery.delivery)}`);
  const known = await readKnown(night, source, delivery.part);
  let sorted: SortedRows;
  let fromContent = false;
  try {
    const opened = await openDelivery(
      night.warehouse,
      source,
      deliveriesIn(night, source),
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
    neverLinksRaised = await writeVersions(tx, night, { source, delivery, mapping, linkable: flow.linkable, known }, sorted);
    if (!fromContent) await insertContent(tx.db, delivery.delivery, mapping.columns, keeper.finish());
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

/** Names the step that takes a delivery by its slot, which no order of arrival changes: a run takes one delivery of a slot. */
export const takeScope = (source: SourceDeclaration, delivery: Pick<DeliveryRow, 'part' | 'file_date' | 'sequence'>): string =>
  `${source.name}/${delivery.part}/${delivery.file_date}/${delivery.sequence}`;

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
      for (const [id, key, hash, incarnation] of batch) {
        const record = { recordKey: Number(key), hash: hash ?? null, incarnation: Number(incarnation) };
        if (isLater(record, known.get(id ?? ''))) known.set(id ?? '', record);
      }
    }
  });
  return known;
}

/** Of the records that an id has named, the live one, or the last. */
const isLater = (record: KnownRecord, known: KnownRecord | undefined): boolean =>
  known === undefined || ((record.hash === null) === (known.hash === null) ? record.incarnation > known.incarnation : record.hash !== null);

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
    if (chunks.length > 0) await insertContent(tx.db, delivery.delivery, columnsToKeep(night, source), chunks);
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
