import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { TerminalError } from '@golden-thread/shapes/errors';
import { findBinaries } from './binaries.ts';
import { permitted } from './failures.ts';
import { initCluster } from './init-cluster.ts';
import { type Postmaster, runningServer } from './postmaster-pid.ts';
import { commandAs, giveTo, runAs } from './run-as.ts';
import { logFileOf, type Outcome, parseOutcome, readSupervisorPid, type SupervisorTask } from './supervisor-task.ts';

const SOCKET_PATH_LIMIT = 80; // of about 107 bytes, less the socket's own name
const PASSING = /pre-existing shared memory block|lock file .* already exists/;
const SUPERVISOR = fileURLToPath(new URL('./supervisor.ts', import.meta.url));

export interface StartOptions {
  readonly durable: boolean;
  readonly keep: boolean;
  readonly ephemeral: boolean;
}

/**
 * Starts a server with its supervisor, making the data directory where there is none.
 * @returns its socket directory, or null when another was first, or a killed server's sessions have not ended yet.
 */
export async function startServer(dataDirectory: string, options: StartOptions): Promise<string | null> {
  const binaries = findBinaries(`${dataDirectory}-lib`);
  const as = runAs();
  permitted(dataDirectory, () => initCluster(binaries, as, dataDirectory, options.durable));
  const socketDirectory = makeSocketDirectory();
  giveTo(as, socketDirectory);
  const settings = serverSettings(socketDirectory, options.durable);
  const command = commandAs(as, binaries.environment, binaries.postgres, ['-D', dataDirectory, ...settings]);
  const outcome = await runSupervisor({ ...command, ...options, dataDirectory, socketDirectory, adopt: null });
  if (outcome.outcome === 'ready') return socketDirectory;
  const words = outcome.outcome === 'failed' ? outcome.words : lastWords(dataDirectory);
  if (outcome.outcome === 'ended' && (runningServer(dataDirectory) !== null || PASSING.test(words))) return null;
  throw startFailed(words);
}

/** Starts a supervisor for a server whose own was killed. Of several who try, one does. @returns false when another was first. */
export async function adoptServer(dataDirectory: string, orphan: Postmaster): Promise<boolean> {
  const { socketDirectory } = orphan;
  try {
    closeSync(openSync(join(socketDirectory, `adopted-${readSupervisorPid(socketDirectory)}`), 'wx'));
  } catch {
    return false;
  }
  const task = { dataDirectory, socketDirectory, program: '', args: [], user: {}, adopt: orphan.pid, keep: false, ephemeral: false };
  return (await runSupervisor(task)).outcome === 'ready';
}

async function runSupervisor(task: SupervisorTask): Promise<Outcome> {
  const child = spawn(process.execPath, [SUPERVISOR, JSON.stringify(task)], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('error', () => undefined); // its output ends without a word
  for await (const line of createInterface(child.stdout)) {
    child.stdout.destroy();
    child.unref();
    return parseOutcome(line);
  }
  return { outcome: 'failed', words: 'its supervisor ended without a word' };
}

/** Durable settings are PostgreSQL's own. The log never holds a statement or a value. */
function serverSettings(socketDirectory: string, durable: boolean): readonly string[] {
  const settings = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: socketDirectory,
    unix_socket_permissions: '0700',
    log_checkpoints: 'off',
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Only this user may enter it, which is what keeps others from the server. */
function makeSocketDirectory(): string {
  const parent = tmpdir().length <= SOCKET_PATH_LIMIT ? tmpdir() : '/tmp';
  return mkdtempSync(join(parent, 'golden-thread-'));
}

/** The last thing that the server's log says: settings, files and sockets, never a statement. */
function lastWords(dataDirectory: string): string {
  const lines = readFileSync(logFileOf(dataDirectory), 'utf8').trim().split('\n');
  return lines.findLast((line) => /FATAL|PANIC/.test(line))?.replace(/^.*(?:FATAL|PANIC): +/, '') ?? 'no reason given';
}

const startFailed = (words: string) =>
  new TerminalError({
    code: 'embedded.start_failed',
    message: `The embedded database did not start: ${words}.`,
    remedy: 'Mend what its log beside the data directory says, or set DATABASE_URL to a PostgreSQL server.',
  });
