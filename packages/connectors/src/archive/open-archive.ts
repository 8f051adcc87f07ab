import { type Entry, fromBufferPromise, fromFdPromise, type ZipFile } from 'yauzl';
import { showable } from '../contract/header-drift.ts';
import type { PlainFile } from '../files/open-plain-file.ts';
import type { DeliveryLimits } from '../limits.ts';
import { DeliveryRefused } from '../refused.ts';
import { archiveMalformed } from './archive-malformed.ts';
import { inflationGuard } from './inflation-guard.ts';
import { piecesOfEntry } from './pieces-of-entry.ts';

const KIND_OF_FILE = 0o170000;
const LINK = 0o120000;
const OPTIONS = { autoClose: false, lazyEntries: true, decodeStrings: true, validateEntrySizes: true, strictFileNames: true };

/** One file of an archive. */
export interface ArchiveEntry {
  /** With its folders, divided by slashes. */
  readonly name: string;
  /** Its bytes inflated, in order. More than `most`, or more than an archive may inflate to, refuse the delivery. */
  pieces(most: number): AsyncGenerator<Uint8Array>;
  whole(most: number): Promise<Buffer>;
}

/**
 * The files of a zip archive, by its central directory; folders are none. Nothing is written anywhere.
 * Refused are archives whose names are paths to elsewhere, double or those of links, and encrypted entries.
 * What an entry inflates to is counted, whatever the directory says of it, and held against its checksum.
 * @throws DeliveryRefused for what is no archive, is damaged, or is made to harm
 */
export async function openArchive(from: PlainFile | Buffer, limits: DeliveryLimits): Promise<readonly ArchiveEntry[]> {
  let zip: ZipFile;
  try {
    zip = await (from instanceof Uint8Array ? fromBufferPromise(from, OPTIONS) : fromFdPromise(from.handle.fd, OPTIONS));
  } catch (cause) {
    throw archiveMalformed('it is not an archive, or its end is missing', cause);
  }
  if (zip.entryCount > limits.archiveEntries) throw tooMany(zip.entryCount, limits.archiveEntries);
  const entries: ArchiveEntry[] = [];
  const names = new Set<string>();
  const guard = inflationGuard(limits);
  for await (const entry of entriesOf(zip)) {
    const unsafe = unsafeBecause(entry, names);
    if (unsafe !== null) throw archiveUnsafe(entry.fileName, unsafe);
    names.add(entry.fileName.toLowerCase());
    if (entry.fileName.endsWith('/')) continue;
    const pieces = (most: number) => piecesOfEntry(zip, entry, guard, most);
    entries.push({
      name: entry.fileName,
      pieces,
      async whole(most) {
        const all: Uint8Array[] = [];
        for await (const piece of pieces(most)) all.push(piece);
        return Buffer.concat(all);
      },
    });
  }
  return entries;
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  try {
    yield* zip.eachEntry();
  } catch (cause) {
    if (cause instanceof DeliveryRefused) throw cause;
    const words = cause instanceof Error ? cause.message : '';
    if (/fileName|absolute path|relative path/.test(words)) throw archiveUnsafe('', 'is a path to elsewhere');
    throw archiveMalformed('its directory is damaged', cause);
  }
}

function unsafeBecause(entry: Entry, names: ReadonlySet<string>): string | null {
  if (entry.fileName.includes('\0')) return 'holds a zero byte';
  if (names.has(entry.fileName.toLowerCase())) return 'stands in it twice';
  if (((entry.externalFileAttributes >>> 16) & KIND_OF_FILE) === LINK) return 'is a link';
  return null;
}

function archiveUnsafe(name: string, because: string): DeliveryRefused {
  const which = name === '' ? 'The name of an entry' : `The entry ${showable(name) === name ? `'${name}'` : showable(name)}`;
  return new DeliveryRefused({
    code: 'delivery.archive_unsafe',
    message: `${which} ${because}: the archive is not what an honest program writes.`,
    remedy: 'Ask the sender to pack the file anew, by itself, with names that are relative and differ.',
  });
}

function tooMany(found: number, allowed: number): DeliveryRefused {
  return new DeliveryRefused({
    code: 'delivery.archive_too_many',
    message: `The archive holds ${found} entries; ${allowed} are allowed.`,
    remedy: 'Ask the sender to pack the file by itself, or raise the limit.',
  });
}
