import type { RunnerOf } from '../workers/task.ts';
import { clusterLinesTask } from './cluster-lines.ts';
import { gammasTask } from './gammas-of.ts';
import { pairLinesTask } from './pair-lines.ts';
import { predictTask } from './predict.ts';
import { scoreTask } from './score-pairs.ts';

/** The tasks of scoring, as workers do them. */
export const scoreTasks = {
  predict: predictTask,
  scorePairs: scoreTask,
  gammasOf: gammasTask,
  pairLines: pairLinesTask,
  clusterLines: clusterLinesTask,
};

export type ScoreRunner = RunnerOf<typeof scoreTasks>;
