import { join } from 'node:path';
import { findDeliveries } from '@golden-thread/connectors/find-deliveries';
import type { FoundDelivery } from '@golden-thread/connectors/survey-folder';
import { fingerprint } from '@golden-thread/connectors/fingerprint';
import type { SourceDeclaration } from '@golden-thread/shapes/declare/source';
import { TerminalError } from '@golden-thread/shapes/errors';
import type { KnownDelivery } from '@golden-thread/warehouse/queries/delivery';
import { type CandidateDelivery, type Choice, chooseDeliveries } from './choose-deliveries.ts';

export interface Candidate extends CandidateDelivery {
  readonly fileName: string;
  readonly bytes: number;
  /** The declared fingerprint or count was not met. */
  readonly damaged: string | null;
}

export interface Discovery extends Choice<Candidate> {
  /** Files that are not whole yet: said, and left where they are. */
  readonly incomplete: readonly FoundDelivery[];
  /** The folder itself could not be read. */
  readonly missing: string | null;
}

/**
 * What a source offers tonight: the whole files of its drop folder up to the business date, and the deliveries whose
 * contents are kept. With `again`, what was applied is offered once more (its mapping or its agreement changed).
 */
export async function discover(source: SourceDeclaration, directory: string, businessDate: string, known: readonly KnownDelivery[], again: boolean): Promise<Discovery> {
  let found: readonly FoundDelivery[] = [];
  let missing: string | null = null;
  try {
    found = await findDeliveries(source, directory);
  } catch (error) {
    if (!(error instanceof TerminalError)) throw error;
    missing = error.message;
  }
  const due = found.filter((file) => file.date <= businessDate);
  const slotOf = (slot: { readonly part: string; readonly date: string; readonly sequence: number; readonly sha256: string }) => `${slot.part}/${slot.date}/${slot.sequence}/${slot.sha256}`;
  const files = new Map<string, { readonly file: FoundDelivery; readonly sha256: string; readonly bytes: number }>();
  for (const file of due.filter((f) => f.complete)) {
    const { sha256, bytes } = await fingerprint(file.path);
    files.set(slotOf({ ...file, sha256 }), { file, sha256, bytes });
  }
  const candidates: Candidate[] = [];
  for (const row of known) {
    const slot = slotOf({ part: row.part, date: row.file_date, sequence: row.sequence, sha256: row.sha256 });
    const available = row.has_content || files.delete(slot);
    files.delete(slot);
    if (!available && !row.applied) continue;
    candidates.push({
      part: row.part, date: row.file_date, sequence: row.sequence, sha256: row.sha256, delivery: row.delivery,
      applied: row.applied && !(again && available), rejected: row.rejected, fileName: row.file_name, bytes: row.bytes, damaged: null,
    });
  }
  for (const { file, sha256, bytes } of files.values()) {
    candidates.push({
      part: file.part, date: file.date, sequence: file.sequence, sha256, delivery: null, applied: false, rejected: false,
      fileName: file.fileName, bytes, damaged: file.declared !== null && file.declared.sha256 !== sha256 ? 'its manifest names other bytes' : null,
    });
  }
  const damaged = candidates.filter((c) => c.damaged !== null);
  const choice = chooseDeliveries(source.contract.delivers, candidates.filter((c) => c.damaged === null && c.date <= businessDate));
  return {
    take: choice.take,
    leave: [...choice.leave, ...damaged.map((candidate) => ({ candidate, state: 'incomplete' as const, because: candidate.damaged ?? '' }))],
    incomplete: due.filter((f) => !f.complete),
    missing,
  };
}

/** Where a delivery's file would lie. */
export const pathOf = (directory: string, fileName: string): string => join(directory, fileName);
