import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import type { RecordTable } from '@golden-thread/linkage/prepared';
import { DeclarationError } from '@golden-thread/shapes/errors';
import type { LinkRequest } from './link-request.ts';

const TABLE_ENDINGS = ['.csv', '.parquet'];

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkFiles({ settings, inputs, termFrequencies, out }: LinkRequest): void {
  for (const path of [...inputs.map((input) => input.path), ...(termFrequencies === null ? [] : [termFrequencies])])
    if (!statSync(path, { throwIfNoEntry: false })?.isFile())
      throw refused('link.input_missing', `There is no file ${path}.`, 'Name a file with --input name=file.');
  for (const path of [out.pairs, out.clusters, out.termFrequencies])
    if (path !== null && !TABLE_ENDINGS.includes(extname(path).toLowerCase()))
      throw refused('link.ending', `${basename(path)} ends neither in .csv nor in .parquet.`, 'Name a file that ends in .csv or .parquet.');
  const read = new Set([settings, termFrequencies, ...inputs.map((input) => input.path)].flatMap((path) => trueNameOf(path)));
  for (const path of Object.values(out))
    if (trueNameOf(path).some((name) => read.has(name)))
      throw refused('link.overwrites_input', `${basename(path ?? '')} is also read: it would be lost.`, 'Name another file to write.');
  for (const path of Object.values(out))
    if (path !== null && !existsSync(dirname(path)))
      throw refused(
        'link.not_written',
        `${basename(path)} cannot be written: its folder is not there.`,
        'Make the folder, or name a file in another.',
      );
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

/** A file's name without links, where there is such a file. */
const trueNameOf = (path: string | null): string[] => (path !== null && existsSync(path) ? [realpathSync(path)] : []);

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
