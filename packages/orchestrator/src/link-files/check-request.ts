import type { RecordTable } from '@golden-thread/linkage/prepared';
import { DeclarationError } from '@golden-thread/shapes/errors';
import { checkFiles } from './check-files.ts';
import type { LinkRequest } from './link-request.ts';

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkRequest({ settings, inputs, termFrequencies, out }: LinkRequest): void {
  checkFiles({
    read: [...inputs.map((input) => input.path), termFrequencies],
    alsoRead: [settings],
    tables: [out.pairs, out.clusters, out.termFrequencies],
    texts: [out.model, out.report],
  });
}

/** @throws DeclarationError when a source or a column that the request names is not among the records. */
export function checkNames({ newSources, retain }: LinkRequest, { sources, columns }: RecordTable): void {
  const source = newSources.find((name) => !sources.includes(name));
  if (source !== undefined)
    throw refused('link.unknown_source', `There is no source ${source}.`, `Name one that there is: ${sources.join(', ')}.`);
  const column = retain.find((name) => !columns.has(name));
  if (column !== undefined)
    throw refused('link.unknown_column', `No input has a column ${column}.`, 'Name a column of the inputs with --retain.');
}

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
