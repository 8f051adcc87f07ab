import { existsSync } from 'node:fs';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { checkFiles } from './check-files.ts';
import type { LinkRequest } from './link-request.ts';
import { graphMetricsFiles } from './write-graph-metrics.ts';

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkRequest({ settings, inputs, termFrequencies, labels, out }: LinkRequest): void {
  const folder = out.graphMetrics;
  checkFiles({
    read: [...inputs.map((input) => input.path), termFrequencies, labels],
    alsoRead: [settings],
    tables: [out.pairs, out.clusters, out.termFrequencies, out.unlinkables, out.missingPairs],
    texts: [out.model, out.report, ...(folder !== null && existsSync(folder) ? Object.values(graphMetricsFiles(folder)) : [])],
    folders: [folder],
  });
}

/** @throws DeclarationError when a source or a column that the request names is not among the records. */
export function checkNames({ newSources, clusterMethod, retain }: LinkRequest, { sources, columns }: RecordTable): void {
  const duplicateFree = clusterMethod.kind === 'single_best' ? clusterMethod.duplicateFree : [];
  const source = [...newSources, ...duplicateFree].find((name) => !sources.includes(name));
  if (source !== undefined)
    throw refused('link.unknown_source', `There is no source ${source}.`, `Name one that there is: ${sources.join(', ')}.`);
  const column = retain.find((name) => !columns.has(name));
  if (column !== undefined)
    throw refused('link.unknown_column', `No input has a column ${column}.`, 'Name a column of the inputs with --retain.');
}

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
