import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { DATABASE, SUPERUSER } from './init-cluster.ts';
import { joinServer } from './join-server.ts';
import { isAlive, isPostgres, runningServer } from './postmaster-pid.ts';
import { adoptServer, startServer } from './start-server.ts';
import { logFileOf, readSupervisorPid } from './supervisor-task.ts';

const START_WAIT_MS = 120_000;
const JOIN_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 40;

export interface EmbeddedOptions {
  /** Where the data are, or shall be. */
  readonly dataDirectory: string;
  /** False is for tests: a crash of the machine loses data. */
  readonly durable: boolean;
  /** The server goes on when its last user has ended. */
  readonly keep: boolean;
  /** The data directory is removed with the server. */
  readonly ephemeral?: boolean;
}

export interface EmbeddedServer {
  /** `postgresql://golden_thread@<socket directory>/golden_thread`. */
  readonly url: string;
  /** Lets go; the last user's call settles when the server has stopped. */
  close(): Promise<void>;
}

/**
 * The embedded PostgreSQL on a data directory: makes the directory when there is none, joins the server that runs on
 * it or starts one. It listens on a Unix socket in a directory that only this user may enter, and nowhere else. It
 * stops when the last process that opened it has ended, however that ended, unless it is kept.
 * @throws DatabaseError, TerminalError or TransientError, each with what to do.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDirectory = resolve(options.dataDirectory);
  const deadline = Date.now() + START_WAIT_MS;
  while (Date.now() < deadline) {
    const socketDirectory = await findOrStart(dataDirectory, options);
    const hold = socketDirectory === null ? null : await joinServer(socketDirectory, JOIN_WAIT_MS);
    if (socketDirectory !== null && hold !== null) {
      if (options.keep) hold.keep();
      return { url: urlIn(socketDirectory), close: () => hold.leave() };
    }
    await pause();
  }
  throw notReady();
}

/** Starts the server, or joins the one that runs, so that it goes on by itself until `stop`. @returns its URL. */
export async function startDetached(dataDirectory: string): Promise<string> {
  const server = await openEmbedded({ dataDirectory, durable: true, keep: true });
  await server.close();
  return server.url;
}

/** Shuts the server down, whoever uses it. @returns false when none runs. */
export async function stop(dataDirectory: string): Promise<boolean> {
  const running = runningServer(resolve(dataDirectory));
  if (running === null) return false;
  const hold = await joinServer(running.socketDirectory, JOIN_WAIT_MS);
  if (hold !== null) await hold.stop();
  else if (!supervisorLives(running.socketDirectory)) process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + START_WAIT_MS;
  while (isPostgres(running.pid)) {
    if (Date.now() > deadline) throw doesNotStop(running.pid);
    await pause();
  }
  return true;
}

/** Stops the server and removes its data, its log and its links. Cannot be taken back. */
export async function removeData(dataDirectory: string): Promise<void> {
  const directory = resolve(dataDirectory);
  await stop(directory);
  for (const path of [directory, logFileOf(directory), `${directory}-lib`]) rmSync(path, { recursive: true, force: true });
}

/** URL of the server that runs on a data directory, or null. */
export function urlOf(dataDirectory: string): string | null {
  const running = runningServer(resolve(dataDirectory));
  return running?.ready === true ? urlIn(running.socketDirectory) : null;
}

/** The socket directory of a server to join; null when it is only starting, stopping, or being adopted by another. */
async function findOrStart(dataDirectory: string, options: EmbeddedOptions): Promise<string | null> {
  const running = runningServer(dataDirectory);
  if (running === null) return startServer(dataDirectory, { ...options, ephemeral: options.ephemeral ?? false });
  if (running.socketDirectory === '') return null;
  if (supervisorLives(running.socketDirectory)) return running.socketDirectory;
  return (await adoptServer(dataDirectory, running)) ? running.socketDirectory : null;
}

function supervisorLives(socketDirectory: string): boolean {
  const pid = readSupervisorPid(socketDirectory);
  return pid !== null && isAlive(pid);
}

const urlIn = (socketDirectory: string): string => `postgresql://${SUPERUSER}@${encodeURIComponent(socketDirectory)}/${DATABASE}`;
const pause = (): Promise<void> => new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));

const notReady = () =>
  new TransientError({
    code: 'embedded.busy',
    message: 'The embedded database did not become ready within two minutes.',
    remedy: 'Wait until its recovery has ended (its log stands beside the data directory) and try again.',
  });

const doesNotStop = (pid: number) =>
  new TerminalError({
    code: 'embedded.does_not_stop',
    message: `The embedded server (process ${pid}) does not stop.`,
    remedy: 'Look at its log beside the data directory, and end the process.',
  });
