import { type FlowDecision, mayFlow } from '@golden-thread/governance/flow-decision';
import { canonicalHash } from '@golden-thread/shapes/canonical-json';
import { partHashes } from '@golden-thread/shapes/declare/pipeline';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { isRemote } from '@golden-thread/shapes/declare/transport';
import { DeclarationError, NothingDueError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { samePolicy } from '@golden-thread/shapes/policy';
import { printPublication, printRun } from '@golden-thread/shapes/references';
import { insertDelivery, type KnownDelivery, knownDeliveries, putDeliveryRun } from '@golden-thread/warehouse/queries/delivery';
import { syncAttributes } from '@golden-thread/warehouse/queries/golden';
import { activeJudgements } from '@golden-thread/warehouse/queries/judgement';
import {
  chainOf,
  findRun,
  insertAudit,
  insertRun,
  insertRunInputs,
  type RunInput,
  type RunRow,
  readPublication,
  readRunInputs,
  readTableState,
  setPublicationStatus,
  setRunState,
  unfinishedRuns,
} from '@golden-thread/warehouse/queries/ledger';
import { mustRestart, putPolicy, readPolicy } from '@golden-thread/warehouse/queries/policy';
import { coveredSources, sourceNumbers, syncSources } from '@golden-thread/warehouse/queries/record';
import { syncRegister } from '@golden-thread/warehouse/roles/sync-register';
import { syncSettings } from '@golden-thread/warehouse/roles/sync-settings';
import { revertToPointer } from '@golden-thread/warehouse/versioned/revert';
import { versionedTable } from '@golden-thread/warehouse/versioned/tables';
import { undoPublication } from '@golden-thread/warehouse/versioned/undo';
import { writeDiff } from '@golden-thread/warehouse/versioned/write-diff';
import { bringIn, deliveriesIn } from '../take/bring-in.ts';
import { columnsToKeep } from '../take/columns-to-keep.ts';
import { type Discovery, discover, withRemote } from '../take/discover.ts';
import { inParallel } from '../take/in-parallel.ts';
import { LOGIC_VERSIONS } from './logic-versions.ts';
import type { NightScope, NightSettings } from './night.ts';
import { type Writer, writing } from './transaction.ts';
import type { Tx } from './warehouse-handle.ts';

export interface Admitted {
  readonly run: RunRow;
  readonly resumed: boolean;
}

/** One source as it stands tonight. */
interface SourceTonight {
  readonly source: SourceDeclaration;
  readonly flow: FlowDecision;
  readonly salt: string;
  readonly found: Discovery | null;
  /** Its agreement has ended: what it gave leaves the golden records tonight. */
  readonly ended: boolean;
}

/** The same before its place was looked into. */
interface AskedSource extends Omit<SourceTonight, 'found'> {
  readonly known: readonly KnownDelivery[];
  readonly again: boolean;
}

/** Servers that are asked at a time. */
const AT_A_TIME = 4;

/**
 * Opens a night, or finds the one to resume. In one transaction: undoes what an unfinished night built, brings the
 * tables to the pointer, numbers a publication, and freezes every input of the run.
 */
export async function admit(settings: NightSettings & Writer, businessDate: string, scope: NightScope): Promise<Admitted> {
  const { warehouse, pipeline, emit } = settings;
  const state = await readTableState(warehouse.db);
  const unfinished = await unfinishedRuns(warehouse.db);
  const current = await findRun(warehouse.db, businessDate);
  const declared = declaredInputs(settings);
  if (
    current !== undefined &&
    unfinished.length === 1 &&
    unfinished[0]?.run === current.run &&
    (await mayResume(settings, current, state.pointer, declared, scope))
  ) {
    return { run: current, resumed: true };
  }

  const baseInputs = new Map((await inputsOfPublication(settings, state.pointer)).map((i) => [`${i.kind}:${i.name}`, i.value]));
  const chain = await chainOf(warehouse.db, state.pointer);
  const numbers = await sourceNumbers(warehouse.db);
  const asked: AskedSource[] = [];
  for (const source of pipeline.sources) {
    const flow = mayFlow(pipeline.register, source.agreement, businessDate);
    const salt = canonicalHash([
      source.hash,
      LOGIC_VERSIONS.normalise,
      LOGIC_VERSIONS.connectors,
      [...flow.allowedItems].sort(),
      pipeline.profile,
      flow.live,
      flow.linkable,
    ]).slice(0, 16);
    const before = baseInputs.get(`salt:${source.name}`);
    const number = numbers.get(source.name);
    const known =
      number === undefined
        ? []
        : await knownDeliveries(warehouse.db, number, chain, columnsToKeep({ pipeline, run: { business_date: businessDate } }, source));
    const again = before !== undefined && before !== salt;
    asked.push({
      source,
      flow,
      salt,
      known,
      again,
      ended: !flow.live && (flow.code === 'ended' || flow.code === 'status') && baseInputs.get(`flow:${source.name}`) === 'live',
    });
  }

  // Servers are waited for side by side; what they gave is looked at in the pipeline's order.
  const brought = await inParallel(AT_A_TIME, asked, ({ source, flow, known, again }) =>
    flow.live ? bringIn(settings, source, businessDate, known, again) : Promise.resolve(null),
  );
  const tonight: SourceTonight[] = [];
  for (const [at, { known, again, ...source }] of asked.entries()) {
    const found = source.flow.live
      ? await discover(source.source, deliveriesIn(settings, source.source), businessDate, known, again)
      : null;
    tonight.push({ ...source, found: found === null ? null : withRemote(found, brought[at] ?? null) });
  }

  const nowhere = withoutDropFolder(settings, tonight);
  if (nowhere !== null) throw nowhere;
  if (state.pointer === 0 && state.built === 0 && tonight.every(({ found }) => (found?.take.length ?? 0) === 0)) {
    throw new NothingDueError({
      code: 'night.nothing_delivered',
      message: 'Nothing was delivered yet, by any source.',
      remedy: 'Put files where their drop folders are, or say where that is with --drop; `gt plan` shows what is looked for.',
    });
  }

  const instant = settings.now().toISOString();
  const run = await writing(settings, 'admit:', async (tx) => {
    for (const left of unfinished) {
      await undoPublication(tx.client, left.publication);
      await setPublicationStatus(tx.db, left.publication, 'undone', instant);
      await setRunState(tx.db, left.run, 'undone', null);
    }
    const now = await readTableState(tx.db);
    const opened = await insertRun(tx.db, { businessDate, base: now.pointer, publication: now.next, scope, instant });
    const reverted = now.built !== now.pointer && (await revertToPointer(tx.client, now.pointer, opened.publication));
    await freeze(
      tx,
      settings,
      opened,
      tonight,
      [...declared, { kind: 'option', name: 'reverted', value: String(reverted) }],
      baseInputs,
      instant,
    );
    await insertAudit(tx.db, {
      stream: 'night',
      byName: null,
      act: 'night.begin',
      subject: printRun(businessDate, opened.attempt),
      reason: null,
    });
    return opened;
  });
  for (const left of unfinished)
    emit({
      event: 'night.undone',
      publication: printPublication(left.publication),
      because: left.business_date === businessDate ? 'its inputs changed' : 'another night begins',
    });
  if (state.built !== state.pointer && unfinished.length === 0) emit({ event: 'night.reverted', to: printPublication(state.pointer) });
  return { run, resumed: false };
}

/** Declarations and code, as frozen into a run: `kind`, `name`, version. */
export function declaredInputs(settings: NightSettings): readonly RunInput[] {
  const declarations = Object.entries(partHashes(settings.pipeline)).map(([name, value]) => ({ kind: 'declaration', name, value }));
  return [...declarations, ...Object.entries(LOGIC_VERSIONS).map(([name, value]) => ({ kind: 'logic', name, value }))];
}

export async function inputsOfPublication(settings: NightSettings, publication: number): Promise<readonly RunInput[]> {
  if (publication === 0) return [];
  const row = await readPublication(settings.warehouse.db, publication);
  return row === undefined ? [] : readRunInputs(settings.warehouse.db, row.run);
}

async function mayResume(
  settings: NightSettings,
  run: RunRow,
  pointer: number,
  declared: readonly RunInput[],
  scope: NightScope,
): Promise<boolean> {
  if (run.base !== pointer || run.scope !== scope) return false;
  if (await mustRestart(settings.warehouse.db, run.run)) return false;
  const frozen = new Map((await readRunInputs(settings.warehouse.db, run.run)).map((i) => [`${i.kind}:${i.name}`, i.value]));
  return declared.every((input) => frozen.get(`${input.kind}:${input.name}`) === input.value);
}

async function freeze(
  tx: Tx,
  settings: NightSettings,
  run: RunRow,
  tonight: readonly SourceTonight[],
  declared: readonly RunInput[],
  baseInputs: ReadonlyMap<string, string>,
  instant: string,
): Promise<void> {
  const { pipeline } = settings;
  const numbers = await syncSources(tx.db, pipeline.sources.map(entryOf));
  await syncAttributes(tx.db);
  await syncRegister(tx.client, pipeline.register);
  await syncSettings(tx.client, pipeline);
  const policy = await putPolicy(tx.db, pipeline.policy, instant);
  const inputs: RunInput[] = [...declared, ...(await policyInputs(tx, run, { version: policy, floor: pipeline.policy.floor }, baseInputs))];
  const judgements = await activeJudgements(tx.db, run.business_date, instant);
  inputs.push({ kind: 'judgements', name: 'active', value: canonicalHash(judgements) });

  // By name, so that deliveries get the same numbers however the pipeline lists its sources.
  for (const { source, flow, salt, found, ended } of [...tonight].sort((a, b) => compareCodePoints(a.source.name, b.source.name))) {
    const number = numbers.get(source.name) ?? 0;
    inputs.push({ kind: 'flow', name: source.name, value: flow.code }, { kind: 'salt', name: source.name, value: salt });
    if (ended) inputs.push({ kind: 'ended', name: source.name, value: flow.code });
    let order = 0;
    const entries = found === null ? [] : [...found.take.map((candidate) => ({ candidate, state: null, because: null })), ...found.leave];
    for (const { candidate, state, because } of entries) {
      const delivery =
        candidate.delivery ??
        (await insertDelivery(
          tx.db,
          {
            source: number,
            part: candidate.part,
            file_name: candidate.fileName,
            file_date: candidate.date,
            sequence: candidate.sequence,
            sha256: candidate.sha256,
            bytes: candidate.bytes,
          },
          instant,
        ));
      if (candidate.declaredRecords !== null)
        inputs.push({ kind: 'declared', name: `d${delivery}`, value: String(candidate.declaredRecords) });
      if (state === null)
        inputs.push({
          kind: 'delivery',
          name: `${source.name}/${String(order++).padStart(5, '0')}/${candidate.part}`,
          value: String(delivery),
        });
      else await putDeliveryRun(tx.db, { delivery, run: run.run, state, reason: because, counts: null });
    }
    for (const file of found?.incomplete ?? [])
      inputs.push({
        kind: 'incomplete',
        name: `${source.name}/${file.part}/${file.date}`,
        value: file.incompleteBecause ?? 'not whole yet',
      });
    if (found?.missing != null) inputs.push({ kind: 'missing', name: source.name, value: found.missing });
  }
  await insertRunInputs(tx.db, run.run, inputs);
  await writeCoverage(tx, run, tonight, numbers);
}

/**
 * The policy in force, and whether it is to be tried on the base first: where it is another than the base's. From which weight
 * on pairs are stored is thresholds.ts's to say whoever approved the lines, and never above a line.
 */
async function policyInputs(
  tx: Tx,
  run: RunRow,
  { version, floor }: { readonly version: number; readonly floor: number },
  baseInputs: ReadonlyMap<string, string>,
): Promise<readonly RunInput[]> {
  const is = await readPolicy(tx.db, version);
  if (is === undefined) throw new TypeError('no policy in force');
  const was = run.base === 0 ? undefined : await readPolicy(tx.db, Number(baseInputs.get('policy:version')));
  const differs = was !== undefined && is.version !== was.version && (is.fresh || !samePolicy(is, was));
  return [
    { kind: 'policy', name: 'version', value: String(version) },
    { kind: 'policy', name: 'floor', value: String(Math.min(floor, is.review, is.break)) },
    { kind: 'option', name: 'policy_pass', value: String(differs) },
  ];
}

async function writeCoverage(tx: Tx, run: RunRow, tonight: readonly SourceTonight[], numbers: ReadonlyMap<string, number>): Promise<void> {
  const upserts = tonight.flatMap(({ source, flow }) =>
    source.covers === undefined || !flow.live
      ? []
      : [
          [
            numbers.get(source.name) ?? 0,
            source.covers.population,
            source.covers.area,
            source.covers.bornFrom ?? null,
            source.covers.bornTo ?? null,
          ],
        ],
  );
  const covered = new Set(upserts.map(([source]) => source));
  const deletes = (await coveredSources(tx.db)).filter((source) => !covered.has(source)).map((source) => [source]);
  await writeDiff(tx.client, versionedTable('core.coverage'), run.publication, { upserts, deletes, firstWrite: false });
}

/** A source without a folder is left out; where no source has one, and nothing is kept to be taken, the place is wrong. */
function withoutDropFolder({ directoryOf }: NightSettings, tonight: readonly SourceTonight[]): DeclarationError | null {
  const looked = tonight.filter(({ source, found }) => found !== null && !isRemote(source.transport));
  const [first] = looked;
  if (first === undefined || looked.some(({ found }) => found?.missing === null || (found?.take.length ?? 0) > 0)) return null;
  return new DeclarationError({
    code: 'night.no_drop_folder',
    message: `No source has a drop folder: ${directoryOf(first.source.location)} is not there, nor is any other.`,
    remedy: 'Say where the drop folders are with --drop or GT_DROP; `gt plan` shows what is looked for.',
  });
}

const entryOf = (source: SourceDeclaration) => ({
  name: source.name,
  label: source.label,
  organisation: source.organisation,
  agreement: source.agreement,
  dataset: source.dataset,
  cadence: source.cadence.every,
  arrivesBy: source.cadence.arrivesBy,
  staleAfterDays: source.cadence.staleAfterDays,
  timeZone: source.timeZone,
  declaration: source.hash,
});
