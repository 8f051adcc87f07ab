import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { tableProblem } from './table-problem.ts';

/** A file that gets its name when it is whole. */
export interface PartialFile {
  write(bytes: Uint8Array): void;
  finish(): void;
  abandon(): void;
}

export function partialFile(path: string): PartialFile {
  const partial = join(dirname(path), `.${basename(path)}.partial`);
  let file: number;
  try {
    file = openSync(partial, 'w');
  } catch (error) {
    throw tableProblem('unwritable', path, 'cannot be written', 'Check that the folder is there and that you may write to it.', error);
  }
  return {
    write(bytes) {
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    },
    finish() {
      closeSync(file);
      renameSync(partial, path);
    },
    abandon() {
      closeSync(file);
      rmSync(partial, { force: true });
    },
  };
}
