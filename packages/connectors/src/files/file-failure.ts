import { type GoldenThreadError, TerminalError, TransientError } from '@golden-thread/shapes/errors';

/** What may pass by itself: a share that hangs, a server short of handles, a lock of a virus scanner. */
const PASSING = new Set(['EAGAIN', 'EBUSY', 'EIO', 'EMFILE', 'ENFILE', 'ENETDOWN', 'ENETUNREACH', 'EHOSTDOWN', 'ESTALE', 'ETIMEDOUT']);

/** A failure of the file system as an error of ours: transient where the same call may succeed later. */
export function fileFailure(cause: unknown, what: string): GoldenThreadError {
  const code = errorCode(cause);
  const message = `${what} (${code}).`;
  if (PASSING.has(code))
    return new TransientError({ code: 'files.busy', message, remedy: 'Try again; if it stays, look at the share or the disk.', cause });
  const remedy =
    code === 'ENOENT'
      ? 'Check the path of the location in the configuration.'
      : 'Give the account that runs the night the right to read it.';
  return new TerminalError({ code: 'files.unreadable', message, remedy, cause });
}

export function errorCode(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}
