import type { ExitCodeName, StepName } from '@golden-thread/shapes/codes';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { isRemote } from '@golden-thread/shapes/declare/transport';
import { DeclarationError, GateError, GoldenThreadError } from '@golden-thread/shapes/errors';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { printPublication, printRun } from '@golden-thread/shapes/references';
import { acquireLease } from '@golden-thread/warehouse/lease';
import { knownDeliveries, readDelivery } from '@golden-thread/warehouse/queries/delivery';
import {
  chainOf,
  findRun,
  type RunInput,
  readPublication,
  readRunInputs,
  readSteps,
  readTableState,
} from '@golden-thread/warehouse/queries/ledger';
import { readPolicy } from '@golden-thread/warehouse/queries/policy';
import { sourceNumbers } from '@golden-thread/warehouse/queries/record';
import { link } from '../join/link.ts';
import { readLiveRecords } from '../join/records.ts';
import { resolvePersons } from '../join/resolve.ts';
import { tryPolicy } from '../join/try-policy.ts';
import { pruneSpool } from '../take/bring-in.ts';
import { columnsToKeep } from '../take/columns-to-keep.ts';
import { take, takeAway, takeScope } from '../take/take.ts';
import { check } from '../tell/check.ts';
import { golden } from '../tell/golden.ts';
import { publish } from '../tell/publish.ts';
import { admit, inputsOfPublication } from './admit.ts';
import type { Night, NightScope, NightSettings } from './night.ts';

export interface NightOptions {
  readonly businessDate: string;
  /** Another attempt at the newest published date: a file came late. */
  readonly again: boolean;
  readonly scope: NightScope;
}

export interface NightReport {
  readonly exit: ExitCodeName;
  readonly run: string;
  readonly publication: string | null;
  readonly words: string;
}

/**
 * Runs one business date to its end: admit, take, link, resolve, golden, check, publish. Resumes what a crash left.
 * @throws GateError when a gate stops it, AlreadyRunningError when another run is going, and typed errors otherwise.
 */
export async function runNight(settings: NightSettings, options: NightOptions): Promise<NightReport> {
  const done = await alreadyPublished(settings, options);
  if (done !== null) return done;
  settings.faults.reach('lease:', 'before_begin');
  const lease = await acquireLease(settings.warehouse.url, { run: null, holder: `gt nightly --date ${options.businessDate}` });
  settings.faults.reach('lease:', 'after_commit');
  try {
    const writer = { ...settings, lease };
    const { run, resumed } = await admit(writer, options.businessDate, options.scope);
    const inputs = await readRunInputs(settings.warehouse.db, run.run);
    const frozen = byName(inputs);
    const night: Night = {
      ...writer,
      run,
      scope: options.scope,
      sources: await sourceNumbers(settings.warehouse.db),
      policy: await policyOf(settings, frozen),
      inputs: frozen,
      baseInputs: byName(await inputsOfPublication(settings, run.base)),
    };
    const reference = printRun(run.business_date, run.attempt);
    night.emit({
      event: 'night.began',
      run: reference,
      businessDate: run.business_date,
      resumed,
      base: printPublication(run.base),
      publication: printPublication(run.publication),
    });
    tellLeftOut(night, inputs);
    await steps(night, inputs);
    await pruneSpools(night);
    const report: NightReport = {
      exit: 'done',
      run: reference,
      publication: printPublication(run.publication),
      words: `${printPublication(run.publication)} is published for ${run.business_date}`,
    };
    night.emit({ event: 'night.ended', ...report });
    return report;
  } finally {
    await lease.release();
  }
}

/** The same command again after success: says so, writes nothing. @throws DeclarationError for a date before the newest published one. */
async function alreadyPublished(settings: NightSettings, options: NightOptions): Promise<NightReport | null> {
  const { db } = settings.warehouse;
  const { pointer } = await readTableState(db);
  if (pointer === 0) return null;
  const published = await readPublication(db, pointer);
  if (published === undefined) return null;
  if (options.businessDate < published.business_date) {
    throw new DeclarationError({
      code: 'night.past',
      message: `${published.business_date} is published already, which is later than ${options.businessDate}.`,
      remedy: `Run the night of ${published.business_date} (with --again) or a later one; to go back, use: gt withdraw ${printPublication(pointer)} --reason '…'`,
    });
  }
  if (options.businessDate > published.business_date || options.again) return null;
  const run = await findRun(db, options.businessDate);
  const unfinishedAgain =
    run !== undefined && run.publication !== pointer && (run.state === 'stopped' || run.state === 'running' || run.state === 'failed');
  if (unfinishedAgain && (await chainOf(db, pointer)).includes(run.base)) return null;
  return {
    exit: 'done',
    run: printRun(options.businessDate, run?.attempt ?? 1),
    publication: printPublication(pointer),
    words: `${printPublication(pointer)} is already published for ${options.businessDate}: nothing was done (a late file is taken with --again)`,
  };
}

/** What is published needs fewer files; a night that dies before this leaves it to the next. */
async function pruneSpools(night: Night): Promise<void> {
  const { db } = night.warehouse;
  const chain = await chainOf(db, night.run.publication);
  for (const source of night.pipeline.sources.filter(({ transport }) => isRemote(transport)))
    await pruneSpool(
      night,
      source,
      night.run.business_date,
      await knownDeliveries(db, night.sources.get(source.name) ?? 0, chain, columnsToKeep(night, source)),
    );
}

/** The policy that was in force when the run was admitted. */
async function policyOf({ warehouse }: NightSettings, inputs: ReadonlyMap<string, string>): Promise<Night['policy']> {
  const row = await readPolicy(warehouse.db, Number(inputs.get('policy:version')));
  if (row === undefined) throw new TypeError('the run has no policy');
  const { version, fresh, join, break: breakBits, review, margin } = row;
  return { version, fresh, lines: { join, break: breakBits, review, margin, floor: Number(inputs.get('policy:floor')) } };
}

async function steps(night: Night, inputs: readonly RunInput[]): Promise<void> {
  const done = new Set((await readSteps(night.warehouse.db, night.run.run)).map((row) => `${row.step}:${row.scope}`));
  const deliveries = inputs.filter((i) => i.kind === 'delivery');
  if (night.inputs.get('option:policy_pass') === 'true' && !done.has('policy:')) await timed(night, 'policy', '', () => tryPolicy(night));
  for (const source of inTakingOrder(night.pipeline.sources)) {
    if (night.inputs.has(`ended:${source.name}`) && !done.has(`take:${source.name}//ended`))
      await timed(night, 'take', `${source.name}//ended`, () => takeAway(night, source));
    for (const input of deliveries.filter((i) => sourceOf(i) === source.name)) await takeOne(night, source, Number(input.value), done);
  }
  if (!done.has('resolve:')) {
    const records = await readLiveRecords(night.warehouse); // nothing after `take` changes them
    if (!done.has('link:')) await timed(night, 'link', '', () => link(night, records));
    await timed(night, 'resolve', '', () => resolvePersons(night, records));
  }
  if (!done.has('golden:')) await timed(night, 'golden', '', () => golden(night));
  if (!done.has('check:')) await timed(night, 'check', '', () => check(night));
  await timed(night, 'publish', '', () => publish(night));
}

/** Flags first, for they withhold people at once; then by name, so that how a pipeline lists its sources changes nothing. */
const inTakingOrder = (sources: readonly SourceDeclaration[]): readonly SourceDeclaration[] =>
  [...sources].sort(
    (a, b) => Number(a.maps.neverLink === undefined) - Number(b.maps.neverLink === undefined) || compareCodePoints(a.name, b.name),
  );

async function takeOne(night: Night, source: SourceDeclaration, number: number, done: ReadonlySet<string>): Promise<void> {
  const delivery = await readDelivery(night.warehouse.db, number);
  if (delivery === undefined) throw new TypeError(`no delivery ${number}`);
  const scope = takeScope(source, delivery);
  if (!done.has(`take:${scope}`)) await timed(night, 'take', scope, () => take(night, source, delivery));
}

async function timed(night: Night, step: StepName, scope: string, work: () => Promise<unknown>): Promise<void> {
  night.emit({ event: 'step.began', step, scope });
  const began = performance.now();
  try {
    await work();
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    night.emit({
      event: 'night.ended',
      run: printRun(night.run.business_date, night.run.attempt),
      publication: null,
      exit: 'stopped',
      words: error.message,
    });
    throw error;
  }
  const counts = (await readSteps(night.warehouse.db, night.run.run)).find((row) => row.step === step && row.scope === scope)?.counts ?? {};
  night.emit({ event: 'step.done', step, scope, counts, ms: Math.round(performance.now() - began) });
}

function tellLeftOut(night: Night, inputs: readonly RunInput[]): void {
  for (const source of night.pipeline.sources) {
    const flow = night.inputs.get(`flow:${source.name}`);
    const missing = night.inputs.get(`missing:${source.name}`);
    const has = inputs.some((i) => i.kind === 'delivery' && sourceOf(i) === source.name);
    const partial = inputs.filter((i) => i.kind === 'incomplete' && i.name.startsWith(`${source.name}/`));
    const because =
      flow !== 'live'
        ? `no live agreement (${flow ?? 'unknown'})`
        : (missing ??
          (partial.length > 0
            ? `a file is not whole: ${partial.map((i) => i.value).join('; ')}`
            : has
              ? null
              : 'nothing new was delivered'));
    if (because !== null) night.emit({ event: 'source.left_out', source: source.name, because });
  }
}

const sourceOf = (input: RunInput): string => input.name.split('/')[0] ?? '';
const byName = (inputs: readonly RunInput[]): ReadonlyMap<string, string> => new Map(inputs.map((i) => [`${i.kind}:${i.name}`, i.value]));

/** The exit code's name of whatever ended a command. */
export const exitOf = (error: unknown): ExitCodeName => (error instanceof GoldenThreadError ? error.exit : 'failed');
