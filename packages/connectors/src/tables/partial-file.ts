import { closeSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { tableProblem } from './table-problem.ts';

/** No file: writing to it fails. */
const CLOSED = -1;

/** A file that gets its name when it is whole. Where it cannot be written, or cannot get its name, nothing is left of it. */
export interface PartialFile {
  /** @throws DeclarationError when it cannot be written. */
  write(bytes: Uint8Array): void;
  /** @throws DeclarationError when it cannot get its name. */
  finish(): void;
  abandon(): void;
}

/** @throws DeclarationError where nothing can be written, or a folder has that name. */
export function partialFile(path: string): PartialFile {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw tableProblem('directory', path, 'cannot be written, for a folder has that name', 'Name a file.');
  const partial = join(dirname(path), `.${basename(path)}.partial`);
  let file: number | null = attempt(path, () => openSync(partial, 'w'));
  const close = (): void => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const abandon = (): void => {
    close();
    rmSync(partial, { force: true });
  };
  const orNothing = (work: () => void): void => {
    try {
      attempt(path, work);
    } catch (error) {
      abandon();
      throw error;
    }
  };
  return {
    write: (bytes) =>
      orNothing(() => {
        for (let written = 0; written < bytes.length; ) written += writeSync(file ?? CLOSED, bytes, written);
      }),
    finish: () =>
      orNothing(() => {
        close();
        renameSync(partial, path);
      }),
    abandon,
  };
}

function attempt<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw tableProblem(
      'unwritable',
      path,
      'cannot be written',
      'Check that the folder is there, that you may write to it, and that there is room.',
      error,
    );
  }
}
