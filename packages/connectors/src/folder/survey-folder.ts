import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { awaitsManifest } from '@golden-thread/shapes/declare/transport';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { errorCode, fileFailure } from '../files/file-failure.ts';
import { fileNameReader, type NamedDelivery } from './file-pattern.ts';
import { type DeclaredContent, MANIFEST_ENDING, readManifest } from './manifest.ts';

export const UNFINISHED_ENDING = '.part';
/** Times that a folder is read again because a file went while it was looked at, as a rename does. */
const READS = 3;

/** A delivery that lies in a drop folder. */
export interface FoundDelivery extends NamedDelivery {
  /** Its name when it is whole. */
  readonly fileName: string;
  /** Where it lies now. */
  readonly path: string;
  readonly bytes: number;
  readonly complete: boolean;
  /** Why it is not complete, to stand after its name; null where it is. */
  readonly incompleteBecause: string | null;
  /** What its manifest says; null without one. */
  readonly declared: DeclaredContent | null;
}

/** Something in a drop folder that is no delivery of its source. Its name may be a person's: it is for the folder's owner, not for logs. */
export interface StrangeFile {
  readonly fileName: string;
  /** Words without the name. */
  readonly because: string;
}

export interface FolderSurvey {
  /** By date, part, sequence, file name. */
  readonly deliveries: readonly FoundDelivery[];
  /** By file name. */
  readonly strangers: readonly StrangeFile[];
}

/**
 * Looks at a source's drop folder: every entry is a delivery, what goes with one, or a stranger.
 * Nothing is read but manifests; links are never followed.
 * @throws TerminalError when there is no such folder, TransientError when it cannot be read now
 */
export async function surveyFolder(source: SourceDeclaration, directory: string): Promise<FolderSurvey> {
  const read = fileNameReader(source);
  for (let reads = 1; ; reads++) {
    const survey = await surveyOnce(source, directory, read);
    if (!survey.moved || reads === READS) return survey;
  }
}

interface Looking extends FolderSurvey {
  /** Whether a file went while it was looked at. */
  readonly moved: boolean;
}

async function surveyOnce(
  source: SourceDeclaration,
  directory: string,
  read: (fileName: string) => NamedDelivery | null,
): Promise<Looking> {
  const entries = await entriesOf(directory);
  const names = new Set(entries.map((entry) => entry.name));
  const deliveries: FoundDelivery[] = [];
  const strangers: StrangeFile[] = [];
  let moved = false;
  for (const entry of entries) {
    const unfinished = entry.name.endsWith(UNFINISHED_ENDING);
    const fileName = unfinished ? entry.name.slice(0, -UNFINISHED_ENDING.length) : entry.name;
    const named = read(fileName);
    if (named === null) {
      const because = strangeBecause(entry.name, names, source, read);
      if (because !== null) strangers.push({ fileName: entry.name, because });
      continue;
    }
    if (!entry.isFile()) {
      strangers.push({ fileName: entry.name, because: 'it has the name of a delivery but is a link, folder, pipe or device' });
      continue;
    }
    const path = join(directory, entry.name);
    const bytes = await sizeOf(path);
    if (bytes === null) {
      moved = true;
      continue;
    }
    const whole = unfinished
      ? { because: `it still ends in ${UNFINISHED_ENDING}: its sender is not done` }
      : await wholeness(source, path, fileName);
    const because = whole !== null && 'because' in whole ? whole.because : null;
    deliveries.push({
      ...named,
      fileName,
      path,
      bytes,
      complete: because === null,
      incompleteBecause: because,
      declared: whole !== null && 'sha256' in whole ? whole : null,
    });
  }
  deliveries.sort(
    (a, b) =>
      compareCodePoints(a.date, b.date) ||
      compareCodePoints(a.part, b.part) ||
      a.sequence - b.sequence ||
      compareCodePoints(a.fileName, b.fileName) ||
      Number(b.complete) - Number(a.complete),
  );
  strangers.sort((a, b) => compareCodePoints(a.fileName, b.fileName));
  return { deliveries, strangers, moved };
}

async function entriesOf(directory: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (cause) {
    throw fileFailure(cause, errorCode(cause) === 'ENOENT' ? 'There is no drop folder' : 'The drop folder cannot be read');
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await lstat(path)).size;
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return null;
    throw fileFailure(cause, 'A delivery cannot be looked at');
  }
}

async function wholeness(
  source: SourceDeclaration,
  path: string,
  fileName: string,
): Promise<DeclaredContent | { readonly because: string } | null> {
  return awaitsManifest(source.transport) ? await readManifest(path + MANIFEST_ENDING, fileName) : null;
}

/** Why an entry that is no delivery is strange, or null where it goes with one. */
function strangeBecause(
  name: string,
  names: ReadonlySet<string>,
  source: SourceDeclaration,
  read: (fileName: string) => NamedDelivery | null,
): string | null {
  if (!name.endsWith(MANIFEST_ENDING)) return 'its name is not the pattern of this source';
  const fileName = name.slice(0, -MANIFEST_ENDING.length);
  if (read(fileName) === null) return 'it is a manifest, and what it names is not the pattern of this source';
  if (!awaitsManifest(source.transport)) return 'it is a manifest, and this source is complete by renaming';
  return names.has(fileName) || names.has(fileName + UNFINISHED_ENDING) ? null : 'it is a manifest without its file';
}
