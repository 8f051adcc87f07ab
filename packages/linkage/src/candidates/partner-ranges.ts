import type { Alternative, BlockSide } from './rule-index.ts';
import type { SourcePolicy } from './source-policy.ts';

/** Which pairs of a block are wanted. */
export interface PairScope {
  /** 1 for each changed record: only pairs that hold one are made. `null`: all pairs. */
  readonly changed: Uint8Array | null;
  /** `false`: nor are pairs of two changed records. */
  readonly amongChanged?: boolean;
}

/** Takes a left record's partners: `records[from]` up to `records[to − 1]`, all of the one block. */
export type TakePartners = (left: number, records: Int32Array, from: number, to: number, block: number) => void;

/**
 * Gives every pair of the blocks that may meet by its sources and is in scope to `take`, by left record and range of partners:
 * those of the left records at the positions `from` to `to − 1`. No pair is looked at.
 */
export function partnerRanges(
  alternative: Alternative,
  policy: SourcePolicy | null,
  scope: PairScope,
  { from, to }: { readonly from: number; readonly to: number },
  take: TakePartners,
): void {
  const { left, isSymmetric } = alternative;
  const isOpen = isSymmetric && policy === null && scope.changed === null;
  const finder = isOpen ? null : partnerFinder(alternative.right, policy, scope);
  for (let block = blockAt(left.starts, from); block < alternative.blocks && (left.starts[block] as number) < to; block++) {
    const first = Math.max(from, left.starts[block] as number);
    const end = left.starts[block + 1] as number;
    const last = Math.min(to, end);
    if (finder === null) for (let k = first; k < last; k++) take(left.records[k] as number, left.records, k + 1, end, block);
    else finder(left.records, first, last, block, take);
  }
}

/** The block that holds a position. */
function blockAt(starts: Int32Array, position: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low + 1 < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= position) low = middle;
    else high = middle;
  }
  return low;
}

type PartnerFinder = (lefts: Int32Array, first: number, last: number, block: number, take: TakePartners) => void;

function partnerFinder(right: BlockSide, policy: SourcePolicy | null, { changed, amongChanged = true }: PairScope): PartnerFinder {
  const news = new PartnerList(policy);
  if (changed === null)
    return (lefts, first, last, block, take) => {
      news.set(right.records, right.starts[block] as number, right.starts[block + 1] as number);
      for (let k = first; k < last; k++) news.partnersOf(lefts[k] as number, block, take);
    };
  const olds = new PartnerList(policy);
  const changedOnes = new Int32Array(largestBlock(right));
  const others = new Int32Array(changedOnes.length);
  return (lefts, first, last, block, take) => {
    let changes = 0;
    let rest = 0;
    for (let k = right.starts[block] as number, end = right.starts[block + 1] as number; k < end; k++) {
      const record = right.records[k] as number;
      if (changed[record] === 1) changedOnes[changes++] = record;
      else others[rest++] = record;
    }
    news.set(changedOnes, 0, changes);
    olds.set(others, 0, rest);
    for (let k = first; k < last; k++) {
      const record = lefts[k] as number;
      if (changed[record] === 1) olds.partnersOf(record, block, take);
      if (changed[record] !== 1 || amongChanged) news.partnersOf(record, block, take);
    }
  };
}

function largestBlock({ starts }: BlockSide): number {
  let largest = 0;
  for (let block = 0; block + 1 < starts.length; block++)
    largest = Math.max(largest, (starts[block + 1] as number) - (starts[block] as number));
  return largest;
}

/** Right records of a block, ascending, in runs of one source. Left records ask for their partners in ascending order. */
class PartnerList {
  private readonly policy: SourcePolicy | null;
  private records: Int32Array = new Int32Array(0);
  private end = 0;
  /** Run *t* ends before the position `ends[t]`, and is of the source `sources[t]`. */
  private readonly ends: number[] = [];
  private readonly sources: number[] = [];
  private runs = 0;
  /** The position of the first record after the left record that asked last, and its run. */
  private next = 0;
  private run = 0;

  constructor(policy: SourcePolicy | null) {
    this.policy = policy;
  }

  set(records: Int32Array, from: number, to: number): void {
    this.records = records;
    this.end = to;
    this.next = from;
    this.run = 0;
    this.runs = 0;
    if (this.policy === null) return;
    const { sourceOf } = this.policy;
    let last = -1;
    for (let k = from; k < to; k++) {
      const source = sourceOf[records[k] as number] as number;
      if (source !== last) this.sources[this.runs++] = source;
      this.ends[this.runs - 1] = k + 1;
      last = source;
    }
  }

  partnersOf(left: number, block: number, take: TakePartners): void {
    const { records, end } = this;
    let next = this.next;
    while (next < end && (records[next] as number) <= left) next++;
    this.next = next;
    if (next === end) return;
    if (this.policy === null) take(left, records, next, end, block);
    else this.runsOf(left, this.policy, block, take);
  }

  private runsOf(left: number, { meets, size, sourceOf }: SourcePolicy, block: number, take: TakePartners): void {
    const row = (sourceOf[left] as number) * size;
    while ((this.ends[this.run] as number) <= this.next) this.run++;
    let from = this.next;
    for (let run = this.run; run < this.runs; run++) {
      const to = this.ends[run] as number;
      if (meets[row + (this.sources[run] as number)] === 1) take(left, this.records, from, to, block);
      from = to;
    }
  }
}
