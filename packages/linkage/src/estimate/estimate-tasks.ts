import type { CandidateTask } from '../candidates/candidate-tasks.ts';
import type { RuleIndex } from '../candidates/rule-index.ts';
import type { TermFrequencyShares } from '../score/term-frequencies.ts';
import type { RunnerOf, TaskContext } from '../workers/task.ts';
import { gatherTask, type IndexedRecords } from './block-order.ts';
import { countDrawnPairs, type DrawnPairs } from './drawn-pairs.ts';
import type { PatternPartial } from './gamma-patterns.ts';
import { countGroupPairs, type GroupPairs } from './group-pairs.ts';
import { indexRuleTask } from './indexed-rules.ts';
import { type LevelAnswer, planLevelCounts } from './level-count-plan.ts';
import { levelTally } from './level-tally.ts';
import { patternCounter } from './pattern-counter.ts';
import { eachPair } from './rule-tasks.ts';
import { countComparedPairs } from './shared-value-levels.ts';

/** Rules whose pairs are counted. */
export interface CountedRules {
  readonly index: RuleIndex;
}

/** A training rule, the comparisons that its session trains, by position, and frequencies if they are to be weighed. */
export interface CountedSession extends IndexedRecords {
  readonly active: readonly number[];
  readonly frequencies: TermFrequencyShares | null;
}

/** The tasks of training. Those of rules take some of the rules' candidate tasks at a time. */
export const estimateTasks = {
  indexRule: indexRuleTask,
  planLevelCounts,
  countComparedPairs,
  countLevels: (context: TaskContext, task: GroupPairs | DrawnPairs, _shared: null): LevelAnswer =>
    'tiles' in task ? countDrawnPairs(context, task) : countGroupPairs(context, task),
  countRulePairs(context: TaskContext, tasks: readonly CandidateTask[], { index }: CountedRules): number {
    let pairs = 0;
    eachPair(context, index, tasks, ({ count }) => {
      pairs += count;
    });
    return pairs;
  },
  countRuleLevels(context: TaskContext, tasks: readonly CandidateTask[], { index }: CountedRules): readonly Float64Array[] {
    const tally = levelTally(context);
    eachPair(context, index, tasks, tally.add);
    return tally.counts;
  },
  gatherIds: gatherTask,
  countPatterns(
    { plan }: TaskContext,
    tasks: readonly CandidateTask[],
    { index, prepared, active, frequencies }: CountedSession,
  ): PatternPartial {
    const context = { prepared, plan };
    const counter = patternCounter(context, active, frequencies);
    eachPair(context, index, tasks, counter.add);
    return counter.partial();
  },
};

/** Runs the tasks of training. */
export type EstimateRunner = RunnerOf<typeof estimateTasks>;
