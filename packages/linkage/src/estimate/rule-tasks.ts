import { type CandidateTask, candidateTasks } from '../candidates/candidate-tasks.ts';
import { type CompiledRules, openRules } from '../candidates/compile-rules.ts';
import { enumerateTask } from '../candidates/enumerate-task.ts';
import type { RuleIndex } from '../candidates/rule-index.ts';
import type { PairChunk } from '../pair-chunk.ts';
import type { PlannedRule } from '../plan/linkage-plan.ts';
import type { TaskContext } from '../workers/task.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { indexedRules } from './indexed-rules.ts';

const PAIRS_PER_TASK = 100_000;
/** Each input counts in memory of its own: few of them, and enough to share out among workers. */
const INPUTS = 16;
const EVERY_PAIR = { changed: null, barred: null };

/** The pairs that rules make, cut into inputs, each some of their candidate tasks; `index` is what all inputs share. */
export interface RulePairs {
  readonly index: RuleIndex;
  readonly inputs: readonly (readonly CandidateTask[])[];
}

export async function pairsOfRules(runner: EstimateRunner, rules: readonly PlannedRule[]): Promise<RulePairs> {
  return pairsOfIndex(await indexedRules(runner, rules));
}

export function pairsOfIndex(index: RuleIndex): RulePairs {
  const tasks = candidateTasks({ index }, PAIRS_PER_TASK);
  const inputs = Math.min(INPUTS, tasks.length);
  return { index, inputs: Array.from({ length: inputs }, (_, input) => tasks.filter((_task, k) => k % inputs === input)) };
}

const opened = new WeakMap<RuleIndex, CompiledRules>();

/** Gives every pair of some tasks to `sink`, chunk by chunk. Rules are compiled once a thread, however often they are asked for. */
export function eachPair(
  { prepared }: TaskContext,
  index: RuleIndex,
  tasks: readonly CandidateTask[],
  sink: (chunk: PairChunk) => void,
): void {
  const rules = opened.get(index) ?? openRules(prepared, index);
  opened.set(index, rules);
  for (const task of tasks) enumerateTask(rules, task, EVERY_PAIR, sink);
}
