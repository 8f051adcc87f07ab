import { DatabaseError, GoldenThreadError, TerminalError, TransientError } from '@golden-thread/shapes/errors';

/** SQL states after which the same call may succeed, by state or by class. */
const TRANSIENT = new Set(['08', '40', '53', '57', '55P03', '55006', '25P03', '25P04']);
const NEVER_TRANSIENT = new Set(['53100', '57014']); // disk full; cancelled on purpose
/** States that say that the database cannot be used at all. */
const UNUSABLE = new Set(['28', '3D', '57P03']);
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

/**
 * An error of the driver as one of ours. It keeps the SQL state (as `sql.<state>`) and names of tables, columns and
 * constraints. Message, detail, where and parameters are dropped, for they may hold a person's values; only
 * class 42 (a statement that is wrong in itself) keeps its message, which names identifiers alone.
 */
export function mapSqlError(error: unknown): Error {
  if (error instanceof GoldenThreadError) return error;
  const state = textOf(error, 'code');
  if (state !== null && /^[0-9A-Z]{5}$/.test(state) && !NETWORK.has(state)) return serverError(state, error);
  if ((state !== null && NETWORK.has(state)) || isLostConnection(error)) {
    return new DatabaseError({
      code: 'database.unreachable',
      message: `The database cannot be reached (${state ?? 'connection lost'}).`,
      remedy: 'Start it with `gt db start`, or check DATABASE_URL and that the server answers.',
    });
  }
  if (error instanceof RangeError || error instanceof TypeError) return error;
  return new TerminalError({ code: 'sql.driver', message: 'The database driver failed.', remedy: 'Run again with --debug and report it.' });
}

/** The SQL state of an error that `mapSqlError` made, or null. */
export function sqlStateOf(error: unknown): string | null {
  const code = error instanceof GoldenThreadError ? error.code : '';
  return code.startsWith('sql.') && code.length === 9 ? code.slice(4) : null;
}

function serverError(state: string, error: unknown): GoldenThreadError {
  const kind = state.slice(0, 2);
  const object = [textOf(error, 'schema'), textOf(error, 'table')].filter((name) => name !== null).join('.');
  const places = [object === '' ? null : `table ${object}`, named(error, 'column'), named(error, 'constraint')].filter(
    (place) => place !== null,
  );
  const words = kind === '42' ? `: ${textOf(error, 'message') ?? ''}` : '';
  const trouble = {
    code: `sql.${state}`,
    message: `The database refused a statement (SQL state ${state}${places.length > 0 ? `, ${places.join(', ')}` : ''})${words}.`,
  };
  if (UNUSABLE.has(state) || UNUSABLE.has(kind)) {
    return new DatabaseError({
      ...trouble,
      code: 'database.refused',
      message: `The database refused the connection (SQL state ${state}).`,
      remedy: 'Check the user, password and database name in DATABASE_URL, and that the server has finished starting.',
    });
  }
  if ((TRANSIENT.has(state) || TRANSIENT.has(kind)) && !NEVER_TRANSIENT.has(state)) {
    return new TransientError({ ...trouble, remedy: 'Run the same command again; it goes on where it stopped.' });
  }
  return new TerminalError({ ...trouble, remedy: remedyOf(state) });
}

function remedyOf(state: string): string {
  if (state === '53100') return "Make room on the database's disk, then run the same command again.";
  if (state === '42501') return 'Grant the login the role it needs (see `gt db`), or connect as another.';
  if (state === '57014') return 'Raise the statement limit, or ask for less at once.';
  return 'This is a defect of Golden Thread: run again with --debug and report the state and table.';
}

function named(error: unknown, property: 'column' | 'constraint'): string | null {
  const name = textOf(error, property);
  return name === null ? null : `${property} ${name}`;
}

function isLostConnection(error: unknown): boolean {
  return (
    error instanceof Error &&
    /connection (?:terminated|error|timeout)|timeout (?:expired|exceeded)|not queryable|Client was closed/i.test(error.message)
  );
}

function textOf(error: unknown, property: string): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : null;
}
