import { constants, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { DeliveryRefused } from '../refused.ts';
import { errorCode, fileFailure } from './file-failure.ts';

// O_NONBLOCK: opening a pipe must not wait for its other end. Windows has neither flag.
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export interface PlainFile {
  readonly handle: FileHandle;
  readonly stats: Stats;
}

/**
 * Opens a file for reading only if it is a plain file itself: no link, pipe, device or folder.
 * The caller closes the handle.
 * @throws DeliveryRefused for anything but a plain file, TransientError or TerminalError where the file system fails.
 */
export async function openPlainFile(path: string): Promise<PlainFile> {
  let handle: FileHandle;
  try {
    handle = await open(path, FLAGS);
  } catch (cause) {
    if (errorCode(cause) === 'ELOOP' || errorCode(cause) === 'EMLINK') throw notPlain('a link');
    throw fileFailure(cause, 'The file cannot be opened');
  }
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, stats };
  await handle.close();
  throw notPlain('a folder, pipe or device');
}

/** Reads an open file in pieces. A piece is valid until the next is asked for. */
export async function* piecesOf({ handle }: PlainFile, pieceBytes = 2 ** 18): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.allocUnsafe(pieceBytes);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, pieceBytes).catch((cause: unknown) => {
      throw fileFailure(cause, 'The file cannot be read to its end');
    });
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

function notPlain(what: string): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.unreadable',
    message: `The delivery is ${what}, not a plain file.`,
    remedy: 'Ask the sender to put the file itself into the drop folder.',
  });
}
