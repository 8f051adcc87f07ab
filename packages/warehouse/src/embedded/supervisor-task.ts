import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the launcher tells a supervisor, as JSON in its first argument. */
export interface SupervisorTask {
  readonly dataDirectory: string;
  readonly socketDirectory: string;
  /** The server's command; unused when it adopts a server whose supervisor was killed. */
  readonly program: string;
  readonly args: readonly string[];
  readonly user: { readonly uid?: number; readonly gid?: number };
  readonly adopt: number | null;
  /** The server goes on without users. */
  readonly keep: boolean;
  /** The data directory goes with the server. */
  readonly ephemeral: boolean;
}

/** What a supervisor tells the launcher, as one line of JSON on its standard output. */
export type Outcome =
  | { readonly outcome: 'ready' }
  | { readonly outcome: 'ended' }
  | { readonly outcome: 'failed'; readonly words: string };

/** Words of the control socket. */
export const WORDS = { hello: 'hello\n', keep: 'keep\n', stop: 'stop\n' } as const;

/** Where users and the supervisor of a server meet. */
export const controlSocketOf = (socketDirectory: string): string => join(socketDirectory, 'control');
export const supervisorPidFileOf = (socketDirectory: string): string => join(socketDirectory, 'supervisor.pid');
/** The server's log: its own doings and no statement. */
export const logFileOf = (dataDirectory: string): string => `${dataDirectory}.log`;

/** The process id that a server's supervisor wrote down, or null. */
export function readSupervisorPid(socketDirectory: string): number | null {
  try {
    return Number(readFileSync(supervisorPidFileOf(socketDirectory), 'utf8'));
  } catch {
    return null;
  }
}

/** Launcher and supervisor are of one release, so a task or outcome that can be told from other JSON has its shape. */
export function parseTask(json: string): SupervisorTask {
  const value: unknown = JSON.parse(json);
  if (isTask(value)) return value;
  throw new TypeError('not the task of a supervisor');
}

export function parseOutcome(json: string): Outcome {
  const value: unknown = JSON.parse(json);
  return isOutcome(value) ? value : { outcome: 'failed', words: 'its supervisor was not understood' };
}

const isTask = (value: unknown): value is SupervisorTask => typeof value === 'object' && value !== null && 'socketDirectory' in value;
const isOutcome = (value: unknown): value is Outcome => typeof value === 'object' && value !== null && 'outcome' in value;
