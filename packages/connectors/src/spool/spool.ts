import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { writePrivate } from './write-private.ts';

/** The folders of one source in the spool: only the account of the night may look into them. */
export interface Spool {
  /** Whole files under the names that they have at the sender. */
  readonly files: string;
  /** Files on their way. */
  readonly fetching: string;
  readonly index: string;
}

/** What is remembered of a file that was fetched, also when the file itself is gone. */
export interface Fetched {
  readonly identity: string | null;
  readonly bytes: number;
  readonly sha256: string;
  /** Identity of its manifest; null without one. */
  readonly manifest: string | null;
}

export type SpoolIndex = Readonly<Record<string, Fetched>>;

const indexSchema = z.object({
  version: z.literal(1),
  files: z.record(
    z.string(),
    z.object({ identity: z.string().nullable(), bytes: z.int(), sha256: z.string(), manifest: z.string().nullable() }),
  ),
});

export function spoolOf(directory: string, source: { readonly name: string; readonly location: string }): Spool {
  const own = join(directory, source.location, source.name);
  return { files: join(own, 'files'), fetching: join(own, 'fetching'), index: join(own, 'index.json') };
}

export async function makeSpool(spool: Spool): Promise<void> {
  try {
    for (const folder of [spool.files, spool.fetching]) await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw fileFailure(cause, 'The spool cannot be made');
  }
}

/** What was fetched before. One that cannot be read is none: its files are fetched again. */
export async function readIndex(spool: Spool): Promise<SpoolIndex> {
  let text: string;
  try {
    text = await readFile(spool.index, 'utf8');
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return {};
    throw fileFailure(cause, 'The index of the spool cannot be read');
  }
  try {
    return indexSchema.parse(JSON.parse(text)).files;
  } catch {
    return {};
  }
}

/** Replaces the index whole. */
export async function writeIndex(spool: Spool, files: SpoolIndex): Promise<void> {
  const next = `${spool.index}.next`;
  try {
    await writePrivate(next, [Buffer.from(JSON.stringify({ version: 1, files }))]);
    await rename(next, spool.index);
  } catch (cause) {
    throw fileFailure(cause, 'The index of the spool cannot be written');
  }
}

/** Names of the whole files in the spool, manifests too. */
export async function filesIn(spool: Spool): Promise<readonly string[]> {
  try {
    return await readdir(spool.files);
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw fileFailure(cause, 'The spool cannot be read');
  }
}

/** Removes what an earlier process left on its way: only the process that wrote it knows how much of it reached the disk. */
export async function forgetBeginnings(spool: Spool): Promise<void> {
  try {
    for (const name of await readdir(spool.fetching)) await rm(join(spool.fetching, name), { force: true, recursive: true });
  } catch (cause) {
    throw fileFailure(cause, 'The spool cannot be cleared');
  }
}
