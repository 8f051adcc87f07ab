import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';

const TABLE_ENDINGS = ['.csv', '.parquet'];

/** Files that a command reads and writes; `null`: one that nobody asked for. */
export interface FilesOfCommand {
  /** The user's records and whatever else must be there. */
  readonly read: readonly (string | null)[];
  /** Read too, but whoever reads them says it when they are not there. */
  readonly alsoRead?: readonly (string | null)[];
  /** Tables to write: their names end in .csv or .parquet. */
  readonly tables: readonly (string | null)[];
  /** Other files to write. */
  readonly texts: readonly (string | null)[];
}

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkFiles({ read, alsoRead = [], tables, texts }: FilesOfCommand): void {
  for (const path of read)
    if (path !== null && !statSync(path, { throwIfNoEntry: false })?.isFile())
      throw refused('link.input_missing', `There is no file ${path}.`, 'Name a file that there is, as name=file where it holds records.');
  for (const path of tables)
    if (path !== null && !TABLE_ENDINGS.includes(extname(path).toLowerCase()))
      throw refused('link.ending', `${basename(path)} ends neither in .csv nor in .parquet.`, 'Name a file that ends in .csv or .parquet.');
  const names = new Set([...read, ...alsoRead].flatMap(trueNameOf));
  for (const path of [...tables, ...texts]) {
    if (path === null) continue;
    if (trueNameOf(path).some((name) => names.has(name)))
      throw refused('link.overwrites_input', `${basename(path)} is also read: it would be lost.`, 'Name another file to write.');
    if (!existsSync(dirname(path)))
      throw refused(
        'link.not_written',
        `${basename(path)} cannot be written: its folder is not there.`,
        'Make the folder, or name a file in another.',
      );
  }
}

/** A file's name without links, where there is such a file. */
const trueNameOf = (path: string | null): string[] => (path !== null && existsSync(path) ? [realpathSync(path)] : []);

const refused = (code: string, message: string, remedy: string): DeclarationError => new DeclarationError({ code, message, remedy });
