import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { probability } from '@golden-thread/linkage/charts/words';
import { CHOICE_FLOOR } from '@golden-thread/linkage/choose-weight';
import { columnsNeeded } from '@golden-thread/linkage/columns-needed';
import { probabilityOfBits } from '@golden-thread/linkage/fellegi-sunter';
import type { LinkEventSink } from '@golden-thread/linkage/link-events';
import { type LinkJobOptions, type LinkResult, runLinkJob } from '@golden-thread/linkage/link-job';
import type { LabelledPairs } from '@golden-thread/linkage/m-from-labels';
import { pairsFrom } from '@golden-thread/linkage/pairs';
import type { LinkagePlan } from '@golden-thread/linkage/plan';
import type { Prepared, RecordTable } from '@golden-thread/linkage/prepared';
import { type EngineRunner, inlineRunner } from '@golden-thread/linkage/runner';
import { stackRecords } from '@golden-thread/linkage/stack-records';
import { checkFrequencies } from '@golden-thread/linkage/term-frequencies';
import { startWorkers, type WorkerPool } from '../engine/worker-pool.ts';
import { checkColumns } from './check-columns.ts';
import { checkFilled, checkNames, checkRequest, checkSources, warnOfUntrained } from './check-request.ts';
import { readLabelledPairs } from './label-pairs.ts';
import type { LinkRequest } from './link-request.ts';
import { type LinkSummary, summaryOf } from './link-summary.ts';
import { firstClusterNames, shownPairs } from './pair-rows.ts';
import { readSettingsFile } from './read-settings-file.ts';
import { readTables } from './read-tables.ts';
import { readTermFrequencies } from './term-frequency-files.ts';
import { type TimedLinkEvent, timed } from './timed-events.ts';
import { writeOutputs } from './write-outputs.ts';

/** Clusters that are shown where nobody asked for a file. */
const CLUSTERS_SHOWN = 20;

/**
 * Links the records of files and writes what was asked for: the whole of `gt link`. Touches no database. Nothing is written
 * before everything has succeeded.
 * @throws DeclarationError for settings or data that cannot be linked.
 */
export async function linkFiles(asked: LinkRequest, onEvent: (event: TimedLinkEvent) => void): Promise<LinkSummary> {
  const emit = timed(onEvent);
  checkRequest(asked);
  const warn = (words: string): void => emit({ event: 'link.warning', words });
  const plan = readSettingsFile(asked.settings, warn);
  const request = { ...asked, retain: retainedBy(plan, asked) };
  if (!request.deterministic) checkFrequencies(plan);
  warnOfUntrained(request, plan, warn);
  warnOfProbability(request, warn);
  const workers = workersFor(request);
  const pool = workers > 1 ? startWorkers(workers) : null;
  const open = (prepared: Prepared, planned: LinkagePlan): EngineRunner =>
    pool === null ? inlineRunner({ prepared, plan: planned }) : pool.runner(prepared, planned);
  try {
    const missing: string[] = [];
    const records = await readRecords({ ...request, workers }, plan, pool, emit, (words) => missing.push(words));
    checkNames(request, records);
    checkSources(plan, records);
    const frequencies = request.termFrequencies === null ? new Map() : await readTermFrequencies(request.termFrequencies);
    const labels = request.labels === null ? null : await readLabelledPairs(request.labels, records, plan);
    const result = await runLinkJob(records, plan, open, optionsOf(request, frequencies, labels), emit);
    if (result.stopped !== null) return summaryOf(result, [], { ...NOTHING_SHOWN, keptFrom: null });
    const kept = { ...result, pairs: request.thresholdWeight === null ? result.pairs : pairsFrom(result.pairs, request.thresholdWeight) };
    const written = await writeOutputs(request, { ...kept, doubts: [...missing, ...kept.doubts] }, emit, result.pairs);
    const from = request.thresholdWeight ?? floorOf(request);
    const keptFrom = request.deterministic || from === Number.NEGATIVE_INFINITY ? null : from;
    return summaryOf(kept, written, { ...(isShown(request) ? await shownOf(kept, request) : NOTHING_SHOWN), keptFrom });
  } finally {
    await pool?.close();
  }
}

/** Columns to write beside each pair: those of the settings, then those of the request; ids and sources are written anyway. */
function retainedBy({ additionalColumns, uniqueIdColumn, sourceColumn }: LinkagePlan, { retain }: LinkRequest): readonly string[] {
  const asked = additionalColumns.filter((name) => name !== uniqueIdColumn && name !== sourceColumn);
  return [...new Set([...asked, ...retain])];
}

/** Files of fewer bytes in all are done before workers have started. */
const WORTH_WORKERS = 1_000_000;

function workersFor({ workers, inputs }: LinkRequest): number {
  if (workers !== null) return workers;
  const bytes = inputs.reduce((total, { path }) => total + (statSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
  return bytes < WORTH_WORKERS ? 1 : availableParallelism();
}

const NOTHING_SHOWN = { shownPairs: [], firstClusters: [] };

const shownOf = async (result: LinkResult, request: LinkRequest) => ({
  shownPairs: await shownPairs(result, request),
  firstClusters: firstClusterNames(result, CLUSTERS_SHOWN),
});

/** Where nobody asked for a file of results, some are shown. */
const isShown = ({ out, countOnly }: LinkRequest): boolean => !countOnly && out.pairs === null && out.clusters === null;

function optionsOf(request: LinkRequest, frequencies: LinkJobOptions['frequencies'], labels: LabelledPairs | null): LinkJobOptions {
  return {
    train: request.train,
    seed: request.seed,
    ...(labels === null ? {} : { labels }),
    floor: floorOf(request),
    pairBudget: request.pairBudget,
    keepGammas: request.out.pairs !== null,
    deterministic: request.deterministic,
    newSources: request.newSources,
    clusterWeights: request.clusterWeights,
    clusterMethod: request.clusterMethod,
    frequencies,
    countOnly: request.countOnly,
  };
}

/** What the pairs that are written and those that clusters need both weigh. */
/** What reads like a probability is a weight all the same: nobody else would notice. */
function warnOfProbability({ clusterWeights }: LinkRequest, warn: (words: string) => void): void {
  if (clusterWeights === 'auto') return;
  for (const weight of clusterWeights)
    if (weight > 0 && weight < 1)
      warn(
        `--cluster-weight ${weight} is taken as bits, a probability of ${probability(probabilityOfBits(weight))}: for a probability p give log2(p / (1 − p)) bits.`,
      );
}

function floorOf({ thresholdWeight, clusterWeights, clusterMethod, out }: LinkRequest): number {
  const choosing = clusterWeights === 'auto';
  if (!choosing && clusterWeights.length > 0 && clusterMethod.kind === 'average') return Number.NEGATIVE_INFINITY;
  const shown = !choosing && out.pairs === null && out.clusters === null;
  if (thresholdWeight === null && (shown || out.pairs !== null || clusterWeights.length === 0)) return Number.NEGATIVE_INFINITY;
  return Math.min(thresholdWeight ?? Number.POSITIVE_INFINITY, ...(choosing ? [CHOICE_FLOOR] : clusterWeights));
}

async function readRecords(
  request: LinkRequest & { readonly workers: number },
  plan: LinkagePlan,
  pool: WorkerPool | null,
  emit: LinkEventSink,
  onMissing: (words: string) => void,
): Promise<RecordTable> {
  emit({ event: 'link.step.began', step: 'read' });
  const needed = columnsNeeded(plan, { train: request.train, expressions: [] });
  const tables = await readTables(request.inputs, {
    ...request,
    columns: [plan.uniqueIdColumn, plan.sourceColumn, ...needed, ...request.retain],
    ...(pool === null ? {} : { readCells: pool.readCells }),
    onProgress: (scope, done, of) => emit({ event: 'link.step.progress', step: 'read', scope, done, of }),
  });
  checkFilled(tables);
  checkColumns(tables, plan, {
    allowed: request.allowMissingColumns === true,
    train: request.train,
    warn: (words) => {
      emit({ event: 'link.warning', words });
      onMissing(words);
    },
  });
  const records = stackRecords(tables, plan);
  emit({ event: 'link.step.done', step: 'read', counts: { records: records.size } });
  return records;
}
