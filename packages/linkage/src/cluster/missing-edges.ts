import type { PairsAllowed } from '../candidates/rule-index.ts';
import { sourcePolicy } from '../candidates/source-policy.ts';
import { CHUNK_PAIRS, emptyChunk, NO_RULE, type PairChunk } from '../pair-chunk.ts';
import type { RecordTable } from '../prepare/prepared.ts';

/** Pairs that were made: `l[p]` before `r[p]`, for p below `count`. */
export interface MadePairs {
  readonly count: number;
  readonly l: Int32Array;
  readonly r: Int32Array;
}

/**
 * Gives every pair of records of one cluster that was never made, and that may meet by its sources, to `sink`, chunk by chunk,
 * by l, then r: what blocking left unasked. The chunk is the same object each time and is only lent. Their number grows with
 * the square of a cluster's size.
 */
export function missingEdges(
  records: Pick<RecordTable, 'size' | 'sources' | 'sourceOf'>,
  clusterOf: Int32Array,
  made: MadePairs,
  allowed: PairsAllowed,
  sink: (chunk: PairChunk) => void,
): void {
  const policy = sourcePolicy(records, allowed);
  const later = laterMembers(clusterOf);
  const { starts, partners } = partnersByRecord(records.size, made);
  const known = new Int32Array(records.size).fill(-1);
  const chunk = emptyChunk();
  chunk.rule.fill(NO_RULE);
  const mayMeet = (l: number, r: number): boolean =>
    policy === null || policy.meets[(policy.sourceOf[l] as number) * policy.size + (policy.sourceOf[r] as number)] === 1;
  for (let l = 0; l < records.size; l++) {
    for (let k = starts[l] as number; k < (starts[l + 1] as number); k++) known[partners[k] as number] = l;
    for (let r = later[l] as number; r >= 0; r = later[r] as number) {
      if (known[r] === l || !mayMeet(l, r)) continue;
      chunk.a[chunk.count] = l;
      chunk.b[chunk.count++] = r;
      if (chunk.count < CHUNK_PAIRS) continue;
      sink(chunk);
      chunk.count = 0;
    }
  }
  if (chunk.count > 0) sink(chunk);
}

/** The next record of each record's cluster, or −1. */
function laterMembers(clusterOf: Int32Array): Int32Array {
  const first = new Int32Array(clusterOf.length).fill(-1);
  const later = new Int32Array(clusterOf.length);
  for (let record = clusterOf.length - 1; record >= 0; record--) {
    const cluster = clusterOf[record] as number;
    later[record] = first[cluster] as number;
    first[cluster] = record;
  }
  return later;
}

/** The right records of each left one: `partners[starts[l]]` up to `partners[starts[l + 1] - 1]`. */
function partnersByRecord(size: number, { count, l, r }: MadePairs): { starts: Int32Array; partners: Int32Array } {
  const starts = new Int32Array(size + 1);
  for (let p = 0; p < count; p++) starts[(l[p] as number) + 1] = (starts[(l[p] as number) + 1] as number) + 1;
  for (let i = 1; i <= size; i++) starts[i] = (starts[i] as number) + (starts[i - 1] as number);
  const next = starts.slice();
  const partners = new Int32Array(count);
  for (let p = 0; p < count; p++) {
    const place = next[l[p] as number] as number;
    next[l[p] as number] = place + 1;
    partners[place] = r[p] as number;
  }
  return { starts, partners };
}
