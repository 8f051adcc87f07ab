import type { LinkagePlan } from '../plan/linkage-plan.ts';
import type { Prepared } from '../prepare/prepared.ts';

/** What every task may read: the records and the plan, the same in every worker. */
export interface TaskContext {
  readonly prepared: Prepared;
  readonly plan: LinkagePlan;
}

/** Called after each input that is done, in whatever order. */
export type OnDone = (done: number, of: number) => void;

/**
 * A task is work cut into inputs, done by whoever is free: a pure function of the context, one input and what all inputs
 * share; all of it plain data that can be posted. `shared` is one object for all inputs of a run in one worker, so what is
 * compiled of it can be remembered by it. Arrays of an output are given away.
 */
export type Task<Input, Output, Shared> = (context: TaskContext, input: Input, shared: Shared) => Output;

/** Runs some tasks, in this thread or in workers; the outputs come in the order of the inputs. */
export interface RunnerOf<Tasks extends { readonly [name: string]: Task<never, unknown, never> }> extends TaskContext {
  /** @throws whatever the task throws, with its class and message. */
  run<N extends keyof Tasks>(
    task: N,
    inputs: readonly Parameters<Tasks[N]>[1][],
    onDone: OnDone | undefined,
    shared: Parameters<Tasks[N]>[2],
  ): Promise<ReturnType<Tasks[N]>[]>;
}
