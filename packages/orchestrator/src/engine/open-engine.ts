import { availableParallelism } from 'node:os';
import { type EngineRunner, inlineRunner } from '@golden-thread/linkage/runner';
import type { TaskContext } from '@golden-thread/linkage/task';
import { pooledRunner } from './worker-pool.ts';

/** Work on fewer records is done before workers have started. */
const WORTH_WORKERS = 20_000;

/**
 * A runner for work on so many records: over workers where there is enough to do, otherwise in this thread. The answers
 * are the same. Whoever opens it closes it.
 */
export function openEngine({ prepared, plan }: TaskContext, records: number): EngineRunner {
  const workers = records < WORTH_WORKERS ? 1 : availableParallelism();
  return workers > 1 ? pooledRunner(prepared, plan, workers) : inlineRunner({ prepared, plan });
}
