import { DatabaseError } from '@golden-thread/shapes/errors';

/** What `look` gives; a data directory that this user may not enter becomes an error with a remedy. @throws DatabaseError. */
export function permitted<Result>(dataDirectory: string, look: () => Result): Result {
  try {
    return look();
  } catch (error) {
    throw hasCode(error, 'EACCES') || hasCode(error, 'EPERM') ? notPermitted(dataDirectory, error) : error;
  }
}

/** Whether an error of the system has this code. */
export const hasCode = (error: unknown, code: string): boolean => error instanceof Error && 'code' in error && error.code === code;

const notPermitted = (dataDirectory: string, cause: unknown) =>
  new DatabaseError({
    code: 'embedded.not_permitted',
    message: `The data directory of the embedded database may not be entered: ${dataDirectory}.`,
    remedy: 'Run as the user who made it, or name another directory.',
    cause,
  });
