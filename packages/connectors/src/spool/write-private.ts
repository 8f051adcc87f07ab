import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { GoldenThreadError } from '@golden-thread/shapes/errors';
import { fileFailure } from '../files/file-failure.ts';

// A link under the name would lead the bytes elsewhere. Windows has no such flag.
const FLAGS = constants.O_WRONLY | constants.O_CREAT | (constants.O_NOFOLLOW ?? 0);

/** Writes pieces into a file that only its owner reads, from an offset on, and does not return before the disk has them. */
export async function writePrivate(path: string, pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>, from = 0): Promise<number> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS, 0o600);
  } catch (cause) {
    throw fileFailure(cause, 'A file of the spool cannot be opened');
  }
  try {
    await handle.truncate(from);
    let at = from;
    for await (const piece of pieces) {
      for (let done = 0; done < piece.length; ) {
        const { bytesWritten } = await handle.write(piece, done, piece.length - done, at);
        done += bytesWritten;
        at += bytesWritten;
      }
    }
    await handle.sync();
    return at;
  } catch (cause) {
    // What a transport throws is said already; the rest is the disk's.
    throw cause instanceof GoldenThreadError ? cause : fileFailure(cause, 'A file of the spool cannot be written');
  } finally {
    await handle.close();
  }
}
