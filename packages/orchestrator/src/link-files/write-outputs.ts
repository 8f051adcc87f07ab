import type { LinkEventSink } from '@golden-thread/linkage/link-events';
import type { LinkResult } from '@golden-thread/linkage/link-job';
import { modelFilesOf } from '@golden-thread/linkage/model-file';
import type { LinkRequest } from './link-request.ts';
import { writeTermFrequencies } from './term-frequency-files.ts';
import { writeClusters } from './write-clusters.ts';
import { writePairs } from './write-pairs.ts';
import { writeText } from './write-text.ts';

/**
 * Writes the files that were asked for and returns their paths. Each stands under its name only once it is whole.
 * @throws DeclarationError when a file cannot be written.
 */
export async function writeOutputs(request: LinkRequest, result: LinkResult, emit: LinkEventSink): Promise<string[]> {
  const { out } = request;
  const writers: Writer[] = [
    [request.countOnly ? null : out.pairs, (path) => writePairs(path, result, request, emit)],
    [request.countOnly ? null : out.clusters, (path) => writeClusters(path, result)],
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

/** The charts' library is loaded where there is a report only: it takes longer than a small job. */
async function writeReport(path: string, result: LinkResult, { deterministic }: LinkRequest): Promise<void> {
  const { renderReport } = await import('../report/render-report.ts');
  await writeText(path, await renderReport({ result, truth: null, deterministic }));
}
