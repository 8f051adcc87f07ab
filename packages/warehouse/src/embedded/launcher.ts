import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DatabaseError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { findBinaries } from './binaries.ts';
import { DATABASE, initCluster, SUPERUSER } from './init-cluster.ts';
import { type Hold, joinServer } from './join-server.ts';
import { isAlive, isPostgres, type Postmaster, readPostmaster } from './postmaster-pid.ts';
import { commandAs, giveTo, runAs } from './run-as.ts';
import { logFileOf, type Outcome, parseOutcome, supervisorPidFileOf, type SupervisorTask } from './supervisor-task.ts';

const START_WAIT_MS = 120_000;
const JOIN_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 40;
const SOCKET_PATH_LIMIT = 80; // of about 107 bytes, less the socket's own name

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
 * it or starts one. It listens on a Unix socket in a directory that only this user may enter, and nowhere else.
 * @throws DatabaseError, TerminalError or TransientError, each with what to do.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const dataDirectory = resolve(options.dataDirectory);
  const deadline = Date.now() + START_WAIT_MS;
  while (Date.now() < deadline) {
    const running = runningServer(dataDirectory);
    const joined = running === null ? await startServer(dataDirectory, options) : await takeHold(dataDirectory, running, options);
    if (joined !== null) {
      if (options.keep) joined.hold.keep();
      return { url: urlIn(joined.socketDirectory), close: () => joined.hold.leave() };
    }
    await pause();
  }
  throw new TransientError({ code: 'embedded.busy', message: 'The embedded database did not become ready within two minutes.', remedy: 'Wait until its recovery has ended (its log stands beside the data directory) and try again.' });
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
  else if (!supervisorLives(running)) process.kill(running.pid, 'SIGINT');
  const deadline = Date.now() + START_WAIT_MS;
  while (isPostgres(running.pid)) {
    if (Date.now() > deadline) throw new TerminalError({ code: 'embedded.does_not_stop', message: `The embedded server (process ${running.pid}) does not stop.`, remedy: 'Look at its log beside the data directory, and end the process.' });
    await pause();
  }
  return true;
}

/** URL of the server that runs on a data directory, or null. */
export function urlOf(dataDirectory: string): string | null {
  const running = runningServer(resolve(dataDirectory));
  return running?.ready === true ? urlIn(running.socketDirectory) : null;
}

interface Joined {
  readonly hold: Hold;
  readonly socketDirectory: string;
}

/** The living server of a data directory. A pid file of a dead one is left to PostgreSQL, one whose pid another process has got is removed. */
function runningServer(dataDirectory: string): Postmaster | null {
  const postmaster = readable(dataDirectory, () => readPostmaster(dataDirectory));
  if (postmaster === null || isPostgres(postmaster.pid)) return postmaster;
  if (isAlive(postmaster.pid)) rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
  return null;
}

async function takeHold(dataDirectory: string, running: Postmaster, options: EmbeddedOptions): Promise<Joined | null> {
  if (running.socketDirectory === '') return null; // it has only begun to start
  const hold = await joinServer(running.socketDirectory, JOIN_WAIT_MS);
  if (hold !== null) return { hold, socketDirectory: running.socketDirectory };
  return supervisorLives(running) ? null : adopt(dataDirectory, running, options);
}

/** Starts a supervisor for a server whose own was killed. Of several who try, one does. */
async function adopt(dataDirectory: string, orphan: Postmaster, options: EmbeddedOptions): Promise<Joined | null> {
  const claim = join(orphan.socketDirectory, `adopted-${readSupervisorPid(orphan)}`);
  try {
    closeSync(openSync(claim, 'wx'));
  } catch {
    return null;
  }
  const task: SupervisorTask = { dataDirectory, socketDirectory: orphan.socketDirectory, program: '', args: [], user: {}, adopt: orphan.pid, keep: false, ephemeral: options.ephemeral ?? false };
  const outcome = await runSupervisor(task);
  return outcome.outcome === 'ready' ? joined(orphan.socketDirectory) : null;
}

async function startServer(dataDirectory: string, options: EmbeddedOptions): Promise<Joined | null> {
  const binaries = findBinaries(`${dataDirectory}-lib`);
  const as = runAs();
  readable(dataDirectory, () => initCluster(binaries, as, dataDirectory, options.durable));
  const socketDirectory = makeSocketDirectory();
  giveTo(as, socketDirectory);
  const { program, args, user } = commandAs(as, binaries.environment, binaries.postgres, serverArguments(dataDirectory, socketDirectory, options.durable));
  const outcome = await runSupervisor({ dataDirectory, socketDirectory, program, args, user, adopt: null, keep: options.keep, ephemeral: options.ephemeral ?? false });
  if (outcome.outcome === 'ready') return joined(socketDirectory);
  if (outcome.outcome === 'ended' && runningServer(dataDirectory) !== null) return null; // another was first
  const words = outcome.outcome === 'failed' ? outcome.words : lastWords(dataDirectory);
  throw new TerminalError({ code: 'embedded.start_failed', message: `The embedded database did not start: ${words}.`, remedy: 'Mend what its log beside the data directory says, or set DATABASE_URL to a PostgreSQL server.' });
}

/** Durable settings are PostgreSQL's own. The log never holds a statement or a value. */
function serverArguments(dataDirectory: string, socketDirectory: string, durable: boolean): readonly string[] {
  const settings = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return ['-D', dataDirectory, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function runSupervisor(task: SupervisorTask): Promise<Outcome> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./supervisor.ts', import.meta.url)), JSON.stringify(task)], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('error', () => undefined); // its output ends without a word
  for await (const line of createInterface(child.stdout)) {
    child.stdout.destroy();
    child.unref();
    return parseOutcome(line);
  }
  return { outcome: 'failed', words: 'its supervisor ended without a word' };
}

async function joined(socketDirectory: string): Promise<Joined | null> {
  const hold = await joinServer(socketDirectory, JOIN_WAIT_MS);
  return hold === null ? null : { hold, socketDirectory };
}

function makeSocketDirectory(): string {
  const parent = tmpdir().length <= SOCKET_PATH_LIMIT ? tmpdir() : '/tmp';
  return mkdtempSync(join(parent, 'golden-thread-'));
}

function supervisorLives(running: Postmaster): boolean {
  const pid = readSupervisorPid(running);
  return pid !== null && isAlive(pid);
}

function readSupervisorPid(running: Postmaster): number | null {
  try {
    return Number(readFileSync(supervisorPidFileOf(running.socketDirectory), 'utf8'));
  } catch {
    return null;
  }
}

/** The last thing that the server's log says: settings, files and sockets, never a statement. */
function lastWords(dataDirectory: string): string {
  const lines = readFileSync(logFileOf(dataDirectory), 'utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC/.test(line))?.replace(/^.*(?:FATAL|PANIC): +/, '') ?? 'no reason given';
}

function readable<Result>(dataDirectory: string, look: () => Result): Result {
  try {
    return look();
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM'))) throw cause;
    throw new DatabaseError({ code: 'embedded.not_permitted', message: `The data directory of the embedded database may not be entered: ${dataDirectory}.`, remedy: 'Run as the user who made it, or name another directory.', cause });
  }
}

const urlIn = (socketDirectory: string): string => `postgresql://${SUPERUSER}@${encodeURIComponent(socketDirectory)}/${DATABASE}`;
const pause = (): Promise<void> => new Promise((wake) => setTimeout(wake, LOOK_EVERY_MS));
