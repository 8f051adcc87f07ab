import { CHUNK_PAIRS, emptyChunk } from '../pair-chunk.ts';
import type { PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import { type AllowedSources, pairsBetween, pairsWithin } from './allowed-sources.ts';
import { kernelOfHeard } from './kernel-of.ts';
import type { LevelAnswer } from './level-count-plan.ts';
import { gammasAboveNull } from './pattern-layout.ts';
import type { RecordGroups } from './record-groups.ts';

/** Pairs of groups to compare: those at `order[from]` up to `order[to - 1]`, each with itself and all that come after it in the order. */
export interface GroupPairs {
  readonly comparison: number;
  readonly groups: RecordGroups;
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
  readonly allowed: AllowedSources;
  /** The comparison answers alike both ways. */
  readonly symmetric: boolean;
}

const PAIRS_PER_TASK = 1_000_000;

/** Cuts the first `rows` of the order into tasks of about as many pairs. */
export function rowsPerTask(job: Omit<GroupPairs, 'from' | 'to'>, rows: number): readonly GroupPairs[] {
  const tasks: GroupPairs[] = [];
  for (let from = 0; from < rows; ) {
    let to = from;
    for (let pairs = 0; to < rows && pairs < PAIRS_PER_TASK; to++) pairs += job.groups.size - to;
    tasks.push({ ...job, from, to });
    from = to;
  }
  return tasks;
}

/**
 * Counts the pairs of records behind the pairs of groups. Each pair of groups is compared once, or once
 * each way where the answer may depend on which record is on the left; where the two answers differ, the records' order
 * tells how many pairs have which.
 */
export function countGroupPairs(context: TaskContext, task: GroupPairs): LevelAnswer {
  const comparison = context.plan.comparisons[task.comparison] as PlannedComparison;
  const { groups, order, allowed } = task;
  if (task.symmetric && allowed.size === 1) return countAlike(context, task);
  const { first, last, bySource } = groups;
  const counts = new Float64Array(gammasAboveNull(comparison) + 1);
  const comparer = groupComparer(context, task, counts);
  const single = allowed.size === 1;
  const sources = allowed.size;
  for (let row = task.from; row < task.to; row++) {
    const x = order[row] as number;
    const own = pairsWithin(allowed, bySource, x * sources);
    if (own > 0) comparer.put(x, x, own, false);
    const perRecord = single && allowed.meets[0] === 1 ? (bySource[x] as number) : 0;
    for (let column = row + 1; column < groups.size; column++) {
      const y = order[column] as number;
      const pairs = single ? perRecord * (bySource[y] as number) : pairsBetween(allowed, bySource, x * sources, bySource, y * sources);
      if (pairs === 0) continue;
      if ((last[x] as number) < (first[y] as number) || task.symmetric) comparer.put(x, y, pairs, false);
      else comparer.put(y, x, pairs, (last[y] as number) > (first[x] as number));
    }
  }
  comparer.flush();
  return { counts, squares: null, pairs: counts.reduce((total, count) => total + count, 0) };
}

/** The same where a comparison answers alike both ways and there is but one source: a row of pairs is copied, not made. */
function countAlike(context: TaskContext, { comparison, groups, order, from, to, allowed }: GroupPairs): LevelAnswer {
  const kernel = kernelOfHeard(context, comparison);
  const counts = new Float64Array(gammasAboveNull(context.plan.comparisons[comparison] as PlannedComparison) + 1);
  const chunk = emptyChunk();
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const pairs = new Float64Array(CHUNK_PAIRS);
  const records = Int32Array.from(order, (group) => groups.first[group] as number);
  const sizes = Float64Array.from(order, (group) => groups.bySource[group] as number);
  const flush = (): void => {
    kernel(chunk, at, chunk.count, gammas, open);
    for (let p = 0; p < chunk.count; p++) {
      const digit = (gammas[p] as number) + 1;
      counts[digit] = (counts[digit] as number) + (pairs[p] as number);
    }
    chunk.count = 0;
  };
  for (let row = allowed.meets[0] === 1 ? from : to; row < to; row++) {
    const record = records[row] as number;
    const size = sizes[row] as number;
    // A group that is compared with itself has half as many pairs of two different records.
    for (let column = size > 1 ? row : row + 1; column < order.length; ) {
      const start = chunk.count;
      const end = Math.min(CHUNK_PAIRS, start + order.length - column);
      chunk.a.fill(record, start, end);
      chunk.b.set(records.subarray(column, column + end - start), start);
      for (let p = start; p < end; p++) pairs[p] = size * (sizes[column + p - start] as number);
      if (column === row) pairs[start] = (size * (size - 1)) / 2;
      column += end - start;
      chunk.count = end;
      if (end === CHUNK_PAIRS) flush();
    }
  }
  flush();
  return { counts, squares: null, pairs: counts.reduce((total, count) => total + count, 0) };
}

interface GroupComparer {
  /** `bothWays`: some of the pairs have a record of the right group on the left. */
  put(left: number, right: number, pairs: number, bothWays: boolean): void;
  flush(): void;
}

function groupComparer(context: TaskContext, { comparison, groups, allowed }: GroupPairs, counts: Float64Array): GroupComparer {
  const kernel = kernelOfHeard(context, comparison);
  const forward = emptyChunk();
  const backward = emptyChunk();
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const turned = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  const left = new Int32Array(CHUNK_PAIRS);
  const right = new Int32Array(CHUNK_PAIRS);
  const pairs = new Float64Array(CHUNK_PAIRS);
  const turnedAt = new Int32Array(CHUNK_PAIRS);
  let inOrder: ReturnType<typeof orderCounter> | null = null;

  const flush = (): void => {
    kernel(forward, at, forward.count, gammas, open);
    for (let p = 0; p < forward.count; p++) {
      const digit = (gammas[p] as number) + 1;
      counts[digit] = (counts[digit] as number) + (pairs[p] as number);
    }
    kernel(backward, at, backward.count, turned, open);
    for (let q = 0; q < backward.count; q++) {
      const p = turnedAt[q] as number;
      if (turned[q] === gammas[p]) continue;
      inOrder ??= orderCounter(context.prepared, groups, allowed);
      const back = (pairs[p] as number) - inOrder(left[p] as number, right[p] as number);
      const [digit, other] = [(gammas[p] as number) + 1, (turned[q] as number) + 1];
      counts[digit] = (counts[digit] as number) - back;
      counts[other] = (counts[other] as number) + back;
    }
    forward.count = 0;
    backward.count = 0;
  };

  return {
    flush,
    put(x, y, many, bothWays) {
      const p = forward.count++;
      forward.a[p] = groups.first[x] as number;
      forward.b[p] = groups.first[y] as number;
      left[p] = x;
      right[p] = y;
      pairs[p] = many;
      if (bothWays) {
        const q = backward.count++;
        backward.a[q] = groups.first[y] as number;
        backward.b[q] = groups.first[x] as number;
        turnedAt[q] = p;
      }
      if (forward.count === CHUNK_PAIRS) flush();
    },
  };
}

/** Counts the allowed pairs of two groups in which the record of the first comes before that of the second. */
function orderCounter(
  { sourceOf }: Prepared,
  { size, records, groupOf }: RecordGroups,
  allowed: AllowedSources,
): (x: number, y: number) => number {
  const starts = new Int32Array(size + 1);
  for (const group of groupOf) starts[group + 1] = (starts[group + 1] as number) + 1;
  for (let group = 0; group < size; group++) starts[group + 1] = (starts[group + 1] as number) + (starts[group] as number);
  const next = starts.slice();
  const members = new Int32Array(records.length);
  for (let k = 0; k < records.length; k++) {
    const group = groupOf[k] as number;
    members[next[group] as number] = records[k] as number;
    next[group] = (next[group] as number) + 1;
  }
  const before = new Float64Array(allowed.size);
  return (x, y) => {
    before.fill(0);
    let at = starts[x] as number;
    let pairs = 0;
    for (let k = starts[y] as number; k < (starts[y + 1] as number); k++) {
      const record = members[k] as number;
      for (; at < (starts[x + 1] as number) && (members[at] as number) < record; at++) {
        const source = sourceOf[members[at] as number] as number;
        before[source] = (before[source] as number) + 1;
      }
      const source = sourceOf[record] as number;
      for (let s = 0; s < allowed.size; s++) if (allowed.meets[s * allowed.size + source] === 1) pairs += before[s] as number;
    }
    return pairs;
  };
}
