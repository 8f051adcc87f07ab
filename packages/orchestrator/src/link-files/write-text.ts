import { rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DeclarationError } from '@golden-thread/shapes/errors';

/** Writes a text, which stands under its name only once it is whole. @throws DeclarationError when it cannot be written. */
export async function writeText(path: string, text: string): Promise<void> {
  const beside = join(dirname(path), `.${basename(path)}.partial`);
  try {
    await writeFile(beside, text);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw notWritten(path, error);
  }
}

const notWritten = (path: string, cause: unknown): DeclarationError =>
  new DeclarationError({
    code: 'link.not_written',
    message: `${basename(path)} cannot be written.`,
    remedy: 'Check that the folder is there and that you may write to it.',
    cause,
  });
