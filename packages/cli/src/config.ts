import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LocationSettings, variableOf } from '@golden-thread/connectors/location-settings';
import { DeclarationError } from '@golden-thread/shapes/errors';

/** The only place in the commands that reads the environment. Every variable is named here, and nowhere else. */
export interface Config {
  /** A server of one's own; otherwise the embedded one. */
  readonly databaseUrl: string | null;
  /** Where the embedded database and its id key live. */
  readonly dataDirectory: string;
  /** Where drop folders are looked for: `<drop>/<location>`. */
  readonly dropDirectory: string;
  readonly pipelineDirectory: string;
  /** Directory of one declared location, where it is set apart. */
  locationDirectory(location: string): string;
  /** How one declared location is reached, for every transport but a drop folder. */
  locationSettings(location: string): LocationSettings;
  /** Where remote files are mirrored. */
  readonly spoolDirectory: string;
  idKey(): Uint8Array;
  /** A fault to reach on purpose, for tests of crashes: `transaction@moment`. */
  readonly fault: string | null;
  /** File to which each fault point is written as it is passed. */
  readonly faultLog: string | null;
  readonly interactive: boolean;
}

export interface ConfigOverrides {
  readonly drop?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly data?: string | undefined;
}

const MINIMUM_KEY_BYTES = 32;

export function readConfig(root: string, overrides: ConfigOverrides = {}): Config {
  const environment = process.env;
  const value = (name: string): string | null => fromFile(environment[`${name}_FILE`], name) ?? environment[name] ?? null;
  const databaseUrl = value('DATABASE_URL');
  const dataDirectory = resolve(overrides.data ?? environment['GT_DATA'] ?? join(root, '.golden-thread'));
  const dropDirectory = resolve(overrides.drop ?? environment['GT_DROP'] ?? join(root, '.golden-thread', 'drop'));
  return {
    databaseUrl,
    dataDirectory,
    dropDirectory,
    pipelineDirectory: resolve(overrides.pipeline ?? environment['GT_PIPELINE'] ?? join(root, 'pipelines', 'single-view')),
    locationDirectory: (location) => value(variableOf(location, 'address')) ?? join(dropDirectory, location),
    locationSettings: (name) => ({ name, get: (key) => value(variableOf(name, key)) }),
    spoolDirectory: resolve(environment['GT_SPOOL'] ?? join(dataDirectory, 'spool')),
    idKey: () => idKeyFrom(value('GT_ID_KEY'), databaseUrl, dataDirectory),
    fault: environment['GT_FAULT'] ?? null,
    faultLog: environment['GT_FAULT_LOG'] ?? null,
    interactive: process.stderr.isTTY === true && environment['CI'] === undefined,
  };
}

function fromFile(path: string | undefined, name: string): string | null {
  if (path === undefined) return null;
  if (!existsSync(path))
    throw new DeclarationError({
      code: 'config.file_missing',
      message: `${name}_FILE names a file that is not there.`,
      remedy: `Mend ${name}_FILE, or set ${name} itself.`,
    });
  return readFileSync(path, 'utf8').trim();
}

/** The key of person ids: given, or made on first use beside the embedded database; a server of one's own requires it. */
function idKeyFrom(given: string | null, databaseUrl: string | null, dataDirectory: string): Uint8Array {
  if (given !== null) {
    if (Buffer.byteLength(given) < MINIMUM_KEY_BYTES)
      throw new DeclarationError({
        code: 'config.id_key_short',
        message: `GT_ID_KEY is shorter than ${MINIMUM_KEY_BYTES} bytes.`,
        remedy:
          'Make one with: node -e "console.log(crypto.randomBytes(32).toString(\'hex\'))", and keep a copy of it: ids cannot be made again without it.',
      });
    return Buffer.from(given, 'utf8');
  }
  if (databaseUrl !== null)
    throw new DeclarationError({
      code: 'config.id_key_missing',
      message: 'GT_ID_KEY is not set.',
      remedy: 'Set GT_ID_KEY or GT_ID_KEY_FILE: with a database of your own the key of person ids is yours to keep.',
    });
  const path = join(dataDirectory, 'id-key');
  if (!existsSync(path)) {
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'utf8');
}
