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
export type Outcome = { readonly outcome: 'ready' } | { readonly outcome: 'ended' } | { readonly outcome: 'failed'; readonly words: string };

/** Words of the control socket. */
export const WORDS = { hello: 'hello\n', keep: 'keep\n', stop: 'stop\n' } as const;

/** Where users and the supervisor of a server meet. */
export const controlSocketOf = (socketDirectory: string): string => join(socketDirectory, 'control');
export const supervisorPidFileOf = (socketDirectory: string): string => join(socketDirectory, 'supervisor.pid');
/** The server's log: its own doings and no statement. */
export const logFileOf = (dataDirectory: string): string => `${dataDirectory}.log`;

/** The task that the launcher wrote: both are of one release, so its shape is trusted. */
export const parseTask = (json: string): SupervisorTask => JSON.parse(json);
export const parseOutcome = (json: string): Outcome => JSON.parse(json);
