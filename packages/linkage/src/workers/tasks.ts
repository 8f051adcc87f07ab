import { estimateTasks } from '../estimate/estimate-tasks.ts';
import { peopleTasks } from '../people/describe-pairs.ts';
import { scoreTasks } from '../score/score-tasks.ts';
import type { Task, TaskContext } from './task.ts';

const TASKS: Readonly<Record<string, Task<never, unknown, never>>> = { ...estimateTasks, ...scoreTasks, ...peopleTasks };

/** Does one input of the task of this name: how workers, which are posted names, find it. */
export function doTask(context: TaskContext, task: string, input: unknown, shared: unknown): unknown {
  const work = TASKS[task];
  if (work === undefined) throw new RangeError(`The engine has no task ${task}.`);
  return work(context, input as never, shared as never);
}
