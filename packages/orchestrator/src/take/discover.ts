import { join } from 'node:path';
import { findDeliveries } from '@golden-thread/connectors/find-deliveries';
import { fingerprint } from '@golden-thread/connectors/fingerprint';
import type { FoundDelivery } from '@golden-thread/connectors/survey-folder';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { TerminalError } from '@golden-thread/shapes/errors';
import type { KnownDelivery } from '@golden-thread/warehouse/queries/delivery';
import type { BroughtIn } from './bring-in.ts';
import { type CandidateDelivery, type Choice, chooseDeliveries } from './choose-deliveries.ts';

export interface Candidate extends CandidateDelivery {
  readonly fileName: string;
  readonly bytes: number;
  /** Why it cannot be taken: its manifest names other bytes, or it cannot be read. */
  readonly damaged: string | null;
  /** Records that its manifest promises. */
  readonly declaredRecords: number | null;
}

export interface Discovery extends Choice<Candidate> {
  /** Files that are not whole yet: said, and left where they are. */
  readonly incomplete: readonly FoundDelivery[];
  /** The folder itself could not be read, or its server not be asked. */
  readonly missing: string | null;
}

/** A whole file of the drop folder, read once for its fingerprint. */
interface WholeFile {
  readonly found: FoundDelivery;
  readonly sha256: string;
  readonly bytes: number;
}

interface Folder {
  readonly whole: readonly WholeFile[];
  readonly incomplete: readonly FoundDelivery[];
  readonly missing: string | null;
}

/**
 * What a source offers tonight: the whole files of its drop folder up to the business date, and the deliveries whose
 * contents are kept. With `again`, what was applied is offered once more (its mapping or its agreement changed).
 */
export async function discover(
  source: SourceDeclaration,
  directory: string,
  businessDate: string,
  known: readonly KnownDelivery[],
  again: boolean,
): Promise<Discovery> {
  const folder = await readFolder(source, directory, businessDate);
  const candidates = candidatesOf(folder.whole, known, again).filter((candidate) => candidate.date <= businessDate);
  const damaged = candidates.filter((candidate) => candidate.damaged !== null);
  const choice = chooseDeliveries(
    source.contract.delivers,
    candidates.filter((candidate) => candidate.damaged === null),
  );
  return {
    take: choice.take,
    leave: [
      ...choice.leave,
      ...damaged.map((candidate) => ({ candidate, state: 'incomplete' as const, because: candidate.damaged ?? '' })),
    ],
    incomplete: folder.incomplete,
    missing: folder.missing,
  };
}

/** The same with what its server told: what is not whole there, and that it could not be asked, where nothing else is to be taken. */
export const withRemote = (discovery: Discovery, brought: BroughtIn | null): Discovery =>
  brought === null
    ? discovery
    : {
        ...discovery,
        incomplete: [...discovery.incomplete, ...brought.unfinished],
        missing: discovery.missing ?? (discovery.take.length === 0 ? brought.outOfReach : null),
      };

async function readFolder(source: SourceDeclaration, directory: string, businessDate: string): Promise<Folder> {
  const whole: WholeFile[] = [];
  const incomplete: FoundDelivery[] = [];
  try {
    for (const found of await findDeliveries(source, directory)) {
      if (found.date > businessDate) continue;
      if (!found.complete) incomplete.push(found);
      else {
        const print = await fingerprint(found.path).catch(terminalAsNull);
        if (print === null) incomplete.push({ ...found, complete: false, incompleteBecause: 'it cannot be read' });
        else whole.push({ found, ...print });
      }
    }
    return { whole, incomplete, missing: null };
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    return { whole: [], incomplete: [], missing: error.message };
  }
}

function terminalAsNull(error: unknown): null {
  if (error instanceof TerminalError) return null;
  throw error;
}

function candidatesOf(files: readonly WholeFile[], known: readonly KnownDelivery[], again: boolean): Candidate[] {
  const slotOf = (slot: { readonly part: string; readonly date: string; readonly sequence: number }, sha256: string) =>
    `${slot.part}/${slot.date}/${slot.sequence}/${sha256}`;
  const bySlot = new Map(files.map((file) => [slotOf(file.found, file.sha256), file]));
  const candidates: Candidate[] = [];
  for (const row of known) {
    const slot = slotOf({ part: row.part, date: row.file_date, sequence: row.sequence }, row.sha256);
    const file = bySlot.get(slot);
    bySlot.delete(slot);
    const available = row.has_content || file !== undefined;
    if (!available && !row.applied) continue;
    candidates.push({
      part: row.part,
      date: row.file_date,
      sequence: row.sequence,
      sha256: row.sha256,
      delivery: row.delivery,
      fileName: row.file_name,
      bytes: row.bytes,
      applied: row.applied && !(again && available),
      rejected: row.rejected,
      ...(file === undefined ? { damaged: null, declaredRecords: null } : promisesOf(file)),
    });
  }
  for (const file of bySlot.values()) {
    const { part, date, sequence, fileName } = file.found;
    candidates.push({
      part,
      date,
      sequence,
      sha256: file.sha256,
      delivery: null,
      fileName,
      bytes: file.bytes,
      applied: false,
      rejected: false,
      ...promisesOf(file),
    });
  }
  return candidates;
}

function promisesOf({ found, sha256 }: WholeFile): Pick<Candidate, 'damaged' | 'declaredRecords'> {
  const { declared } = found;
  return {
    damaged: declared !== null && declared.sha256 !== sha256 ? 'its manifest names other bytes' : null,
    declaredRecords: declared?.records ?? null,
  };
}

/** Where a delivery's file would lie. */
export const pathOf = (directory: string, fileName: string): string => join(directory, fileName);
