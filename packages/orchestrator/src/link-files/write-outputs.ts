import { completeClusters } from '@golden-thread/linkage/complete-clusters';
import type { LinkEventSink } from '@golden-thread/linkage/link-events';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { modelFilesOf } from '@golden-thread/linkage/model-file';
import type { ScoredPairs } from '@golden-thread/linkage/pairs';
import type { LinkRequest } from './link-request.ts';
import { writeTermFrequencies } from './term-frequency-files.ts';
import { writeClusters } from './write-clusters.ts';
import { writeGraphMetrics } from './write-graph-metrics.ts';
import { writePairs } from './write-pairs.ts';
import { writeText } from './write-text.ts';
import { writeUnlinkables } from './write-unlinkables.ts';

/**
 * Writes the files that were asked for and returns their paths. Each stands under its name only once it is whole. `linked` are
 * the pairs that clusters were made of, where they are more than those to be written.
 * @throws DeclarationError when a file cannot be written.
 */
export async function writeOutputs(
  request: LinkRequest,
  result: LinkResult,
  emit: LinkEventSink,
  linked: ScoredPairs = result.pairs,
): Promise<string[]> {
  const { out, countOnly } = request;
  const writers: Writer[] = [
    [countOnly ? null : out.pairs, (path) => writePairs(path, result, request, emit)],
    [countOnly ? null : out.clusters, (path) => writeClusters(path, result)],
    [countOnly ? null : out.missingPairs, (path) => writeMissingPairs(path, result, request, emit)],
    [countOnly ? null : out.graphMetrics, (path) => writeGraphMetrics(path, result, linked)],
    [countOnly ? null : out.unlinkables, (path) => writeUnlinkables(path, result)],
    [out.termFrequencies, (path) => writeTermFrequencies(path, result)],
    ...modelWriters(out.model, result, request),
    [out.report, (path) => writeReport(path, result, request)],
  ];
  const asked = writers.flatMap(([path, write]) => (path === null ? [] : [{ path, write }]));
  if (asked.length === 0) return [];
  emit({ event: 'link.step.began', step: 'write' });
  for (const { path, write } of asked) await write(path);
  emit({ event: 'link.step.done', step: 'write', counts: { files: asked.length } });
  return asked.map(({ path }) => path);
}

type Writer = [path: string | null, write: (path: string) => Promise<void>];

/** The model, and beside it, as `model.record.json`, what it was made of. */
function modelWriters(path: string | null, result: LinkResult, request: LinkRequest): Writer[] {
  if (path === null) return [];
  const { settings, record } = modelFilesOf(result, request);
  const json = (value: unknown) => (to: string) => writeText(to, `${JSON.stringify(value, null, 2)}\n`);
  return [
    [path, json(settings)],
    [`${path.replace(/\.json$/, '')}.record.json`, json(record)],
  ];
}

/** Under the columns of the pairs, so that both files together hold every pair inside a cluster. */
async function writeMissingPairs(path: string, result: LinkResult, request: LinkRequest, emit: LinkEventSink): Promise<void> {
  const [clustered] = result.clusters;
  if (clustered === undefined) return;
  const pairs = await completeClusters(result, clustered.clusterOf, request.pairBudget);
  await writePairs(path, { ...result, pairs }, request, emit);
}

/** The charts' library is loaded where there is a report only: it takes longer than a small job. */
async function writeReport(path: string, result: LinkResult, { deterministic }: LinkRequest): Promise<void> {
  const { renderReport } = await import('../report/render-report.ts');
  await writeText(path, await renderReport({ result, truth: null, deterministic }));
}
