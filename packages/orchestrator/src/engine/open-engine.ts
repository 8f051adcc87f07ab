import { availableParallelism } from 'node:os';
import { type EngineRunner, inlineRunner } from '@golden-thread/linkage/runner';
import type { TaskContext } from '@golden-thread/linkage/task';
import { pooledRunner } from './worker-pool.ts';

/**
 * A runner over as many workers as the machine has, or, where there is not `enough` to do, in this thread: starting
 * workers takes some tenths of a second. The answers are the same. Whoever opens it closes it.
 */
export function openEngine({ prepared, plan }: TaskContext, enough: boolean): EngineRunner {
  const workers = enough ? availableParallelism() : 1;
  return workers > 1 ? pooledRunner(prepared, plan, workers) : inlineRunner({ prepared, plan });
}

/** Does some work with an engine and closes it, whatever comes of the work. */
export async function whileOpen<Found>(engine: EngineRunner, work: () => Promise<Found>): Promise<Found> {
  try {
    return await work();
  } finally {
    await engine.close();
  }
}
