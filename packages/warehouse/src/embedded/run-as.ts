import { spawnSync } from 'node:child_process';
import { chownSync, readFileSync } from 'node:fs';
import { DatabaseError } from '@golden-thread/shapes/errors';

/** PostgreSQL refuses to run as root: how its programs are started here. */
export interface RunAs {
  /** Words before the program. */
  readonly prefix: readonly string[];
  /** User that the process becomes, where it is not in a namespace of its own. */
  readonly user: { readonly uid: number; readonly gid: number } | null;
}

const FRESH = 'exec env -i PATH="$PATH" "$@"'; // each exec keeps the pid
const NAMESPACE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const;

/**
 * Nothing special for a plain user. For root: a user namespace, in which the process is nobody and the files stay
 * root's; where that is forbidden (Docker's default seccomp profile), the system user `postgres` or `nobody`,
 * to whom the data directory is then given.
 * @throws DatabaseError when root has neither.
 */
export function runAs(): RunAs {
  if (process.getuid?.() !== 0) return { prefix: [], user: null };
  if (spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'true']).status === 0) return { prefix: NAMESPACE, user: null };
  const user = systemUser('postgres') ?? systemUser('nobody');
  if (user !== null) return { prefix: [], user };
  throw new DatabaseError({
    code: 'embedded.root',
    message: 'PostgreSQL does not run as root, and no other user was found to run it as.',
    remedy: 'Run as a user who is not root, or set DATABASE_URL to a PostgreSQL server.',
  });
}

/** Gives a directory to the user that the server runs as. */
export function giveTo(as: RunAs, directory: string): void {
  if (as.user !== null) chownSync(directory, as.user.uid, as.user.gid);
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly user: { readonly uid?: number; readonly gid?: number };
}

/** A program as it is started under `as`: with a fresh environment, so that no secret and no PG… variable of ours reaches the server. */
export function commandAs(as: RunAs, environment: Readonly<Record<string, string>>, program: string, args: readonly string[]): Command {
  if (process.platform === 'win32') return { program, args, user: {} };
  const settings = Object.entries({ LC_ALL: 'C', TZ: 'UTC', ...environment }).map(([name, value]) => `${name}=${value}`);
  return { program: '/bin/sh', args: ['-c', FRESH, 'sh', ...settings, ...as.prefix, program, ...args], user: as.user ?? {} };
}

function systemUser(name: string): { uid: number; gid: number } | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = (line ?? '').split(':');
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}
