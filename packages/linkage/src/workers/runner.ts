import type { EstimateRunner } from '../estimate/estimate-tasks.ts';
import type { DescribeRunner } from '../people/describe-pairs.ts';
import type { ScoreRunner } from '../score/score-tasks.ts';
import type { OnDone, TaskContext } from './task.ts';
import { doTask } from './tasks.ts';

/** Runs the engine's tasks: in this thread, or over a pool of workers with the same answers. */
export type EngineRunner = EstimateRunner &
  ScoreRunner &
  DescribeRunner & {
    /** How many inputs are worked on at once. */
    readonly workers: number;
    /** Ends the workers, whatever they are at. */
    close(): Promise<void>;
  };

/** A runner whose tasks are known by name only: what there is beneath the types of `EngineRunner`. */
interface UntypedRunner extends TaskContext {
  readonly workers: number;
  run(task: string, inputs: readonly unknown[], onDone?: OnDone, shared?: unknown): Promise<unknown[]>;
  close(): Promise<void>;
}

/** Gives a runner of named tasks the types of the tasks that the engine has. */
export const asEngineRunner = (runner: UntypedRunner): EngineRunner => runner as EngineRunner;

/** Runs every input in this thread, one after another. */
export function inlineRunner(context: TaskContext): EngineRunner {
  const { prepared, plan } = context;
  return asEngineRunner({
    prepared,
    plan,
    workers: 1,
    async run(task, inputs, onDone, shared) {
      return inputs.map((input, i) => {
        const output = doTask(context, task, input, shared);
        onDone?.(i + 1, inputs.length);
        return output;
      });
    },
    close: async () => {},
  });
}
