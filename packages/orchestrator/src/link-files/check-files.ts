import { accessSync, closeSync, constants, existsSync, openSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
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
  /** Folders to write files in: made where they are not there. */
  readonly folders?: readonly (string | null)[];
}

/**
 * Checks before anything is read what would otherwise be found out when everything is done.
 * @throws DeclarationError
 */
export function checkFiles({ read, alsoRead = [], tables, texts, folders = [] }: FilesOfCommand): void {
  for (const path of read)
    if (path !== null && !statSync(path, { throwIfNoEntry: false })?.isFile())
      throw refused(
        'link.input_missing',
        statSync(path, { throwIfNoEntry: false })?.isDirectory() ? `${path} is a folder.` : `There is no file ${path}.`,
        'Name a file that there is, as name=file where it holds records.',
      );
  for (const path of tables)
    if (path !== null && !TABLE_ENDINGS.includes(extname(path).toLowerCase()))
      throw refused('link.ending', `${basename(path)} ends neither in .csv nor in .parquet.`, 'Name a file that ends in .csv or .parquet.');
  const names = new Set([...read, ...alsoRead].flatMap(trueNameOf));
  const written = new Set<string>();
  for (const path of [...tables, ...texts]) {
    if (path === null) continue;
    if (trueNameOf(path).some((name) => names.has(name)))
      throw refused('link.overwrites_input', `${basename(path)} is also read: it would be lost.`, 'Name another file to write.');
    checkWritable(path);
    const place = join(realpathSync(dirname(path)), basename(path));
    if (written.has(place))
      throw refused('link.written_twice', `Two results would be written to ${basename(path)}.`, 'Name a file of its own for each.');
    written.add(place);
  }
  for (const path of folders)
    if (path !== null) checkWritable(statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, 'any') : path);
}

/**
 * Checks that a file can be written, by writing an empty one beside it that is taken away at once.
 * @throws DeclarationError `link.not_written`
 */
export function checkWritable(path: string): void {
  const name = basename(path);
  const folder = resolve(dirname(path));
  if (!existsSync(folder))
    throw refused(
      'link.not_written',
      `${name} cannot be written: its folder is not there: ${folder}.`,
      'Make the folder, or name a file in another.',
    );
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory()) throw refused('link.not_written', `${name} cannot be written: it is a folder.`, 'Name a file.');
  try {
    if (there !== undefined && !there.isFile()) accessSync(path, constants.W_OK);
    else {
      const beside = join(folder, `.${name}.${process.pid}.try`);
      closeSync(openSync(beside, 'wx'));
      rmSync(beside);
    }
  } catch (error) {
    throw refused('link.not_written', `${name} cannot be written in ${folder}.`, 'Name a file in a folder that you may write to.', error);
  }
}

/** A file's name without links, where there is such a file. */
const trueNameOf = (path: string | null): string[] => (path !== null && existsSync(path) ? [realpathSync(path)] : []);

const refused = (code: string, message: string, remedy: string, cause?: unknown): DeclarationError =>
  new DeclarationError({ code, message, remedy, cause });
