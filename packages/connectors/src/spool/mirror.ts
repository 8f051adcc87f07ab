import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { GoldenThreadError, TerminalError, TransientError } from '@golden-thread/shapes/errors';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { fingerprint } from '../fingerprint.ts';
import type { NamedDelivery } from '../folder/file-pattern.ts';
import { LARGEST_MANIFEST, MANIFEST_ENDING } from '../folder/manifest.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import type { OpenRemote, RemoteFile, RemoteFiles } from './remote-files.ts';
import { type RemoteTroubleCode, remoteTrouble } from './remote-trouble.ts';
import { type ListedDelivery, sortListing, type UnfinishedDelivery } from './sort-listing.ts';
import { type Fetched, filesIn, forgetBeginnings, makeSpool, readIndex, type Spool, type SpoolIndex, writeIndex } from './spool.ts';
import { writePrivate } from './write-private.ts';

/** One remote delivery as it is offered for choosing. */
export interface OfferedDelivery extends NamedDelivery {
  readonly fileName: string;
  readonly bytes: number | null;
  /** What it was when it was last fetched, where it is still the same file; else null. */
  readonly sha256: string | null;
}

/** Of what a sender offers, what is needed. */
export type ChooseOffered = (offered: readonly OfferedDelivery[]) => readonly OfferedDelivery[];

export interface Looked {
  /** Needed, and not here. */
  readonly fetch: readonly OfferedDelivery[];
  readonly unfinished: readonly UnfinishedDelivery[];
}

export interface Mirrored {
  readonly fetched: number;
  readonly bytes: number;
  /** Needed, and here already. */
  readonly unchanged: number;
  readonly unfinished: readonly UnfinishedDelivery[];
  readonly tries: number;
}

/** Moments of one fetch at which a test may stop it. */
export const MIRROR_MOMENTS = ['before_write', 'written', 'verified', 'manifest_away', 'renamed', 'manifest_renamed', 'indexed'] as const;
export type MirrorMoment = (typeof MIRROR_MOMENTS)[number];

export interface MirrorOptions {
  readonly choose: ChooseOffered;
  readonly waitsSeconds: readonly number[];
  readonly withinMinutes: number;
  /** Bytes of one file, at most. */
  readonly fileBytes?: number;
  /** Another try follows, after so many seconds. */
  readonly onTryAgain?: (error: TransientError, waitSeconds: number) => void;
  readonly onProgress?: (done: number, of: number | null) => void;
  /** Called at each moment; may never return. */
  readonly reach?: (moment: MirrorMoment) => void;
}

const OF_ONE_FILE = new Set<string>(['remote.denied', 'remote.too_large'] satisfies RemoteTroubleCode[]);

/** Looks at what a source's server offers, and fetches nothing. One try. */
export async function lookAt(
  source: SourceDeclaration,
  open: OpenRemote,
  spool: Spool,
  { choose, withinMinutes }: Pick<MirrorOptions, 'choose' | 'withinMinutes'>,
): Promise<Looked> {
  return connected(open, AbortSignal.timeout(withinMinutes * 60_000), source, async (remote) => {
    const { whole, unfinished } = sortListing(source, await remote.list());
    const index = await readIndex(spool);
    const needed = offersOf(whole, index);
    const fetch = [];
    for (const offer of choose([...needed.values()]))
      if (!(await isHere(spool, listed(whole, offer), index[offer.fileName]))) fetch.push(offer);
    return { fetch, unfinished };
  });
}

/**
 * Brings the files that are needed into the spool: under a temporary name, size and identity checked, then renamed.
 * What is there with the same identity is not fetched again, and wherever this is stopped, the next call goes on.
 * @throws TransientError when no try succeeded, TerminalError or DeclarationError when no other try would
 */
export async function mirror(source: SourceDeclaration, open: OpenRemote, spool: Spool, options: MirrorOptions): Promise<Mirrored> {
  await makeSpool(spool);
  await forgetBeginnings(spool);
  const signal = AbortSignal.timeout(Math.ceil(options.withinMinutes * 60_000));
  const begun: Begun = { partial: new Map(), fetched: 0, bytes: 0 };
  for (let tries = 1; ; tries++) {
    try {
      return { ...(await connected(open, signal, source, (remote) => mirrorOnce(source, remote, spool, options, begun))), tries };
    } catch (error) {
      const wait = options.waitsSeconds[tries - 1];
      if (!(error instanceof TransientError) || wait === undefined) throw error;
      options.onTryAgain?.(error, wait);
      await pause(wait * 1000, undefined, { signal }).catch(() => {
        throw remoteTrouble('remote.late', source.location);
      });
    }
  }
}

/** What earlier tries of this call did. */
interface Begun {
  /** Identity of each file of which a beginning is here, which the next try may go on from. */
  readonly partial: Map<string, string>;
  fetched: number;
  bytes: number;
}

async function connected<Result>(
  open: OpenRemote,
  signal: AbortSignal,
  { location }: SourceDeclaration,
  work: (remote: RemoteFiles) => Promise<Result>,
): Promise<Result> {
  let remote: RemoteFiles | null = null;
  try {
    remote = await open(signal);
    return await work(remote);
  } catch (error) {
    if (signal.aborted) throw remoteTrouble('remote.late', location);
    throw error;
  } finally {
    await remote?.close();
  }
}

async function mirrorOnce(
  source: SourceDeclaration,
  remote: RemoteFiles,
  spool: Spool,
  options: MirrorOptions,
  begun: Begun,
): Promise<Omit<Mirrored, 'tries'>> {
  const entries = await remote.list();
  const { whole, unfinished: notYet } = sortListing(source, entries);
  const index = await indexOf(spool, new Set(entries.map(({ name }) => name)));
  const unfinished = [...notYet];
  const needed = options.choose([...offersOf(whole, index).values()]).map((offer) => listed(whole, offer));
  const missing: ListedDelivery[] = [];
  for (const delivery of needed) if (!(await isHere(spool, delivery, index[delivery.fileName]))) missing.push(delivery);
  const settled = missing.length === 0 ? missing : await stillThere(source, remote, missing, unfinished);
  const of = settled.reduce<number | null>((sum, { file }) => (sum === null || file.bytes === null ? null : sum + file.bytes), 0);
  let done = 0;
  for (const delivery of settled) {
    try {
      const fetched = await fetchOne(source, remote, spool, delivery, options, begun, (bytes) => options.onProgress?.(done + bytes, of));
      index[delivery.fileName] = fetched;
      done += fetched.bytes;
    } catch (error) {
      // One file that cannot be had costs that file; what ails the server costs its source.
      if (!(error instanceof TerminalError) || !OF_ONE_FILE.has(error.code) || delivery.file.identity === null) throw error;
      unfinished.push({ ...delivery, bytes: delivery.file.bytes ?? 0, because: `it cannot be fetched: ${error.message}` });
      continue;
    }
    await writeIndex(spool, index);
    begun.fetched++;
    begun.bytes += index[delivery.fileName]?.bytes ?? 0;
    options.reach?.('indexed');
  }
  return { fetched: begun.fetched, bytes: begun.bytes, unchanged: needed.length - missing.length, unfinished };
}

/** What is remembered of files that are at the sender or here. */
async function indexOf(spool: Spool, atSender: ReadonlySet<string>): Promise<Record<string, Fetched>> {
  const here = new Set(await filesIn(spool));
  return Object.fromEntries(Object.entries(await readIndex(spool)).filter(([name]) => atSender.has(name) || here.has(name)));
}

function offersOf(whole: readonly ListedDelivery[], index: SpoolIndex): ReadonlyMap<string, OfferedDelivery> {
  return new Map(
    whole.map(({ fileName, date, part, sequence, file, manifest }) => {
      const before = index[fileName];
      const same = before !== undefined && isSame(before, file, manifest);
      return [fileName, { fileName, date, part, sequence, bytes: file.bytes, sha256: same ? before.sha256 : null }];
    }),
  );
}

function listed(whole: readonly ListedDelivery[], offer: OfferedDelivery): ListedDelivery {
  const found = whole.find(({ fileName }) => fileName === offer.fileName);
  if (found === undefined) throw new TypeError('a delivery was chosen that was not offered');
  return found;
}

const isSame = (before: Fetched, file: RemoteFile, manifest: RemoteFile | null): boolean =>
  file.identity !== null && before.identity === file.identity && before.manifest === (manifest?.identity ?? null);

async function isHere(spool: Spool, { fileName, file, manifest }: ListedDelivery, before: Fetched | undefined): Promise<boolean> {
  if (before === undefined || !isSame(before, file, manifest)) return false;
  const path = join(spool.files, fileName);
  return (await sizeOf(path)) === before.bytes && (manifest === null || (await sizeOf(path + MANIFEST_ENDING)) !== null);
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw fileFailure(cause, 'A file of the spool cannot be looked at');
  }
}

/** Where nothing was agreed with the sender, a file counts only if it is the same at a second look. */
async function stillThere(
  { transport }: SourceDeclaration,
  remote: RemoteFiles,
  missing: readonly ListedDelivery[],
  unfinished: UnfinishedDelivery[],
): Promise<readonly ListedDelivery[]> {
  if (!('complete' in transport) || transport.complete !== 'settled') return missing;
  await pause(transport.settleSeconds * 1000);
  const now = new Map((await remote.list()).map((entry) => [entry.name, entry.identity]));
  return missing.filter((delivery) => {
    if (now.get(delivery.fileName) === delivery.file.identity) return true;
    unfinished.push({ ...delivery, bytes: delivery.file.bytes ?? 0, because: 'it is still being written' });
    return false;
  });
}

async function fetchOne(
  { location }: SourceDeclaration,
  remote: RemoteFiles,
  spool: Spool,
  { fileName, file, manifest }: ListedDelivery,
  { reach, fileBytes = DEFAULT_LIMITS.fileBytes }: MirrorOptions,
  { partial }: Begun,
  onBytes: (bytes: number) => void,
): Promise<Fetched> {
  if ((file.bytes ?? 0) > fileBytes) throw remoteTrouble('remote.too_large', location);
  const onTheWay = join(spool.fetching, fileName);
  const from = file.identity !== null && partial.get(fileName) === file.identity ? ((await sizeOf(onTheWay)) ?? 0) : 0;
  reach?.('before_write');
  if (file.identity !== null) partial.set(fileName, file.identity);
  let bytes: number;
  try {
    bytes = await writePrivate(onTheWay, counted(remote.read(file, from), from, file.bytes, fileBytes, location, onBytes), from);
  } catch (error) {
    if (!mayGoOn(error)) partial.delete(fileName);
    if (error instanceof TerminalError) await rm(onTheWay, { force: true });
    throw error;
  }
  partial.delete(fileName);
  reach?.('written');
  if (file.bytes !== null && bytes !== file.bytes) throw remoteTrouble('remote.short', location);
  const { sha256 } = await fingerprint(onTheWay);
  if (manifest !== null) {
    const pieces = counted(remote.read(manifest, 0), 0, manifest.bytes, LARGEST_MANIFEST, location, () => {});
    await writePrivate(onTheWay + MANIFEST_ENDING, pieces);
  }
  reach?.('verified');
  const path = join(spool.files, fileName);
  try {
    // The old manifest goes first: beside the new bytes it would call them damaged.
    await rm(path + MANIFEST_ENDING, { force: true });
    reach?.('manifest_away');
    await rename(onTheWay, path);
    reach?.('renamed');
    if (manifest !== null) await rename(onTheWay + MANIFEST_ENDING, path + MANIFEST_ENDING);
    reach?.('manifest_renamed');
  } catch (cause) {
    throw cause instanceof GoldenThreadError ? cause : fileFailure(cause, 'A file of the spool cannot be renamed');
  }
  return { identity: file.identity, bytes, sha256, manifest: manifest?.identity ?? null };
}

/** Whether what was written before a fault is the beginning of the same file. */
const mayGoOn = (error: unknown): boolean =>
  error instanceof TransientError && (error.code === 'remote.dropped' || error.code === 'remote.stalled');

/** Passes bytes on, and stops where there are more than were listed, or than may be. */
async function* counted(
  pieces: AsyncIterable<Uint8Array>,
  from: number,
  listed: number | null,
  most: number,
  location: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = from;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (listed !== null && bytes > listed) throw remoteTrouble('remote.short', location);
    if (bytes > most) throw remoteTrouble('remote.too_large', location);
    onBytes(bytes);
    yield piece;
  }
}
