import type { OfferedDelivery } from '@golden-thread/connectors/mirror';
import type { SpooledDelivery } from '@golden-thread/connectors/prune';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';
import type { KnownDelivery } from '@golden-thread/warehouse/queries/delivery';

/** What decides which of a sender's files are fetched, and which of the spool's are kept. */
export interface FileNeeds {
  readonly delivers: 'full' | 'changes';
  readonly businessDate: string;
  readonly known: readonly KnownDelivery[];
  /** What was applied is to be read once more: its mapping or its agreement changed. */
  readonly again: boolean;
}

type Slot = Pick<OfferedDelivery, 'date' | 'part' | 'sequence'>;

/**
 * Of what a sender offers, what a night may take: of a full feed the newest of each part, of changes what was not
 * applied. What is settled is not fetched; a file that was replaced since is.
 */
export function neededOf(needs: FileNeeds, offered: readonly OfferedDelivery[]): readonly OfferedDelivery[] {
  const due = offered.filter(({ date }) => date <= needs.businessDate);
  if (needs.delivers === 'changes') return due.filter((file) => isOpen(needs, file));
  const settledParts = new Set<string>();
  return due
    .toSorted((a, b) => bySlot(b, a))
    .filter((file) => {
      if (settledParts.has(file.part)) return false;
      // Behind a file that people rejected, the one before it counts.
      if (!mayBeRejected(needs, file)) settledParts.add(file.part);
      return isOpen(needs, file);
    })
    .reverse();
}

/** Whether a file of the spool can go: it is settled, nothing kept rests on it, and it is not the one in use. */
export function isSpent(needs: FileNeeds, file: SpooledDelivery): boolean {
  const row = rowOf(needs, file);
  if (row === undefined || row.has_content || isOpen({ ...needs, again: false }, { ...file, bytes: row.bytes })) return false;
  const last = lastApplied(needs, file.part);
  return needs.delivers === 'changes' || last === undefined || bySlot(file, slotOf(last)) < 0 || row.rejected;
}

function isOpen(needs: FileNeeds, file: Slot & Pick<OfferedDelivery, 'sha256' | 'bytes'>): boolean {
  const row = file.sha256 === null ? undefined : rowOf(needs, { ...file, sha256: file.sha256 });
  if (row !== undefined) {
    if (row.applied) return needs.again;
    if (row.rejected || row.has_content) return false;
  }
  const last = lastApplied(needs, file.part);
  if (last === undefined) return true;
  if (needs.delivers === 'full') return bySlot(file, slotOf(last)) >= 0;
  if (needs.again) return true;
  if (file.sequence > last.sequence) return true;
  // Applied or passed over before: only other bytes under its name are news, and those once.
  return row === undefined && !needs.known.some((k) => isSlot(k, file) && (file.bytes === null || k.bytes === file.bytes));
}

/** A file that is not recognised may be the rejected one of its slot, or mended. */
const mayBeRejected = ({ known }: FileNeeds, file: OfferedDelivery): boolean =>
  known.some((row) => row.rejected && !row.applied && isSlot(row, file) && (file.sha256 === null || row.sha256 === file.sha256));

const rowOf = ({ known }: FileNeeds, file: Slot & { readonly sha256: string }): KnownDelivery | undefined =>
  known.find((row) => isSlot(row, file) && row.sha256 === file.sha256);

const isSlot = (row: KnownDelivery, file: Slot): boolean =>
  row.part === file.part && row.file_date === file.date && row.sequence === file.sequence;

const slotOf = (row: KnownDelivery): Slot => ({ date: row.file_date, part: row.part, sequence: row.sequence });

/** The newest delivery of a part that stands in the published tables. */
function lastApplied({ known, delivers }: FileNeeds, part: string): KnownDelivery | undefined {
  const order = delivers === 'full' ? (a: KnownDelivery, b: KnownDelivery) => bySlot(slotOf(a), slotOf(b)) : bySequence;
  return known
    .filter((row) => row.applied && row.part === part)
    .sort(order)
    .at(-1);
}

const bySequence = (a: KnownDelivery, b: KnownDelivery): number => a.sequence - b.sequence;
const bySlot = (a: Slot, b: Slot): number => compareCodePoints(a.date, b.date) || a.sequence - b.sequence;
