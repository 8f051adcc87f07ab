import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseError, TerminalError } from '@golden-thread/shapes/errors';
import type { Binaries } from './binaries.ts';
import { isAlive } from './postmaster-pid.ts';
import { commandAs, giveTo, type RunAs } from './run-as.ts';

/** Superuser of the embedded server, and name of its database. */
export const SUPERUSER = 'golden_thread';
export const DATABASE = 'golden_thread';
const MAJOR = '18';

/**
 * Makes the data directory when there is none: in a folder beside it, renamed when whole. Of several who try at once
 * one wins, and a process that was killed leaves nothing that counts.
 * @throws DatabaseError when the directory holds something else, or another version's data.
 */
export function initCluster(binaries: Binaries, as: RunAs, dataDirectory: string, durable: boolean): void {
  if (isCluster(dataDirectory)) return;
  mkdirSync(dirname(dataDirectory), { recursive: true });
  removeAbandoned(dataDirectory);
  const making = `${dataDirectory}.init-${process.pid}`;
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making, { mode: 0o700 });
  giveTo(as, making);
  try {
    const sync = durable ? [] : ['--no-sync'];
    const locale = ['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    run(binaries, as, binaries.initdb, ['-D', making, '-U', SUPERUSER, '-A', 'trust', ...locale, '--no-instructions', ...sync], '');
    run(
      binaries,
      as,
      binaries.postgres,
      ['--single', '-D', making, '-c', `fsync=${durable ? 'on' : 'off'}`, 'postgres'],
      `create database ${DATABASE}\n`,
    );
    renameSync(making, dataDirectory);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    if (!isCluster(dataDirectory)) throw error; // else another was first
  }
}

function isCluster(dataDirectory: string): boolean {
  const version = join(dataDirectory, 'PG_VERSION');
  if (existsSync(version)) {
    const major = readFileSync(version, 'utf8').trim();
    if (major === MAJOR) return true;
    throw new DatabaseError({
      code: 'embedded.other_version',
      message: `The data directory holds data of PostgreSQL ${major}; the embedded server is ${MAJOR}.`,
      remedy: 'Move the data with pg_dump of the old version, or start afresh with `gt db reset`.',
    });
  }
  if (existsSync(dataDirectory) && readdirSync(dataDirectory).length > 0) {
    throw new DatabaseError({
      code: 'embedded.not_a_cluster',
      message: 'The data directory of the embedded database holds something else.',
      remedy: 'Name another directory for the data, or empty this one.',
    });
  }
  return false;
}

function removeAbandoned(dataDirectory: string): void {
  const start = `${basename(dataDirectory)}.init-`;
  for (const name of readdirSync(dirname(dataDirectory))) {
    if (name.startsWith(start) && !isAlive(Number(name.slice(start.length))))
      rmSync(join(dirname(dataDirectory), name), { recursive: true, force: true });
  }
}

function run(binaries: Binaries, as: RunAs, program: string, args: readonly string[], input: string): void {
  const command = commandAs(as, binaries.environment, program, args);
  const done = spawnSync(command.program, command.args, { ...command.user, input, encoding: 'utf8' });
  if (done.status === 0) return;
  const words = `${done.stderr ?? ''}`.trim().split('\n').at(-1) ?? '';
  throw new TerminalError({
    code: 'embedded.init_failed',
    message: `The embedded database could not be made: ${words || (done.error?.message ?? 'no reason given')}.`,
    remedy: 'Make room and permission for the data directory, or set DATABASE_URL to a PostgreSQL server.',
  });
}
