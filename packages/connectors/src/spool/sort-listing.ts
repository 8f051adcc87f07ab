import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { awaitsManifest } from '@golden-thread/shapes/declare/transport';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import { fileNameReader, type NamedDelivery } from '../folder/file-pattern.ts';
import { MANIFEST_ENDING } from '../folder/manifest.ts';
import { UNFINISHED_ENDING } from '../folder/survey-folder.ts';
import type { RemoteFile } from './remote-files.ts';

/** A whole delivery in a remote listing. */
export interface ListedDelivery extends NamedDelivery {
  readonly fileName: string;
  readonly file: RemoteFile;
  readonly manifest: RemoteFile | null;
}

/** A delivery that is at the sender and cannot be fetched yet. */
export interface UnfinishedDelivery extends NamedDelivery {
  readonly fileName: string;
  readonly bytes: number;
  /** Stands after its name. */
  readonly because: string;
}

export interface SortedListing {
  /** By date, part, sequence and file name. */
  readonly whole: readonly ListedDelivery[];
  readonly unfinished: readonly UnfinishedDelivery[];
}

/** Which entries of a listing are deliveries of a source, by the rules of a drop folder. What is no delivery is passed over. */
export function sortListing(source: SourceDeclaration, entries: readonly RemoteFile[]): SortedListing {
  const read = fileNameReader(source);
  const byName = Map.groupBy(entries, (entry) => entry.name);
  const whole: ListedDelivery[] = [];
  const unfinished: UnfinishedDelivery[] = [];
  for (const [name, [file, ...others]] of byName) {
    const cut = name.endsWith(UNFINISHED_ENDING);
    const fileName = cut ? name.slice(0, -UNFINISHED_ENDING.length) : name;
    const named = read(fileName);
    if (named === null || file === undefined) continue;
    const [manifest, ...otherManifests] = byName.get(fileName + MANIFEST_ENDING) ?? [];
    const because =
      others.length + otherManifests.length > 0
        ? 'its sender lists it twice'
        : unfinishedBecause(file, manifest, cut, awaitsManifest(source.transport));
    if (because !== null) unfinished.push({ ...named, fileName, bytes: file.bytes ?? 0, because });
    else whole.push({ ...named, fileName, file, manifest: awaitsManifest(source.transport) ? (manifest ?? null) : null });
  }
  return { whole: whole.sort(bySlot), unfinished: unfinished.sort(bySlot) };
}

function unfinishedBecause(file: RemoteFile, manifest: RemoteFile | undefined, cut: boolean, awaited: boolean): string | null {
  if (!file.plain) return 'it is a link, folder, pipe or device at its sender';
  if (cut) return `it still ends in ${UNFINISHED_ENDING}: its sender is not done`;
  if (awaited && manifest === undefined) return 'its manifest is not here yet';
  return awaited && manifest?.plain === false ? 'its manifest is not a plain file' : null;
}

const bySlot = (a: NamedDelivery & { readonly fileName: string }, b: NamedDelivery & { readonly fileName: string }): number =>
  compareCodePoints(a.date, b.date) ||
  compareCodePoints(a.part, b.part) ||
  a.sequence - b.sequence ||
  compareCodePoints(a.fileName, b.fileName);
