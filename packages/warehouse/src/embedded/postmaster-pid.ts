import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode, permitted } from './failures.ts';

/** What a running server says of itself in its data directory. */
export interface Postmaster {
  readonly pid: number;
  readonly socketDirectory: string;
  readonly ready: boolean;
}

/** Reads `postmaster.pid`: line 1 pid, 5 socket directory, 8 state. Null when there is none, or none that can be read yet. */
export function readPostmaster(dataDirectory: string): Postmaster | null {
  const file = join(dataDirectory, 'postmaster.pid');
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return { pid: Number(lines[0]), socketDirectory: lines[4]?.trim() ?? '', ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if (existsSync(file)) throw error;
    return null;
  }
}

/**
 * Whether the pid is a living PostgreSQL. A pid file outlives a machine or container that was switched off, and its
 * pid may since have gone to another process; a zombie is dead.
 */
export function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres');
  } catch {
    return true; // no /proc on this platform: believe the pid
  }
}

/** Whether a process with this pid exists. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/**
 * The living server of a data directory, or null. The pid file of a dead one is left to PostgreSQL, which knows what to
 * do; one whose pid another process has got since is removed, for PostgreSQL would believe it.
 */
export function runningServer(dataDirectory: string): Postmaster | null {
  const postmaster = permitted(dataDirectory, () => readPostmaster(dataDirectory));
  if (postmaster === null || isPostgres(postmaster.pid)) return postmaster;
  if (isAlive(postmaster.pid)) rmSync(join(dataDirectory, 'postmaster.pid'), { force: true });
  return null;
}
