import type { DeliveryState } from '@golden-thread/shapes/codes';
import { compareCodePoints } from '@golden-thread/shapes/natural-key';

/** One delivery that could be taken tonight: found in the drop folder, or kept from a night that was undone or withdrawn. */
export interface CandidateDelivery {
  readonly part: string;
  /** Date in the file's name, `yyyy-mm-dd`. */
  readonly date: string;
  readonly sequence: number;
  readonly sha256: string;
  /** Number in the ledger, or `null` when it is seen for the first time. */
  readonly delivery: number | null;
  /** Taken in the pointer's chain of publications. */
  readonly applied: boolean;
  readonly rejected: boolean;
}

export interface Choice<Candidate> {
  /** In the order in which they are to be taken. */
  readonly take: readonly Candidate[];
  readonly leave: readonly { readonly candidate: Candidate; readonly state: DeliveryState; readonly because: string }[];
}

/**
 * Chooses what is taken tonight. A full feed: the newest per part, older ones superseded. A feed of changes: all
 * that were not applied, in their declared sequence; a gap stops it there. Arrival decides nothing.
 */
export function chooseDeliveries<Candidate extends CandidateDelivery>(
  delivers: 'full' | 'changes',
  candidates: readonly Candidate[],
): Choice<Candidate> {
  const take: Candidate[] = [];
  const leave: { candidate: Candidate; state: DeliveryState; because: string }[] = [];
  const offered: Candidate[] = [];
  for (const candidate of candidates) {
    if (candidate.rejected && !candidate.applied) leave.push({ candidate, state: 'left out', because: 'rejected by a person' });
    else offered.push(candidate);
  }
  const parts = [...new Set(offered.map((c) => c.part))].sort(compareCodePoints);
  for (const part of parts) {
    const here = offered.filter((c) => c.part === part).sort(bySlot);
    if (delivers === 'full') chooseFull(here, take, leave);
    else chooseChanges(here, take, leave);
  }
  return { take, leave };
}

type Left<Candidate> = { candidate: Candidate; state: DeliveryState; because: string }[];

function chooseFull<Candidate extends CandidateDelivery>(here: readonly Candidate[], take: Candidate[], leave: Left<Candidate>): void {
  const lastApplied = here.findLastIndex((c) => c.applied);
  const newest = here.length - 1;
  here.forEach((candidate, index) => {
    if (candidate.applied) return;
    if (index < lastApplied && candidate.delivery !== null) return; // said once, on the night that it came
    if (index === newest) take.push(candidate);
    else
      leave.push({
        candidate,
        state: 'superseded',
        because: index < lastApplied ? 'older than the delivery in use' : 'a newer full delivery is here',
      });
  });
}

function chooseChanges<Candidate extends CandidateDelivery>(here: readonly Candidate[], take: Candidate[], leave: Left<Candidate>): void {
  let last = Math.max(-1, ...here.filter((c) => c.applied).map((c) => c.sequence));
  for (const candidate of here.filter((c) => !c.applied).sort((a, b) => a.sequence - b.sequence || bySlot(a, b))) {
    if (last >= 0 && candidate.sequence <= last) {
      leave.push({ candidate, state: 'left out', because: `its sequence number ${candidate.sequence} was applied before` });
    } else if (last >= 0 && candidate.sequence > last + 1) {
      leave.push({ candidate, state: 'left out', because: `sequence number ${last + 1} is missing: changes after a gap wait for it` });
    } else {
      take.push(candidate);
      last = candidate.sequence;
    }
  }
}

function bySlot(a: CandidateDelivery, b: CandidateDelivery): number {
  return (
    compareCodePoints(a.date, b.date) ||
    a.sequence - b.sequence ||
    (a.delivery ?? Infinity) - (b.delivery ?? Infinity) ||
    compareCodePoints(a.sha256, b.sha256)
  );
}
