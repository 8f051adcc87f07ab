import type { Expression } from '../expression/expression.ts';
import { childrenOf, columnsOf, withoutSide } from '../expression/walk.ts';
import type { LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import { type AllowedSources, allowedSources, pairsWithin } from './allowed-sources.ts';
import { anatomyOf, type ComparisonAnatomy } from './comparison-anatomy.ts';
import { type DrawnPairs, PAIRS_PER_TILE } from './drawn-pairs.ts';
import { type CountedRecords, canCount, countEqualities } from './equality-counts.ts';
import { countGroupPairs, type GroupPairs, rowsPerTask } from './group-pairs.ts';
import { numbersFor, numbersOfColumn, preparedNumbers } from './numbers-for.ts';
import { gammasAboveNull } from './pattern-layout.ts';
import { groupRecords, type Numbers, type RecordGroups, sharedInts, sharedRange } from './record-groups.ts';

export interface LevelCountQuestion {
  /** Records that are counted, ascending; `null`: all. */
  readonly records: Int32Array | null;
  readonly seed: string;
  /** Pairs of distinct values that may be compared to count exactly. */
  readonly exactPairs: number;
  /** Pairs that are compared where that does not reach. */
  readonly estimatePairs: number;
}

/** What of the answer is known, and which tasks tell the rest. Levels stand at `gamma + 1`. */
export interface LevelCountPlan {
  readonly comparison: number;
  /** Pairs in all, silent ones of a usual null level left out. */
  readonly pairs: number;
  readonly known: Float64Array;
  /** 1 where `known` is all there is. */
  readonly settled: Uint8Array;
  /** Pairs of distinct values, each counted as often as records hold it. */
  readonly groups: readonly GroupPairs[];
  /** Drawn pairs that stand for those that no group task has; none when the count is exact. */
  readonly drawn: readonly DrawnPairs[];
}

/** What a task counted. Levels stand at `gamma + 1`. */
export interface LevelAnswer {
  /** Of group tasks, pairs of records; of draws, drawn pairs. */
  readonly counts: Float64Array;
  /** Of draws: the squares of the tiles' counts, added up. */
  readonly squares: Float64Array | null;
  readonly pairs: number;
}

const TILES_PER_TASK = 128;
/** So few tiles at least, for their scatter is what the standard error is told by. */
const LEAST_TILES = 8;

/** How the levels of a comparison, by its position, are to be counted over all pairs of the records. */
export function planLevelCounts({ prepared, plan }: TaskContext, position: number, question: LevelCountQuestion): LevelCountPlan {
  const comparison = plan.comparisons[position] as PlannedComparison;
  const anatomy = anatomyOf(comparison);
  const allowed = allowedSources(plan, prepared.sources);
  const records = heardRecords(prepared, anatomy, question.records ?? sharedRange(prepared.size));
  const of: CountedRecords = { prepared, records, allowed };
  const outcomes = gammasAboveNull(comparison) + 1;
  const answer: LevelCountPlan = {
    comparison: position,
    pairs: pairsWithin(allowed, countsBySource(prepared, records)),
    known: new Float64Array(outcomes),
    settled: new Uint8Array(outcomes),
    groups: [],
    drawn: [],
  };
  const countable = canCount(prepared, anatomy.equalities);
  if (countable && anatomy.onlyEqualities) {
    settle(answer, [silentPairs(of, plan, position, anatomy), ...countEqualities(of, anatomy.equalities)]);
    return settled(answer);
  }
  const groups = groupRecords(records, readNumbers(prepared, anatomy), prepared.sourceOf, allowed.size);
  const directions = anatomy.symmetric ? 1 : 2;
  const job = { comparison: position, groups, allowed, symmetric: anatomy.symmetric };
  if (((groups.size * (groups.size + 1)) / 2) * directions <= question.exactPairs) {
    const order = sharedRange(groups.size);
    return { ...answer, groups: rowsPerTask({ ...job, order }, groups.size) };
  }
  settle(answer, [
    ...(anatomy.silence === 'unknown' ? [] : [silentPairs(of, plan, position, anatomy)]),
    ...(countable ? countEqualities(of, anatomy.equalities).filter(({ gamma }) => gamma !== 0) : []),
  ]);
  const { order, heads } = mostFrequentFirst(groups, directions, question.estimatePairs);
  return {
    ...answer,
    groups: rowsPerTask({ ...job, order }, heads),
    drawn: drawsOf(prepared, plan, { groups, order, heads, allowed, directions }, position, question),
  };
}

/** Everything is known but gamma 0, which is the rest. */
function settled(answer: LevelCountPlan): LevelCountPlan {
  const known = answer.known.slice();
  known[1] = 0;
  known[1] = answer.pairs - known.reduce((total, pairs) => total + pairs, 0);
  return { ...answer, known, settled: answer.settled.map(() => 1) };
}

function settle({ known, settled }: LevelCountPlan, found: readonly { gamma: number; pairs: number }[]): void {
  for (const { gamma, pairs } of found) {
    known[gamma + 1] = (known[gamma + 1] as number) + pairs;
    settled[gamma + 1] = 1;
  }
}

/** Pairs that a null level silences by its condition on missing values: it asks only which values each record lacks. */
function silentPairs(
  of: CountedRecords,
  plan: LinkagePlan,
  comparison: number,
  { silence }: ComparisonAnatomy,
): { gamma: number; pairs: number } {
  if (typeof silence === 'string' || 'either' in silence) return { gamma: -1, pairs: 0 };
  const missing = testedIn(silence.nulls).map((expression) => {
    const { ids } = numbersFor(of.prepared, expression);
    return { ids: ids.map((id) => Number(id !== 0)), size: 2 };
  });
  const groups = groupRecords(of.records, missing, of.prepared.sourceOf, of.allowed.size);
  const order = Int32Array.from({ length: groups.size }, (_, group) => group);
  const answer = countGroupPairs(
    { prepared: of.prepared, plan },
    { comparison, groups, order, from: 0, to: groups.size, allowed: of.allowed, symmetric: false },
  );
  return { gamma: -1, pairs: answer.counts[0] as number };
}

/** The records whose pairs a usual null level does not silence. */
function heardRecords(prepared: Prepared, { silence }: ComparisonAnatomy, records: Int32Array): Int32Array {
  if (typeof silence === 'string' || !('either' in silence)) return records;
  const silent = new Uint8Array(prepared.size);
  for (const expression of silence.either) {
    const { ids } = numbersFor(prepared, expression);
    for (let i = 0; i < ids.length; i++) if (ids[i] === 0) silent[i] = 1;
  }
  let heard = 0;
  for (let k = 0; k < records.length; k++) if (silent[records[k] as number] === 0) heard++;
  if (heard === records.length) return records;
  const kept = sharedInts(heard);
  for (let k = 0, to = 0; k < records.length; k++) if (silent[records[k] as number] === 0) kept[to++] = records[k] as number;
  return kept;
}

/** Of an expression of a record, its own numbers where they were worked out, otherwise those of the columns that it reads. */
function readNumbers(prepared: Prepared, { reads }: ComparisonAnatomy): readonly Numbers[] {
  const plain = new Set(reads.flatMap((expression) => (expression.kind === 'column' ? [expression.name] : [])));
  const derived = reads.filter((expression) => expression.kind !== 'column' && !columnsOf(expression).every(({ name }) => plain.has(name)));
  const numbers = derived.map((expression) => preparedNumbers(prepared, expression));
  const columns = new Set([
    ...plain,
    ...derived.flatMap((expression, d) => (numbers[d] === null ? columnsOf(expression).map(({ name }) => name) : [])),
  ]);
  return [...[...columns].map((column) => numbersOfColumn(prepared, column)), ...numbers.flatMap((known) => known ?? [])];
}

interface HeadsAndTail {
  readonly order: Int32Array;
  readonly heads: number;
}

/**
 * Groups in an order in which the most frequent ones come first, and how many of these to compare with all others: as many
 * as leave the least uncertainty when the pairs that remain of the budget are drawn among the rest.
 */
function mostFrequentFirst(groups: RecordGroups, directions: number, budget: number): HeadsAndTail {
  const frequent = mostFrequent(groups, Math.floor(budget / (groups.size * directions)));
  let heads = 0;
  let least = 1 / budget;
  let left = groups.records.length;
  frequent.forEach((group, k) => {
    left -= recordsIn(groups, group);
    const drawn = budget - (k + 1) * groups.size * directions;
    const uncertainty = (left / groups.records.length) ** 4 / drawn;
    if (drawn <= 0 || uncertainty >= least) return;
    least = uncertainty;
    heads = k + 1;
  });
  const order = sharedInts(groups.size);
  const isHead = marked(groups.size, frequent.slice(0, heads));
  order.set(frequent.slice(0, heads));
  for (let group = 0, to = heads; group < groups.size; group++) if (isHead[group] === 0) order[to++] = group;
  return { order, heads };
}

/** So many of the groups with the most records, those of more records first. */
function mostFrequent(groups: RecordGroups, many: number): readonly number[] {
  if (many === 0) return [];
  const counts = Uint32Array.from({ length: groups.size }, (_, group) => recordsIn(groups, group));
  const atLeast = counts.toSorted()[Math.max(0, groups.size - many)] ?? 0;
  const frequent: number[] = [];
  for (let group = 0; group < groups.size; group++) if ((counts[group] as number) >= atLeast) frequent.push(group);
  return frequent.sort((x, y) => (counts[y] as number) - (counts[x] as number) || x - y).slice(0, many);
}

function marked(size: number, groups: readonly number[]): Uint8Array {
  const marks = new Uint8Array(size);
  for (const group of groups) marks[group] = 1;
  return marks;
}

/** Draws among the records outside the heads, source by source in proportion to their pairs. */
function drawsOf(
  prepared: Prepared,
  { comparisons }: LinkagePlan,
  { groups, order, heads, allowed, directions }: HeadsAndTail & { groups: RecordGroups; allowed: AllowedSources; directions: number },
  comparison: number,
  { seed, estimatePairs }: LevelCountQuestion,
): readonly DrawnPairs[] {
  const tail = tailBySource(prepared, groups, [...order.subarray(0, heads)]);
  const strata = tail.flatMap((left, s) =>
    tail.flatMap((right, t) => {
      const pairs = s === t ? (left.length * (left.length - 1)) / 2 : left.length * right.length;
      return s <= t && allowed.meets[s * allowed.size + t] === 1 && pairs > 0 ? [{ left, right, s, t, pairs }] : [];
    }),
  );
  const all = strata.reduce((total, { pairs }) => total + pairs, 0);
  const budget = Math.max(estimatePairs - heads * groups.size * directions, estimatePairs / 4);
  const name = comparisons[comparison]?.name ?? '';
  return strata.flatMap(({ left, right, s, t, pairs }) => {
    const tiles = Math.max(LEAST_TILES, Math.ceil((budget * pairs) / all / PAIRS_PER_TILE));
    const blocks = Math.ceil(tiles / TILES_PER_TASK);
    return Array.from({ length: blocks }, (_, block) => ({
      comparison,
      stratum: s * allowed.size + t,
      pairs,
      left,
      right,
      tiles: Math.min(TILES_PER_TASK, tiles - block * TILES_PER_TASK),
      seed: `${seed}/u/${name}/${s}/${t}/${block}`,
    }));
  });
}

function tailBySource({ sourceOf, sources }: Prepared, groups: RecordGroups, heads: readonly number[]): readonly Int32Array[] {
  const isHead = marked(groups.size, heads);
  const { records, groupOf, bySource } = groups;
  const tail = sources.map((_, source) => {
    let size = 0;
    for (let group = 0; group < groups.size; group++) if (isHead[group] === 0) size += bySource[group * sources.length + source] as number;
    return sharedInts(size);
  });
  const next = new Int32Array(sources.length);
  for (let k = 0; k < records.length; k++) {
    if (isHead[groupOf[k] as number] === 1) continue;
    const record = records[k] as number;
    const source = sourceOf[record] as number;
    const at = next[source] as number;
    (tail[source] as Int32Array)[at] = record;
    next[source] = at + 1;
  }
  return tail;
}

function recordsIn({ bySource, sources }: RecordGroups, group: number): number {
  let records = 0;
  for (let s = 0; s < sources; s++) records += bySource[group * sources + s] as number;
  return records;
}

function countsBySource({ sourceOf, sources }: Prepared, records: Int32Array): Float64Array {
  if (sources.length === 1) return Float64Array.of(records.length);
  const counts = new Float64Array(sources.length);
  for (let k = 0; k < records.length; k++) {
    const source = sourceOf[records[k] as number] as number;
    counts[source] = (counts[source] as number) + 1;
  }
  return counts;
}

/** What a condition tests for null, in the order in which it names it. */
function testedIn(condition: Expression): readonly Expression[] {
  if (condition.kind === 'isNull') return [withoutSide(condition.of)];
  return childrenOf(condition).flatMap(testedIn);
}
