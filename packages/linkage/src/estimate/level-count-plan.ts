import type { Expression } from '../expression/expression.ts';
import { childrenOf, columnsOf, withoutSide } from '../expression/walk.ts';
import type { LinkagePlan, PlannedComparison } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import { allowedSources, pairsWithin } from './allowed-sources.ts';
import { anatomyOf, type ComparisonAnatomy } from './comparison-anatomy.ts';
import type { DrawnPairs } from './drawn-pairs.ts';
import { type CountedRecords, canCount, countEqualities } from './equality-counts.ts';
import { countGroupPairs, type GroupPairs, rowsPerTask } from './group-pairs.ts';
import { drawsOf, mostFrequentFirst } from './heads-and-tail.ts';
import { numbersFor, numbersOfColumn, preparedNumbers } from './numbers-for.ts';
import { gammasAboveNull } from './pattern-layout.ts';
import { groupRecords, type Numbers, sharedInts, sharedRange } from './record-groups.ts';

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
    drawn: drawsOf(
      prepared,
      { groups, order, heads, allowed, pairs: question.estimatePairs - heads * groups.size * directions },
      {
        comparison: position,
        seed: `${question.seed}/u/${comparison.name}`,
      },
    ),
  };
}

/** Everything is known but gamma 0, which is the rest. */
export function settled(answer: LevelCountPlan): LevelCountPlan {
  const known = answer.known.slice();
  known[1] = 0;
  known[1] = answer.pairs - known.reduce((total, pairs) => total + pairs, 0);
  return { ...answer, known, settled: answer.settled.map(() => 1) };
}

/** Writes down what is known of some levels. */
export function settle({ known, settled }: LevelCountPlan, found: readonly { gamma: number; pairs: number }[]): void {
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
