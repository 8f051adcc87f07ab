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
  const olds = new PartnerList(policy);
  return (lefts, first, last, block, take) => {
    news.clear();
    olds.clear();
    for (let k = right.starts[block] as number, end = right.starts[block + 1] as number; k < end; k++) {
      const record = right.records[k] as number;
      if (changed === null || changed[record] === 1) news.add(record);
      else olds.add(record);
    }
    for (let k = first; k < last; k++) {
      const record = lefts[k] as number;
      const isNew = changed === null || changed[record] === 1;
      if (isNew) olds.partnersOf(record, block, take);
      if (!isNew || amongChanged) news.partnersOf(record, block, take);
    }
  };
}

/** Right records of a block, ascending, in runs of one source. Left records ask for their partners in ascending order. */
class PartnerList {
  readonly #policy: SourcePolicy | null;
  #records = new Int32Array(64);
  #count = 0;
  /** Run *t* ends before the position `#ends[t]`, and is of the source `#sources[t]`. */
  readonly #ends: number[] = [];
  readonly #sources: number[] = [];
  #runs = 0;
  /** The first record after the left record that asked last, and its run. */
  #next = 0;
  #run = 0;

  constructor(policy: SourcePolicy | null) {
    this.#policy = policy;
  }

  clear(): void {
    this.#count = 0;
    this.#runs = 0;
    this.#next = 0;
    this.#run = 0;
  }

  add(record: number): void {
    if (this.#count === this.#records.length) {
      const larger = new Int32Array(2 * this.#count);
      larger.set(this.#records);
      this.#records = larger;
    }
    this.#records[this.#count++] = record;
    if (this.#policy === null) return;
    const source = this.#policy.sourceOf[record] as number;
    if (this.#runs === 0 || this.#sources[this.#runs - 1] !== source) this.#sources[this.#runs++] = source;
    this.#ends[this.#runs - 1] = this.#count;
  }

  partnersOf(left: number, block: number, take: TakePartners): void {
    while (this.#next < this.#count && (this.#records[this.#next] as number) <= left) this.#next++;
    if (this.#next === this.#count) return;
    if (this.#policy === null) {
      take(left, this.#records, this.#next, this.#count, block);
      return;
    }
    const { meets, size, sourceOf } = this.#policy;
    const row = (sourceOf[left] as number) * size;
    while ((this.#ends[this.#run] as number) <= this.#next) this.#run++;
    let from = this.#next;
    for (let run = this.#run; run < this.#runs; run++) {
      const to = this.#ends[run] as number;
      if (meets[row + (this.#sources[run] as number)] === 1) take(left, this.#records, from, to, block);
      from = to;
    }
  }
}
