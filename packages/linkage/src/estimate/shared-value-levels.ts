import type { CandidateTask } from '../candidates/candidate-tasks.ts';
import { openRules } from '../candidates/compile-rules.ts';
import { countCandidates } from '../candidates/count-candidates.ts';
import type { RuleIndex } from '../candidates/rule-index.ts';
import { ruleKeyOf } from '../candidates/rule-key.ts';
import { waysOf } from '../candidates/ways-of.ts';
import { CHUNK_PAIRS } from '../pair-chunk.ts';
import type { PlannedComparison, PlannedRule } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';
import type { TaskContext } from '../workers/task.ts';
import type { EstimateRunner } from './estimate-tasks.ts';
import { indexedRules } from './indexed-rules.ts';
import { kernelOf } from './kernel-of.ts';
import { type LevelCountPlan, settle, settled } from './level-count-plan.ts';
import { gammasAboveNull } from './pattern-layout.ts';
import { eachPair, pairsOfIndex } from './rule-tasks.ts';

/** Pairs that share a value of a level which may be made to count it. */
const SHARED_PAIRS = 2e7;

/** Rules whose pairs are told apart by one comparison. */
export interface ComparedRules {
  readonly index: RuleIndex;
  readonly comparison: number;
}

/**
 * Where a comparison's levels would be estimated, counts those for which two records must share a value (a member of two
 * lists, a name in the other's place) by making the pairs that share one: a rare level, of which draws would hardly see a
 * pair, is then known exactly.
 */
export async function withSharedValues(runner: EstimateRunner, answers: readonly LevelCountPlan[]): Promise<readonly LevelCountPlan[]> {
  const found: LevelCountPlan[] = [];
  for (const answer of answers) found.push(answer.drawn.length === 0 ? answer : await withSharedValuesOf(runner, answer));
  return found;
}

async function withSharedValuesOf(runner: EstimateRunner, answer: LevelCountPlan): Promise<LevelCountPlan> {
  const { prepared, plan } = runner;
  const levels = levelsOfSharedValues(prepared, plan.comparisons[answer.comparison] as PlannedComparison, answer);
  if (levels.length === 0) return answer;
  const costs = countCandidates(openRules(prepared, await indexedRules(runner, levels.map(ruleOf))), { changed: null, exactUpTo: 0 });
  const counted = levels.filter((_, rule) => (costs[rule]?.bound ?? 0) <= SHARED_PAIRS);
  if (counted.length === 0) return answer;
  const { index, inputs } = pairsOfIndex(await indexedRules(runner, counted.map(ruleOf)));
  const parts = await runner.run('countComparedPairs', inputs, undefined, { index, comparison: answer.comparison });
  const known: LevelCountPlan = { ...answer, known: answer.known.slice(), settled: answer.settled.slice() };
  settle(
    known,
    counted.map(({ gamma }) => ({ gamma, pairs: parts.reduce((total, counts) => total + (counts[gamma + 1] as number), 0) })),
  );
  return known.settled.every((one, digit) => one === 1 || digit === 1) ? { ...settled(known), groups: [], drawn: [] } : known;
}

interface ConditionalLevel {
  readonly gamma: number;
  readonly label: string;
  readonly condition: NonNullable<PlannedRule['condition']>;
}

/** Levels that are not settled and hold for no two records without a value in common. */
function levelsOfSharedValues(prepared: Prepared, { levels }: PlannedComparison, answer: LevelCountPlan): readonly ConditionalLevel[] {
  return levels.flatMap(({ gamma, label, condition }) => {
    if (gamma < 0 || condition === null || answer.settled[gamma + 1] === 1) return [];
    const ways = waysOf(condition, (part) => ruleKeyOf(prepared, part));
    return ways.every(({ keys }) => keys.length > 0) ? [{ gamma, label, condition }] : [];
  });
}

const ruleOf = ({ label, condition }: ConditionalLevel): PlannedRule => ({ text: label, condition, explode: [] });

/** Of the pairs of some tasks, how many have each gamma of a comparison, at `gamma + 1`. */
export function countComparedPairs(
  context: TaskContext,
  tasks: readonly CandidateTask[],
  { index, comparison }: ComparedRules,
): Float64Array {
  const kernel = kernelOf(context, comparison);
  const counts = new Float64Array(gammasAboveNull(context.plan.comparisons[comparison] as PlannedComparison) + 1);
  const at = Int32Array.from({ length: CHUNK_PAIRS }, (_, p) => p);
  const gammas = new Int8Array(CHUNK_PAIRS);
  const open = new Int32Array(CHUNK_PAIRS);
  eachPair(context, index, tasks, (chunk) => {
    kernel(chunk, at, chunk.count, gammas, open);
    for (let p = 0; p < chunk.count; p++) {
      const digit = (gammas[p] as number) + 1;
      counts[digit] = (counts[digit] as number) + 1;
    }
  });
  return counts;
}
