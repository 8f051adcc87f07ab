import type { RunnerOf } from '../workers/task.ts';
import { gammasTask } from './gammas-of.ts';
import { predictTask } from './predict.ts';
import { scoreTask } from './score-pairs.ts';

/** The tasks of scoring, as workers do them. */
export const scoreTasks = { predict: predictTask, scorePairs: scoreTask, gammasOf: gammasTask };

export type ScoreRunner = RunnerOf<typeof scoreTasks>;
